import { dtypeOf, newPixels, type Pixels } from '../../data/frame.ts';
import { autoThreshold } from './auto-threshold.ts';
import { backgroundLevel } from './background-level.ts';
import { asGreyHistogram, type DyadicHistogram, dyadicHistogram, negativeDyadic } from './dyadic-histogram.ts';
import { histogramMethods, histogramThreshold } from './histogram-threshold.ts';

/** Ways to find one level for a whole frame or movie. */
export const levelMethods = [...histogramMethods, 'background'] as const;
export type LevelMethod = (typeof levelMethods)[number];

/**
 * The grey value beyond which a frame is foreground.
 *
 * @param data        pixels of a plane or a volume; NaN and infinite ones are left out.
 * @param method      `background`: the background's level plus a number of its spreads; else see `autoThreshold`.
 * @param deviations  that number.
 * @param dark        objects are darker than the background: the level of the negative is found, and turned back.
 * @returns           NaN without finite pixels, and where `minimum` finds no two maxima.
 * @cost              O(pixels + bins)
 */
export function levelOf(data: Pixels, method: LevelMethod, deviations: number, dark = false): number {
  if (dark) return levelOfNegative(data, method, deviations);
  if (method === 'background') return aboveBackground(dyadicHistogram(data), deviations);
  return autoThreshold({ width: data.length, height: 1, data }, method);
}

/** The level in the negative of the pixels, turned back; integers stay whole, so that each level keeps its bin. */
function levelOfNegative(data: Pixels, method: LevelMethod, deviations: number): number {
  const top = data instanceof Float32Array ? 0 : data instanceof Uint8Array ? 255 : 65535;
  const flipped = newPixels(dtypeOf(data), data.length);
  for (let i = 0; i < data.length; i++) flipped[i] = top - data[i]!;
  return top - levelOf(flipped, method, deviations);
}

/** The same from the histogram of many frames; `li` and `mean` of float pixels to the width of a bin. */
export function levelOfHistogram(
  histogram: DyadicHistogram,
  method: LevelMethod,
  deviations: number,
  dark = false,
): number {
  if (dark) return -levelOfHistogram(negativeDyadic(histogram), method, deviations);
  if (method === 'background') return aboveBackground(histogram, deviations);
  return histogramThreshold(asGreyHistogram(histogram), method);
}

function aboveBackground(histogram: DyadicHistogram, deviations: number): number {
  const { level, spread } = backgroundLevel(histogram);
  return level + deviations * spread;
}
