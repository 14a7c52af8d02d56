/** One object cut out of a label image, with a border of one empty pixel; the arrays are reused from object to object. */
export interface RegionCrop {
  width: number;
  height: number;
  area: number;
  /** width + 2: pixel (x, y) of the object is at `mask[(y + 1) * stride + x + 1]`. */
  stride: number;
  mask: Uint8Array;
  /** First and last column of each row; `first` is `width` and `last` -1 in an empty row. */
  first: Int32Array;
  last: Int32Array;
  /** Pixels of each row. */
  filled: Int32Array;
}

export const newRegionCrop = (): RegionCrop => ({
  width: 0,
  height: 0,
  area: 0,
  stride: 2,
  mask: new Uint8Array(0),
  first: new Int32Array(0),
  last: new Int32Array(0),
  filled: new Int32Array(0),
});

/**
 * Cuts the object with value `label` out of a box that encloses it.
 *
 * @param crop    is overwritten; its arrays grow where they are too small.
 * @param labels  label image with `stride` columns; not modified.
 * @param left    the box, all bounds inclusive.
 * @cost          O(box)
 */
export function cropRegion(
  crop: RegionCrop,
  labels: Uint32Array,
  stride: number,
  label: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  const width = right - left + 1;
  const height = bottom - top + 1;
  const size = (width + 2) * (height + 2);
  if (crop.mask.length < size) crop.mask = new Uint8Array(2 * size);
  else crop.mask.fill(0, 0, size);
  if (crop.first.length < height) {
    crop.first = new Int32Array(2 * height);
    crop.last = new Int32Array(2 * height);
    crop.filled = new Int32Array(2 * height);
  }
  crop.width = width;
  crop.height = height;
  crop.stride = width + 2;
  const { mask, first, last, filled } = crop;
  let area = 0;
  for (let y = 0; y < height; y++) {
    const from = (top + y) * stride + left;
    const to = (y + 1) * (width + 2) + 1;
    const before = area;
    let begin = width;
    let end = -1;
    for (let x = 0; x < width; x++) {
      if (labels[from + x] !== label) continue;
      mask[to + x] = 1;
      area++;
      if (end === -1) begin = x;
      end = x;
    }
    first[y] = begin;
    last[y] = end;
    filled[y] = area - before;
  }
  crop.area = area;
}
