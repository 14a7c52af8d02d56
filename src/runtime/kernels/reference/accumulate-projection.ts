import { dtypeOf, newPixels, type Pixels } from '../../data/frame.ts';

export const projections = ['max', 'mean', 'sum', 'sd', 'min'] as const;
export type Projection = (typeof projections)[number];

/** What is known after some frames: extremes in the frames' dtype, sums and means in float64. */
export interface ProjectionState {
  readonly method: Projection;
  readonly count: number;
  readonly value: Pixels | Float64Array;
  /** Sums of squared differences from the mean, for the standard deviation only. */
  readonly spread: Float64Array | null;
}

/**
 * Takes one more frame into a projection along time or z.
 *
 * @param state   the state so far, changed in place; `null` before the first frame.
 * @param pixels  the next frame; not modified, not kept. A NaN gives NaN at its pixel.
 * @param method  for `sd` mean and spread are updated as by Welford, so a large offset costs no digits.
 * @returns       the state after it.
 * @throws RangeError if the frame has another number of pixels than those before.
 * @cost          O(pixels)
 */
export function accumulateProjection(
  state: ProjectionState | null,
  pixels: Pixels,
  method: Projection,
): ProjectionState {
  if (!state) return firstState(pixels, method);
  if (pixels.length !== state.value.length) {
    throw new RangeError(`a frame of ${pixels.length} pixels does not fit the ones before, of ${state.value.length}`);
  }
  const count = state.count + 1;
  const value = state.value;
  if (method === 'max') raise(value, pixels);
  else if (method === 'min') lower(value, pixels);
  else if (method === 'sd' && state.spread) spread(value, state.spread, pixels, 1 / count);
  else for (let i = 0; i < pixels.length; i++) value[i] = value[i]! + pixels[i]!;
  return { ...state, count };
}

function firstState(pixels: Pixels, method: Projection): ProjectionState {
  const extreme = method === 'max' || method === 'min';
  const value = extreme ? newPixels(dtypeOf(pixels), pixels.length) : new Float64Array(pixels.length);
  value.set(pixels);
  // A first frame of infinity or NaN has no deviation to add up: x - x is NaN there, 0 elsewhere.
  const spread = method === 'sd' ? new Float64Array(pixels.length) : null;
  if (spread) for (let i = 0; i < pixels.length; i++) spread[i] = pixels[i]! - pixels[i]!;
  return { method, count: 1, value, spread };
}

function raise(value: Pixels | Float64Array, pixels: Pixels): void {
  if (!(pixels instanceof Float32Array)) {
    // whole numbers are never NaN
    for (let i = 0; i < pixels.length; i++) if (pixels[i]! > value[i]!) value[i] = pixels[i]!;
    return;
  }
  for (let i = 0; i < pixels.length; i++) {
    const v = pixels[i]!;
    if (v > value[i]! || Number.isNaN(v)) value[i] = v;
  }
}

function lower(value: Pixels | Float64Array, pixels: Pixels): void {
  if (!(pixels instanceof Float32Array)) {
    for (let i = 0; i < pixels.length; i++) if (pixels[i]! < value[i]!) value[i] = pixels[i]!;
    return;
  }
  for (let i = 0; i < pixels.length; i++) {
    const v = pixels[i]!;
    if (v < value[i]! || Number.isNaN(v)) value[i] = v;
  }
}

function spread(mean: Pixels | Float64Array, squares: Float64Array, pixels: Pixels, share: number): void {
  for (let i = 0; i < pixels.length; i++) {
    const v = pixels[i]!;
    const off = v - mean[i]!;
    const moved = mean[i]! + off * share;
    mean[i] = moved;
    squares[i] = squares[i]! + off * (v - moved);
  }
}

/**
 * The projected frame.
 *
 * @returns  max and min in the dtype of the frames, the others float32. `sd` is the sample's (divided by n - 1), as ImageJ
 *           computes it; 0 for a single frame.
 * @source   ImageJ 1.53t ZProjector; numpy max, mean, sum, std(ddof=1), min over axis 0: equal to float32 rounding.
 */
export function finishProjection(state: ProjectionState): Pixels {
  const { method, count, value, spread } = state;
  if (!(value instanceof Float64Array)) return value;
  const out = new Float32Array(value.length);
  if (spread) {
    const scale = 1 / Math.max(1, count - 1);
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(spread[i]! * scale);
    return out;
  }
  const divisor = method === 'mean' ? count : 1;
  for (let i = 0; i < out.length; i++) out[i] = value[i]! / divisor;
  return out;
}

/**
 * Projection of several frames or planes at once.
 *
 * @param frames  at least one, all of one length.
 * @throws RangeError without frames.
 */
export function projectPixels(frames: readonly Pixels[], method: Projection): Pixels {
  let state: ProjectionState | null = null;
  for (const frame of frames) state = accumulateProjection(state, frame, method);
  if (!state) throw new RangeError(`the ${method} of 0 frames is not defined, expected at least 1`);
  return finishProjection(state);
}
