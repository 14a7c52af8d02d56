import { Random } from './random.ts';

/** Content displacement of each frame against frame 0, px. */
export interface Path {
  readonly dx: Float64Array;
  readonly dy: Float64Array;
}

/** Farthest that the stage goes from where it began, in units of the jitter. */
const reachOfJitter = 40;
/** No movie drifts farther than this, px: the world around the field of view is finite. */
const farthest_px = 60;

/** The largest displacement that `simulateDrift` gives for this jitter, px. */
export const driftLimit = (jitter: number): number => Math.min(reachOfJitter * jitter, farthest_px);

/**
 * The path of a microscope stage: a slow trend, jitter, and two jumps at one and two thirds of the movie.
 *
 * @param jitter  standard deviation of the step between frames per axis, px, 0 or more; trend (0.16 of it per frame) and
 *                jumps (8 of it) scale with it. 0 is a stage at rest.
 * @returns       one displacement per frame, 0 in frame 0, nowhere beyond `driftLimit(jitter)` on either axis.
 * @cost          O(frames)
 * @source        Definition.
 */
export function simulateDrift(seed: number, frames: number, jitter: number): Path {
  const dx = new Float64Array(frames);
  const dy = new Float64Array(frames);
  const random = new Random(seed, 1);
  const limit = driftLimit(jitter);
  const first = Math.floor(frames / 3);
  const second = Math.floor((2 * frames) / 3);
  for (let t = 1; t < frames; t++) {
    const jump = t === first || t === second ? 8 : 0;
    const stepX = random.normal() - 0.08 + jump * random.normal();
    const stepY = random.normal() + 0.14 + jump * random.normal();
    dx[t] = clamp(dx[t - 1]! + jitter * stepX, -limit, limit);
    dy[t] = clamp(dy[t - 1]! + jitter * stepY, -limit, limit);
  }
  return { dx, dy };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
