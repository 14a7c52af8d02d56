import { continuation, fourierPeriod } from '../reference/fourier-line.ts';
import { portableCosSin } from '../reference/portable-trig.ts';
import type { AxisShift } from '../reference/shift-axis.ts';

/** The table that shiftByPhase of fourier.as.ts reads for one axis of n pixels. */
export function phaseTable(n: number, { base, fraction, first, end }: AxisShift): Uint8Array {
  if (fraction === 0) return new Uint8Array(Int32Array.of(0, base, first, end).buffer);
  const period = fourierPeriod(n);
  const bytes = new ArrayBuffer(16 + 12 * period + 12 * (period - n));
  new Int32Array(bytes, 0, 4).set([period, base, first, end]);
  const twiddles = new Float32Array(bytes, 16, period);
  for (let k = 0; k < period / 2; k++) {
    const [cos, sin] = portableCosSin(k / period);
    twiddles[2 * k] = cos;
    twiddles[2 * k + 1] = sin;
  }
  const ramp = new Float32Array(bytes, 16 + 4 * period, 2 * period);
  for (let k = 0, reversed = 0; k < period; k++) {
    const [cos, sin] = portableCosSin((fraction * (k < period / 2 ? k : k - period)) / period);
    ramp[2 * reversed] = cos / period;
    ramp[2 * reversed + 1] = k === period / 2 ? 0 : sin / period;
    let bit = period >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
  }
  const behind = new DataView(bytes, 16 + 12 * period);
  const { ending, starting, weight } = continuation(n, period);
  for (let i = 0; i < weight.length; i++) {
    behind.setInt32(12 * i, ending[i]!, true);
    behind.setInt32(12 * i + 4, starting[i]!, true);
    behind.setFloat32(12 * i + 8, weight[i]!, true);
  }
  return new Uint8Array(bytes);
}
