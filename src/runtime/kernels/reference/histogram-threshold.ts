import type { GreyHistogram } from './grey-histogram.ts';
import { portableLog } from './portable-math.ts';

export const histogramMethods = ['otsu', 'li', 'triangle', 'yen', 'isodata', 'mean', 'minimum'] as const;
export type HistogramMethod = (typeof histogramMethods)[number];

/**
 * Grey value that divides a histogram into background (up to and including it) and foreground (above it).
 *
 * @param histogram  bins of one width. With one bin, its value is given: nothing is above it.
 * @returns          NaN for an empty histogram, and for `minimum` where no smoothing leaves two maxima.
 * @cost             O(bins); `li` and `minimum` O(bins) a pass, some tens to thousands of passes.
 * @source           skimage.filters.threshold_* 0.19.3 on integer images: the same level on every golden frame. Yen is summed
 *                   in float64 where skimage sums in float32: a flat criterion may give a neighbouring level.
 */
export function histogramThreshold(histogram: GreyHistogram, method: HistogramMethod): number {
  if (histogram.counts.length === 0) return Number.NaN;
  if (histogram.counts.length === 1) return histogram.centres[0]!;
  switch (method) {
    case 'otsu':
      return otsu(histogram);
    case 'li':
      return li(histogram);
    case 'triangle':
      return triangle(histogram);
    case 'yen':
      return yen(histogram);
    case 'isodata':
      return isodata(histogram);
    case 'mean':
      return mean(histogram);
    case 'minimum':
      return minimum(histogram);
  }
}

/** Largest variance between the classes. @source Otsu 1979, doi:10.1109/TSMC.1979.4310076 */
function otsu({ counts, centres }: GreyHistogram): number {
  const n = counts.length;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    total += counts[i]!;
    sum += counts[i]! * centres[i]!;
  }
  let below = 0;
  let sumBelow = 0;
  let best = Number.NEGATIVE_INFINITY;
  let level = centres[0]!;
  for (let i = 0; i < n - 1; i++) {
    below += counts[i]!;
    sumBelow += counts[i]! * centres[i]!;
    const above = total - below;
    const gap = sumBelow / below - (sum - sumBelow) / above;
    const between = below * above * gap * gap;
    if (between > best) {
      best = between;
      level = centres[i]!;
    }
  }
  return level;
}

/** Least cross entropy by fixed point, to half a bin. @source Li & Tam 1998, doi:10.1016/S0167-8655(98)00057-9 */
function li({ counts, centres }: GreyHistogram): number {
  const low = centres[0]!;
  const tolerance = (centres[1]! - low) / 2;
  let next = mean({ counts, centres }) - low;
  let level = -2 * tolerance;
  while (Math.abs(next - level) > tolerance) {
    level = next;
    let under = 0;
    let sumUnder = 0;
    let over = 0;
    let sumOver = 0;
    for (let i = 0; i < counts.length; i++) {
      const v = centres[i]! - low;
      if (v > level) {
        over += counts[i]!;
        sumOver += counts[i]! * v;
      } else {
        under += counts[i]!;
        sumUnder += counts[i]! * v;
      }
    }
    next = liStep(sumUnder / under, sumOver / over);
  }
  return next + low;
}

/** Next level between two class means, both measured from the least grey value; 0 where all background has that value. */
export const liStep = (under: number, over: number): number =>
  under === 0 ? 0 : (under - over) / (portableLog(under) - portableLog(over));

/** Farthest from the line between peak and end of the longer tail. @source Zack 1977, doi:10.1177/25.7.70454 */
function triangle({ counts, centres }: GreyHistogram): number {
  const n = counts.length;
  let peak = 0;
  for (let i = 1; i < n; i++) if (counts[i]! > counts[peak]!) peak = i;
  let low = 0;
  let high = n - 1;
  while (counts[low] === 0) low++;
  while (counts[high] === 0) high--;
  const right = peak - low < high - peak;
  const end = right ? high : low;
  const width = Math.abs(peak - end);
  const norm = Math.hypot(counts[peak]!, width);
  const rise = counts[peak]! / norm;
  const run = width / norm;
  const step = right ? -1 : 1;
  let best = Number.NEGATIVE_INFINITY;
  let level = end;
  for (let x = 0; x < width; x++) {
    const distance = rise * x - run * counts[end + step * x]!;
    if (distance > best) {
      best = distance;
      level = end + step * x;
    }
  }
  return centres[level]!;
}

/** Largest correlation criterion. @source Yen, Chang & Chang 1995, doi:10.1109/83.366472 */
function yen({ counts, centres }: GreyHistogram): number {
  const n = counts.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += counts[i]!;
  const squaresAbove = new Float64Array(n + 1);
  for (let i = n - 1; i >= 0; i--) squaresAbove[i] = squaresAbove[i + 1]! + (counts[i]! / total) ** 2;
  let share = 0;
  let squares = 0;
  let best = Number.NEGATIVE_INFINITY;
  let level = centres[0]!;
  for (let i = 0; i < n - 1; i++) {
    const p = counts[i]! / total;
    share += p;
    squares += p * p;
    // Its logarithm, as published, has its maximum at the same level.
    const criterion = (share * (1 - share)) ** 2 / (squares * squaresAbove[i + 1]!);
    if (criterion > best) {
      best = criterion;
      level = centres[i]!;
    }
  }
  return level;
}

/** First level that lies within a bin under the mean of the class means. @source Ridler & Calvard 1978, doi:10.1109/TSMC.1978.4310039 */
function isodata({ counts, centres }: GreyHistogram): number {
  const n = counts.length;
  const width = centres[1]! - centres[0]!;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    total += counts[i]!;
    sum += counts[i]! * centres[i]!;
  }
  let below = 0;
  let sumBelow = 0;
  for (let i = 0; i < n - 1; i++) {
    below += counts[i]!;
    sumBelow += counts[i]! * centres[i]!;
    const middle = (sumBelow / below + (sum - sumBelow) / (total - below)) / 2;
    const distance = middle - centres[i]!;
    if (distance >= 0 && distance < width) return centres[i]!;
  }
  return Number.NaN;
}

function mean({ counts, centres }: GreyHistogram): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    sum += counts[i]! * centres[i]!;
  }
  return sum / total;
}

/** Lowest bin between the two maxima left by smoothing. @source Prewitt & Mendelsohn 1966, doi:10.1111/j.1749-6632.1965.tb11715.x */
function minimum({ counts, centres }: GreyHistogram): number {
  const n = counts.length;
  let smooth = Float64Array.from(counts);
  let other = new Float64Array(n);
  for (let pass = 0; pass < 10000; pass++) {
    for (let i = 0; i < n; i++) {
      other[i] = (smooth[Math.max(0, i - 1)]! + smooth[i]! + smooth[Math.min(n - 1, i + 1)]!) / 3;
    }
    [smooth, other] = [other, smooth];
    const peaks = firstMaxima(smooth);
    if (peaks.length > 2) continue;
    if (peaks.length < 2) return Number.NaN;
    let lowest = peaks[0]!;
    for (let i = lowest; i <= peaks[1]!; i++) if (smooth[i]! < smooth[lowest]!) lowest = i;
    return centres[lowest]!;
  }
  return Number.NaN;
}

/** Last bins of the rises that a fall follows; at most three, more are not told apart. */
function firstMaxima(values: Float64Array): number[] {
  const found: number[] = [];
  let rising = true;
  for (let i = 0; i < values.length - 1 && found.length < 3; i++) {
    const change = values[i + 1]! - values[i]!;
    if (rising && change < 0) {
      rising = false;
      found.push(i);
    } else if (!rising && change > 0) rising = true;
  }
  return found;
}
