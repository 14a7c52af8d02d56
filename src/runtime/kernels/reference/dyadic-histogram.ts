import type { Pixels } from '../../data/frame.ts';
import { floatBins, type GreyHistogram } from './grey-histogram.ts';

/**
 * Pixel counts in bins whose width is a power of two and whose edges are multiples of it: bin i holds the values from
 * (first + i) · width up to the next edge. So two of them can be added exactly, in any order. Plain data.
 */
export interface DyadicHistogram {
  readonly width: number;
  readonly first: number;
  readonly counts: Float64Array;
  /** Integer pixels: each bin is one grey value, not a range. */
  readonly whole: boolean;
}

export const emptyDyadic: DyadicHistogram = { width: 0, first: 0, counts: new Float64Array(0), whole: true };

/** The most bins that float pixels are counted in. */
const finest = 1 << 16;

/**
 * Histogram of pixels that can be added to that of other frames without loss of order or place.
 *
 * @param data  NaN and infinite pixels are left out.
 * @returns     integers: a bin for each level; floats: the finest bins of which 65,536 span the values.
 * @cost        O(pixels + bins)
 */
export function dyadicHistogram(data: Pixels): DyadicHistogram {
  const whole = !(data instanceof Float32Array);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v < low && v !== Number.NEGATIVE_INFINITY) low = v;
    if (v > high && v !== Number.POSITIVE_INFINITY) high = v;
  }
  if (low > high) return emptyDyadic;
  const width = whole ? 1 : binWidth(low, high);
  const first = Math.floor(low / width);
  const counts = new Float64Array(Math.floor(high / width) - first + 1);
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v >= low && v <= high) counts[Math.floor(v / width) - first]!++;
  }
  return { width, first, counts, whole };
}

/** Least power of two that spans low … high in at most `finest` bins. */
function binWidth(low: number, high: number): number {
  let width = 2 ** -149;
  const need = Math.max((high - low) / finest, Math.abs(high) * 2 ** -24, Math.abs(low) * 2 ** -24);
  if (need > width) width = 2 ** Math.ceil(Math.log2(need));
  while (Math.floor(high / width) - Math.floor(low / width) + 1 > finest) width *= 2;
  return width;
}

/**
 * The histogram of all pixels of two.
 *
 * @returns  bins as wide as the values of both together need; the same for every order and grouping of many.
 * @cost     O(bins)
 */
export function addDyadic(a: DyadicHistogram, b: DyadicHistogram): DyadicHistogram {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  const whole = a.whole && b.whole;
  let width = Math.max(a.width, b.width);
  const low = Math.min(a.first * a.width, b.first * b.width);
  const high = Math.max(lastEdge(a), lastEdge(b));
  while (!whole && high / width - Math.floor(low / width) > finest) width *= 2;
  const first = Math.floor(low / width);
  const counts = new Float64Array(Math.ceil(high / width) - first);
  for (const { first: start, width: step, counts: more } of [a, b]) {
    for (let i = 0; i < more.length; i++) {
      const bin = Math.floor(((start + i) * step) / width) - first;
      counts[bin] = counts[bin]! + more[i]!;
    }
  }
  return { width, first, counts, whole };
}

/** The histogram of the negatives of the values. */
export function negativeDyadic({ width, first, counts, whole }: DyadicHistogram): DyadicHistogram {
  return { width, first: (whole ? 1 : 0) - first - counts.length, counts: counts.slice().reverse(), whole };
}

const lastEdge = ({ first, counts, width }: DyadicHistogram): number => (first + counts.length) * width;

/** The grey value that stands for a bin: the level itself, or the middle of the range. */
export const binCentre = ({ first, width, whole }: DyadicHistogram, bin: number): number =>
  (first + bin + (whole ? 0 : 0.5)) * width;

/** The same pixels in the bins that threshold methods expect: a bin for each level, of floats at most 256. */
export function asGreyHistogram(histogram: DyadicHistogram): GreyHistogram {
  let { counts, width, first } = histogram;
  while (!histogram.whole && counts.length > floatBins) {
    const start = Math.floor(first / 2);
    const halved = new Float64Array(Math.floor((first + counts.length - 1) / 2) - start + 1);
    for (let i = 0; i < counts.length; i++) {
      const bin = Math.floor((first + i) / 2) - start;
      halved[bin] = halved[bin]! + counts[i]!;
    }
    counts = halved;
    width *= 2;
    first = start;
  }
  const merged = { ...histogram, counts, width, first };
  return { counts, centres: Float64Array.from(counts, (_, bin) => binCentre(merged, bin)) };
}
