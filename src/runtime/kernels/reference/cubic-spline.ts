/** Pole of the cubic B-spline's prefilter. */
export const splinePole = Math.sqrt(3) - 2;

/**
 * Turns samples into coefficients of the cubic B-spline through them, in place; the line is mirrored about its end pixels.
 *
 * @param line  finite values.
 * @cost        O(n), a recursion forwards and one backwards.
 * @source      Unser, Aldroubi, Eden, IEEE Trans. Signal Process. 41 (1993), doi:10.1109/78.193221.
 */
export function splineCoefficients(line: Float64Array): void {
  const n = line.length;
  if (n < 2) return;
  const z = splinePole;
  let sum = line[0]!;
  let power = z;
  // The mirrored line has a period of 2n - 2; beyond 40 pixels the powers of z are below 1e-22.
  for (let k = 1; k <= 40; k++) {
    const phase = k % (2 * n - 2);
    sum += power * line[phase < n ? phase : 2 * n - 2 - phase]!;
    power *= z;
  }
  line[0] = sum;
  for (let i = 1; i < n; i++) line[i] = line[i]! + z * line[i - 1]!;
  line[n - 1] = (z / (z * z - 1)) * (line[n - 1]! + z * line[n - 2]!);
  for (let i = n - 2; i >= 0; i--) line[i] = z * (line[i + 1]! - line[i]!);
  for (let i = 0; i < n; i++) line[i] = 6 * line[i]!;
}

/** Weights of the coefficients at -1, 0, 1 and 2 for the position `fraction` between 0 and 1. */
export function splineWeights(fraction: number): readonly [number, number, number, number] {
  const f = fraction;
  const g = 1 - f;
  return [(g * g * g) / 6, (4 - 6 * f * f + 3 * f * f * f) / 6, (4 - 6 * g * g + 3 * g * g * g) / 6, (f * f * f) / 6];
}
