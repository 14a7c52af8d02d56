import type { Frame, Pixels, Plane } from '../../data/frame.ts';
import { backgroundLevel } from './background-level.ts';
import { dyadicHistogram } from './dyadic-histogram.ts';
import { greyHistogram } from './grey-histogram.ts';
import { histogramThreshold } from './histogram-threshold.ts';

/** Brightness of one frame. */
export interface FrameSignal {
  /** Mean grey value of what was looked at; NaN where that is nothing. */
  readonly mean: number;
  /** Grey value of the background; NaN without a finite pixel. */
  readonly background: number;
  /** Whether the mean stands out of the background: by more than twice its spread where objects were searched. */
  readonly measurable: boolean;
}

/**
 * Mean brightness of the objects of a frame, and of its background.
 *
 * Objects are what lies above Otsu's threshold of the smoothed frame, so that their number and area do not count, only how
 * bright they are; the mean is taken of the pixels as they are. NaN and infinite pixels are left out.
 *
 * @param frame     the pixels; not modified.
 * @param smoothed  the same, smoothed so far that single pixels do not cross the threshold by noise.
 * @param level     the background, or `automatic`: the densest grey values of the smoothed frame.
 * @cost            O(pixels)
 * @source          Definition. Otsu 1979, doi:10.1109/TSMC.1979.4310076.
 */
export function foregroundSignal(
  frame: Frame<Pixels>,
  smoothed: Frame<Float32Array>,
  level: number | 'automatic',
): FrameSignal {
  const dark = backgroundLevel(dyadicHistogram(smoothed.data));
  const background = level === 'automatic' ? dark.level : level;
  const tall: Plane<Float32Array> = { ...smoothed, height: smoothed.height * smoothed.depth };
  const histogram = greyHistogram(tall);
  // The level is the middle of the last bin of the background, whose pixels are background on both sides of it.
  const halfBin = ((histogram.centres[1] ?? 0) - (histogram.centres[0] ?? 0)) / 2;
  const threshold = histogramThreshold(histogram, 'otsu') + Math.max(0, halfBin);
  const { data } = frame;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (smoothed.data[i]! > threshold && value - value === 0) {
      sum += value;
      count++;
    }
  }
  const mean = sum / count;
  return { mean, background, measurable: mean - background > 2 * dark.spread };
}

/**
 * Mean brightness of a frame as a whole, or of its labelled objects.
 *
 * @param smoothed  needed for an automatic background only.
 * @param labels    of the same size; `null` looks at all pixels.
 */
export function meanSignal(
  frame: Frame<Pixels>,
  smoothed: Frame<Float32Array> | null,
  level: number | 'automatic',
  labels: Frame<Uint32Array> | null,
): FrameSignal {
  const background =
    level === 'automatic' ? backgroundLevel(dyadicHistogram(smoothed?.data ?? frame.data)).level : level;
  const { data } = frame;
  const inside = labels?.data ?? null;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if ((inside === null || inside[i] !== 0) && value - value === 0) {
      sum += value;
      count++;
    }
  }
  const mean = sum / count;
  return { mean, background, measurable: mean > background };
}
