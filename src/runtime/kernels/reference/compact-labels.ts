/** Label values above this are renumbered: a table indexed by value would be larger than the image. */
const denseLimit = 1 << 22;

/** The label values of an image and, for each value, its place among them. */
export interface CompactLabels {
  /** The values above 0 that occur, ascending. */
  readonly labels: Uint32Array;
  /** `slot[data[p]]` is the place in `labels` of pixel p, -1 for background. */
  readonly slot: Int32Array;
  /** The image itself or, where its values are huge, a copy with values 1 ... labels.length. */
  readonly data: Uint32Array;
}

/**
 * The label values that occur in an image, with a flat table from value to place.
 *
 * @param data  label values, any uint32; 0 is background; not modified.
 * @returns     ascending labels and the table; no labels for an image without objects.
 * @cost        O(pixels + largest label) time in one pass; one copy of the image where a label exceeds 4,194,303.
 * @source      Definition (numpy.unique with return_inverse).
 */
export function compactLabels(data: Uint32Array): CompactLabels {
  let slot = new Int32Array(1024).fill(-1);
  let count = 0;
  let max = 0;
  let before = 0;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (value === before) continue;
    before = value;
    if (value === 0) continue;
    if (value >= slot.length) {
      if (value >= denseLimit) return renumbered(data);
      const longer = new Int32Array(2 * value).fill(-1);
      longer.set(slot);
      slot = longer;
    }
    if (slot[value] !== -1) continue;
    slot[value] = 0;
    if (value > max) max = value;
    count++;
  }
  const labels = new Uint32Array(count);
  let place = 0;
  for (let value = 1; value <= max; value++) {
    if (slot[value] !== 0) continue;
    slot[value] = place;
    labels[place++] = value;
  }
  return { labels, slot, data };
}

function renumbered(data: Uint32Array): CompactLabels {
  const places = new Map<number, number>();
  for (let p = 0; p < data.length; p++) if (data[p] !== 0) places.set(data[p]!, 0);
  const labels = Uint32Array.from(places.keys()).sort();
  for (let k = 0; k < labels.length; k++) places.set(labels[k]!, k + 1);
  const copy = new Uint32Array(data.length);
  for (let p = 0; p < data.length; p++) if (data[p] !== 0) copy[p] = places.get(data[p]!)!;
  const slot = new Int32Array(labels.length + 1);
  for (let k = 0; k < slot.length; k++) slot[k] = k - 1;
  return { labels, slot, data: copy };
}
