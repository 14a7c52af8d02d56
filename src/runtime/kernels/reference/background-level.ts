import { binCentre, type DyadicHistogram } from './dyadic-histogram.ts';

export interface BackgroundLevel {
  /** Grey value of the background; NaN without pixels. */
  readonly level: number;
  /** Standard deviation of the background, of its noise and unevenness. */
  readonly spread: number;
}

/**
 * Background of an image whose darker part is background: the densest grey values and how far pixels fall below them.
 *
 * @param histogram  of the pixels.
 * @returns          level: middle of the shortest range of grey values that holds a fifth of the pixels; spread: root mean
 *                   square distance of the pixels under it. Objects, being brighter, count for neither, as long as they
 *                   cover clearly less than the background. Spread 0 where nothing is darker.
 * @cost             O(bins)
 * @source           Definition. After Robust Background of CellProfiler, which takes mean and deviation of the trimmed
 *                   histogram; the shortest range instead of the mean withstands fields that are half covered.
 */
export function backgroundLevel(histogram: DyadicHistogram): BackgroundLevel {
  const { counts } = histogram;
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  if (total === 0) return { level: Number.NaN, spread: Number.NaN };
  const wanted = total / 5;
  let end = 0;
  let held = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let densest = 0;
  let from = 0;
  let to = 0;
  for (let start = 0; start < counts.length; start++) {
    while (end < counts.length && held < wanted) held += counts[end++]!;
    if (held < wanted) break;
    const range = end - start;
    // Of equally short ranges, as integers have many, the one that holds the most.
    if (range < shortest || (range === shortest && held > densest)) {
      shortest = range;
      densest = held;
      from = start;
      to = end;
    }
    held -= counts[start]!;
  }
  const level = weightedMiddle(histogram, from, to);
  let below = 0;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) {
    const distance = level - binCentre(histogram, i);
    if (distance <= 0) break;
    below += counts[i]!;
    squares += counts[i]! * distance * distance;
  }
  return { level, spread: below === 0 ? 0 : Math.sqrt(squares / below) };
}

function weightedMiddle(histogram: DyadicHistogram, start: number, end: number): number {
  let count = 0;
  let sum = 0;
  for (let i = start; i < end; i++) {
    count += histogram.counts[i]!;
    sum += histogram.counts[i]! * binCentre(histogram, i);
  }
  return sum / count;
}
