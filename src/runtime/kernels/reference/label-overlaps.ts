import { compactLabels } from './compact-labels.ts';

/** The objects of two label images of one frame and the pixels that they share; plain data. */
export interface LabelOverlaps {
  /** Values in the reference image, ascending, and the pixels of each. */
  readonly referenceLabels: Uint32Array;
  readonly referenceAreas: Uint32Array;
  readonly resultLabels: Uint32Array;
  readonly resultAreas: Uint32Array;
  /** Pairs that share pixels, by reference, then by result: places in the arrays above and the number of shared pixels. */
  readonly pairReference: Uint32Array;
  readonly pairResult: Uint32Array;
  readonly pairArea: Uint32Array;
}

/** Above this many possible pairs a hash is used instead of a table. */
const tableLimit = 1 << 22;

/**
 * Counts the pixels of each object of two label images and of each pair that overlaps.
 *
 * @param reference  label values, 0 is background; not modified.
 * @param result     as many pixels.
 * @returns          labels ascending; pairs that share at least one pixel.
 * @throws RangeError where the images differ in their number of pixels.
 * @cost             O(pixels + largest label + pairs); the counting is by runs, so flat areas are nearly free.
 * @source           Definition (sklearn.metrics.confusion_matrix without the background).
 */
export function labelOverlaps(reference: Uint32Array, result: Uint32Array): LabelOverlaps {
  if (reference.length !== result.length) {
    throw new RangeError(
      `the label images have ${reference.length} and ${result.length} pixels: compare results with the truth of the same movie, at the same size`,
    );
  }
  const a = compactLabels(reference);
  const b = compactLabels(result);
  const referenceAreas = new Uint32Array(a.labels.length);
  const resultAreas = new Uint32Array(b.labels.length);
  const width = b.labels.length;
  const pairs = pairCounter(a.labels.length, width);
  const from = a.data;
  const to = b.data;
  const count = from.length;
  for (let p = 0; p < count; ) {
    const u = from[p]!;
    const v = to[p]!;
    const start = p++;
    while (p < count && from[p] === u && to[p] === v) p++;
    if (u !== 0) referenceAreas[a.slot[u]!]! += p - start;
    if (v === 0) continue;
    resultAreas[b.slot[v]!]! += p - start;
    if (u !== 0) pairs.add(a.slot[u]! * width + b.slot[v]!, p - start);
  }
  const keys = pairs.keys();
  const pairReference = new Uint32Array(keys.length);
  const pairResult = new Uint32Array(keys.length);
  const pairArea = new Uint32Array(keys.length);
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k]!;
    pairReference[k] = Math.floor(key / width);
    pairResult[k] = key % width;
    pairArea[k] = pairs.area(key);
  }
  return {
    referenceLabels: a.labels,
    referenceAreas,
    resultLabels: b.labels,
    resultAreas,
    pairReference,
    pairResult,
    pairArea,
  };
}

interface PairCounter {
  add(key: number, pixels: number): void;
  area(key: number): number;
  /** Ascending. */
  keys(): readonly number[];
}

function pairCounter(references: number, results: number): PairCounter {
  if (references * results <= tableLimit) {
    const table = new Uint32Array(references * results);
    return {
      add: (key, pixels) => {
        table[key]! += pixels;
      },
      area: (key) => table[key]!,
      keys: () => {
        const found: number[] = [];
        for (let key = 0; key < table.length; key++) if (table[key] !== 0) found.push(key);
        return found;
      },
    };
  }
  const hash = new Map<number, number>();
  return {
    add: (key, pixels) => void hash.set(key, (hash.get(key) ?? 0) + pixels),
    area: (key) => hash.get(key) ?? 0,
    keys: () => [...hash.keys()].sort((one, other) => one - other),
  };
}
