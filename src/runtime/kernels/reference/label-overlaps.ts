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

/**
 * Counts the pixels of each object of two label images and of each pair that overlaps.
 *
 * @param reference  label values, 0 is background; not modified.
 * @param result     as many pixels.
 * @returns          labels ascending; pairs that share at least one pixel.
 * @throws RangeError where the images differ in their number of pixels.
 * @cost             O(pixels + pairs · log pairs), one pass by runs, so that flat areas are nearly free.
 * @source           Definition (sklearn.metrics.confusion_matrix without the background).
 */
export function labelOverlaps(reference: Uint32Array, result: Uint32Array): LabelOverlaps {
  if (reference.length !== result.length) {
    throw new RangeError(
      `the label images have ${reference.length} and ${result.length} pixels: compare results with the truth of the same movie, at the same size`,
    );
  }
  const counts = new PairCounts();
  const count = reference.length;
  for (let p = 0; p < count; ) {
    const u = reference[p]!;
    const v = result[p]!;
    const start = p++;
    while (p < count && reference[p] === u && result[p] === v) p++;
    if (u !== 0 || v !== 0) counts.add(u, v, p - start);
  }
  return overlapsOf(counts);
}

function overlapsOf({ first, second, pixels }: PairCounts): LabelOverlaps {
  const used: number[] = [];
  for (let k = 0; k < pixels.length; k++) if (pixels[k] !== 0) used.push(k);
  const referenceLabels = distinct(first, used);
  const resultLabels = distinct(second, used);
  const referencePlace = new Map(Array.from(referenceLabels, (label, place) => [label, place]));
  const resultPlace = new Map(Array.from(resultLabels, (label, place) => [label, place]));
  const referenceAreas = new Uint32Array(referenceLabels.length);
  const resultAreas = new Uint32Array(resultLabels.length);
  for (const k of used) {
    if (first[k] !== 0) referenceAreas[referencePlace.get(first[k]!)!]! += pixels[k]!;
    if (second[k] !== 0) resultAreas[resultPlace.get(second[k]!)!]! += pixels[k]!;
  }
  const pairs = used
    .filter((k) => first[k] !== 0 && second[k] !== 0)
    .sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
  return {
    referenceLabels,
    referenceAreas,
    resultLabels,
    resultAreas,
    pairReference: Uint32Array.from(pairs, (k) => referencePlace.get(first[k]!)!),
    pairResult: Uint32Array.from(pairs, (k) => resultPlace.get(second[k]!)!),
    pairArea: Uint32Array.from(pairs, (k) => pixels[k]!),
  };
}

function distinct(values: Uint32Array, places: readonly number[]): Uint32Array {
  const found = new Set<number>();
  for (const k of places) if (values[k] !== 0) found.add(values[k]!);
  return Uint32Array.from(found).sort();
}

/** Pixels of each pair of values: a flat hash with linear probing; a place with 0 pixels is free. */
class PairCounts {
  first = new Uint32Array(1024);
  second = new Uint32Array(1024);
  pixels = new Uint32Array(1024);
  private size = 0;

  add(u: number, v: number, pixels: number): void {
    const k = this.placeOf(u, v);
    if (this.pixels[k] === 0) {
      this.first[k] = u;
      this.second[k] = v;
      this.size++;
    }
    this.pixels[k]! += pixels;
    if (2 * this.size > this.pixels.length) this.grow();
  }

  private placeOf(u: number, v: number): number {
    const { first, second, pixels } = this;
    const mask = pixels.length - 1;
    let k = (Math.imul(u, 0x9e3779b1) ^ Math.imul(v, 0x85ebca6b)) >>> 0;
    k = (k ^ (k >>> 15)) & mask;
    while (pixels[k] !== 0 && (first[k] !== u || second[k] !== v)) k = (k + 1) & mask;
    return k;
  }

  private grow(): void {
    const { first, second, pixels } = this;
    this.first = new Uint32Array(2 * pixels.length);
    this.second = new Uint32Array(2 * pixels.length);
    this.pixels = new Uint32Array(2 * pixels.length);
    for (let i = 0; i < pixels.length; i++) {
      if (pixels[i] === 0) continue;
      const k = this.placeOf(first[i]!, second[i]!);
      this.first[k] = first[i]!;
      this.second[k] = second[i]!;
      this.pixels[k] = pixels[i]!;
    }
  }
}
