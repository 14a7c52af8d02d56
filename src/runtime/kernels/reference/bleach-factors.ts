import { type ExponentialFit, exponentialAt, fitExponential } from './fit-exponential.ts';
import type { FrameSignal } from './frame-signal.ts';

/** What a movie loses by bleaching, one value per frame. */
export interface Bleaching {
  readonly mean: Float64Array;
  /** Of frames without a finite pixel that of the frame before. */
  readonly background: Float64Array;
  /** Mean minus background; NaN where it could not be measured. */
  readonly signal: Float64Array;
  /** The fitted curve; NaN where there is none. */
  readonly fitted: Float64Array;
  /** What the signal is to be multiplied with; 1 in the first frame that could be measured. */
  readonly factor: Float64Array;
  readonly fit: ExponentialFit | null;
  /** Frames whose factor is that of another, as they could not be measured, or as the curve is not above 0 there. */
  readonly held: readonly number[];
}

/**
 * Factors that give every frame the brightness of the first.
 *
 * @param signals  one per frame.
 * @param method   `simple ratio`: by the signals themselves; `exponential fit`: by a curve through them over the number of
 *                 the frame, as light bleaches, not time. Without a fit the ratio is taken.
 * @returns        columns; of no frames empty ones.
 */
export function bleachFactors(signals: readonly FrameSignal[], method: 'simple ratio' | 'exponential fit'): Bleaching {
  const frames = Float64Array.from(signals, (_, t) => t);
  const mean = Float64Array.from(signals, (one) => one.mean);
  const signal = Float64Array.from(signals, (one) => (one.measurable ? one.mean - one.background : Number.NaN));
  const fit = signals.length < 4 ? null : fitExponential(frames, signal);
  const fitted = frames.map((t) => (fit ? exponentialAt(fit, t) : Number.NaN));
  const brightness = method === 'exponential fit' && fit ? fitted : signal;
  const reference = brightness[signal.findIndex((value) => !Number.isNaN(value))] ?? Number.NaN;
  const held: number[] = [];
  const factor = new Float64Array(signals.length);
  let last = 1;
  for (let t = 0; t < factor.length; t++) {
    const value = reference / brightness[t]!;
    if (value > 0 && value < Number.POSITIVE_INFINITY) last = value;
    else held.push(t);
    factor[t] = last;
  }
  return { mean, background: heldOver(signals), signal, fitted, factor, fit, held };
}

function heldOver(signals: readonly FrameSignal[]): Float64Array {
  let last = signals.find(({ background }) => !Number.isNaN(background))?.background ?? 0;
  return Float64Array.from(signals, ({ background }) => {
    if (!Number.isNaN(background)) last = background;
    return last;
  });
}
