import { frequencyBand } from '../../src/runtime/kernels/reference/frequency-band.ts';
import { phaseCorrelation } from '../../src/runtime/kernels/reference/phase-correlation.ts';
import { fourierShifted } from '../support/fourier-shifted.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';
import { type GoldenCase, skimage } from './golden-case.ts';

interface Pair {
  readonly kind: string;
  readonly moved_by?: readonly [y: number, x: number];
  readonly normalization: 'phase' | null;
  readonly upsample: number;
  readonly shift: readonly [y: number, x: number];
}
const { skimage: pairs } = goldenJson<{ skimage: readonly Pair[] }>('phase_correlation.json');

/** Largest difference in px along y or x: `shift` moves the second plane back. */
async function differenceOf({ kind, moved_by, normalization, upsample, shift }: Pair): Promise<number> {
  const frames = await goldenPlanes('in-frames.tif');
  const [from, to] = kind.startsWith('frames') ? kind.slice(7).split(',').map(Number) : [0, 0];
  const target = moved_by ? fourierShifted(frames[0]!, ...moved_by) : frames[to!]!;
  const band = { smoothing: 0, background: 0, window: 'none', highest: 0 } as const;
  const found = phaseCorrelation(frequencyBand(frames[from!]!, band), frequencyBand(target, band), {
    method: normalization ? 'phase correlation' : 'cross correlation',
    upsampling: upsample,
    between: 'grid',
    maxShift: { x: 0, y: 0 },
  });
  // 2.5 px on a grid of 1 px is a tie, which the last bits decide.
  const isTie = upsample === 1 && moved_by?.[0] === 2.5;
  const alongY = isTie ? Math.min(Math.abs(found.dy - 2), Math.abs(found.dy - 3)) : Math.abs(found.dy + shift[0]);
  return Math.max(alongY, Math.abs(found.dx + shift[1]));
}

export const driftCases: readonly GoldenCase[] = ([null, 'phase'] as const).map(
  (normalization): GoldenCase => ({
    golden: `phase_correlation.json: skimage, normalization ${normalization ?? 'None'}`,
    tool: `${skimage} phase_cross_correlation`,
    ours: '`phaseCorrelation`, drift.estimate',
    compares: 'shifts of 21 pairs on grids of 1, 1/10 and 1/100 px, px',
    tolerance: 5e-10,
    async difference() {
      const differences = pairs.filter((pair) => pair.normalization === normalization).map(differenceOf);
      if (differences.length !== 21) return Number.POSITIVE_INFINITY;
      return Math.max(...(await Promise.all(differences)));
    },
  }),
);
