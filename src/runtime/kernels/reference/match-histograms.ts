import type { Pixels } from '../../data/frame.ts';

/** The grey values that occur, rising, and the share of pixels up to and including each. */
interface Quantiles {
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

/**
 * Grey values changed so that their histogram is that of a template: each takes the template's value of the same quantile,
 * interpolated between the values that occur there.
 *
 * @param source    pixels of any number; not modified.
 * @param template  pixels of any number; not modified.
 * @returns         new pixels; equal ones stay equal and their order is kept. NaN and infinite pixels take no part and stay
 *                  as they are, as do all where the template has no finite pixel.
 * @cost            integers O(pixels), floats O(n log n).
 * @source          skimage.exposure.match_histograms 0.19.3: equal in float64, rounded to float32.
 */
export function matchHistograms(source: Pixels, template: Pixels): Float32Array {
  const out = Float32Array.from(source);
  const from = quantilesOf(source);
  const to = quantilesOf(template);
  if (to.values.length === 0) return out;
  const matched = interpolated(from.shares, to);
  if (source instanceof Float32Array) {
    for (let i = 0; i < out.length; i++) {
      const value = out[i]!;
      if (value - value === 0) out[i] = matched[indexOf(from.values, value)]!;
    }
    return out;
  }
  const table = new Float32Array(65536);
  for (let i = 0; i < matched.length; i++) table[from.values[i]!] = matched[i]!;
  for (let i = 0; i < out.length; i++) out[i] = table[source[i]!]!;
  return out;
}

function quantilesOf(data: Pixels): Quantiles {
  return data instanceof Float32Array ? ofSorted(data) : ofCounts(data);
}

function ofCounts(data: Uint8Array | Uint16Array): Quantiles {
  const counts = new Float64Array(data instanceof Uint8Array ? 256 : 65536);
  for (let i = 0; i < data.length; i++) counts[data[i]!]!++;
  let distinct = 0;
  for (let level = 0; level < counts.length; level++) if (counts[level]! > 0) distinct++;
  const values = new Float64Array(distinct);
  const shares = new Float64Array(distinct);
  let sum = 0;
  let at = 0;
  for (let level = 0; level < counts.length; level++) {
    if (counts[level] === 0) continue;
    sum += counts[level]!;
    values[at] = level;
    shares[at++] = sum / data.length;
  }
  return { values, shares };
}

function ofSorted(data: Float32Array): Quantiles {
  const sorted = data.filter((value) => value - value === 0).sort();
  const values = new Float64Array(sorted.length);
  const shares = new Float64Array(sorted.length);
  let at = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue;
    values[at] = sorted[i]!;
    shares[at++] = (i + 1) / sorted.length;
  }
  return { values: values.slice(0, at), shares: shares.slice(0, at) };
}

/** The template's value at each of the rising shares; below its first share its first value. */
function interpolated(shares: Float64Array, { values, shares: known }: Quantiles): Float64Array {
  const out = new Float64Array(shares.length);
  let k = 0;
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i]!;
    while (k < known.length - 1 && known[k]! < share) k++;
    const above = known[k]!;
    if (k === 0 || share >= above) out[i] = values[k]!;
    else {
      const below = known[k - 1]!;
      out[i] = values[k - 1]! + ((values[k]! - values[k - 1]!) * (share - below)) / (above - below);
    }
  }
  return out;
}

/** Place of a value that is among the rising ones. */
function indexOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
