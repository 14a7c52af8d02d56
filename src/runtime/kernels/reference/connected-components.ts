import { borrow, giveBack } from './work-memory.ts';

/** The sides that pixels may share: 1 edges (faces in 3-D), 2 corners too (edges in 3-D), 3 all 26 neighbours in 3-D. */
export type Connectivity = 1 | 2 | 3;

export interface Components {
  /** 1 … count by the first pixel in raster order; 0 is background. */
  readonly labels: Uint32Array;
  readonly count: number;
}

/**
 * Numbers the connected regions of equal, non-zero value.
 *
 * @param values        depth × height × width, a mask or labels; not modified. Regions of different value stay apart.
 * @param connectivity  which neighbours belong together; 3 means 2 in a single plane.
 * @returns             labels in raster order of each region's first pixel.
 * @throws RangeError where the sizes do not fit the data.
 * @cost                O(pixels), two passes.
 * @source              skimage.measure.label(background=0) 0.19.3: equal.
 */
export function connectedComponents(
  values: Uint8Array | Uint32Array,
  width: number,
  height: number,
  depth: number,
  connectivity: Connectivity,
): Components {
  if (values.length !== width * height * depth) {
    throw new RangeError(`${values.length} values do not fill ${depth} × ${height} × ${width} pixels`);
  }
  const labels = borrow(Uint32Array, values.length);
  const parents = borrow(Uint32Array, values.length + 1);
  const [stepX, stepY, stepZ, offsets] = earlierNeighbours(width, height, connectivity);
  let used = 0;
  let i = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const value = values[i]!;
        if (value === 0) continue;
        let label = 0;
        for (let k = 0; k < offsets.length; k++) {
          const dx = x + stepX[k]!;
          const dy = y + stepY[k]!;
          if (dx < 0 || dx >= width || dy < 0 || dy >= height || z + stepZ[k]! < 0) continue;
          const j = i + offsets[k]!;
          if (values[j] !== value) continue;
          const other = labels[j]!;
          if (label === 0) label = other;
          else if (label !== other) label = unite(parents, label, other);
        }
        if (label === 0) {
          label = ++used;
          parents[label] = label;
        }
        labels[i] = label;
      }
    }
  }
  const count = renumber(labels, parents, used);
  giveBack(parents);
  return { labels, count };
}

/** Neighbours that come before a pixel in raster order. */
function earlierNeighbours(
  width: number,
  height: number,
  connectivity: Connectivity,
): [stepX: Int32Array, stepY: Int32Array, stepZ: Int32Array, offsets: Int32Array] {
  const steps: (readonly [number, number, number])[] = [];
  for (let dz = -1; dz <= 0; dz++) {
    for (let dy = -1; dy <= (dz < 0 ? 1 : 0); dy++) {
      for (let dx = -1; dx <= (dz < 0 || dy < 0 ? 1 : -1); dx++) {
        const distance = Math.abs(dx) + Math.abs(dy) + Math.abs(dz);
        if (distance <= connectivity) steps.push([dx, dy, dz]);
      }
    }
  }
  return [
    Int32Array.from(steps, ([dx]) => dx),
    Int32Array.from(steps, ([, dy]) => dy),
    Int32Array.from(steps, ([, , dz]) => dz),
    Int32Array.from(steps, ([dx, dy, dz]) => (dz * height + dy) * width + dx),
  ];
}

/** Joins two provisional labels under the lower root, which it returns. */
function unite(parents: Uint32Array, a: number, b: number): number {
  let low = a;
  let high = b;
  while (parents[low] !== low) low = parents[low]!;
  while (parents[high] !== high) high = parents[high]!;
  if (low > high) {
    const root = low;
    low = high;
    high = root;
  }
  parents[high] = low;
  // Paths are shortened from both ends, so that the trees stay flat.
  for (let k = a; parents[k] !== low && k !== low; ) {
    const next = parents[k]!;
    parents[k] = low;
    k = next;
  }
  for (let k = b; parents[k] !== low && k !== low; ) {
    const next = parents[k]!;
    parents[k] = low;
    k = next;
  }
  return low;
}

/** Turns provisional labels into 1 … n in the order of the roots, which is the order of their first pixels. */
function renumber(labels: Uint32Array, parents: Uint32Array, used: number): number {
  let count = 0;
  for (let k = 1; k <= used; k++) {
    // A parent is never above its child, so it holds its final number already.
    parents[k] = parents[k] === k ? ++count : parents[parents[k]!]!;
  }
  for (let i = 0; i < labels.length; i++) labels[i] = parents[labels[i]!]!;
  return count;
}
