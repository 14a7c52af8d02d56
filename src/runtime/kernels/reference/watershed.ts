import type { Connectivity } from './connected-components.ts';
import { type Neighbourhood, neighbourhood } from './neighbourhood.ts';
import { rankOrder } from './rank-order.ts';
import { RankQueue } from './rank-queue.ts';
import { borrow, giveBack } from './work-memory.ts';

export interface WatershedOptions {
  /** Where labels may grow: equal values above 0 are one territory and labels never cross into another; everywhere where left out. */
  readonly territory?: Uint8Array | Uint32Array;
  /** 1: labels grow over edges, in volumes faces (default); 2: over corners, in volumes edges, too; 3: in volumes over corners. */
  readonly connectivity?: Connectivity;
  /** Planes; 1 where left out. */
  readonly depth?: number;
  /** Leaves pixels 0 where two labels meet. */
  readonly lines?: boolean;
}

/**
 * Floods a plane or volume from markers, lowest pixels first; each pixel takes the label that reaches it first.
 *
 * @param relief   (depth ×) height × width values to flood; a NaN pixel is flooded last. Not modified.
 * @param markers  labels to start from, 0 elsewhere; those outside the territory are dropped. Not modified.
 * @returns        new labels; 0 outside the territory, where no label arrives, and on lines.
 * @throws RangeError where the sizes do not agree.
 * @cost           O(pixels) for float32 and integer reliefs (ranks by radix sort, a bucket queue), about 40 bytes a pixel.
 * @source         skimage.segmentation.watershed 0.19.3: equal labels (1,600 random cases) but for ties between markers of
 *                 the same height, which it leaves to its heap. Ties here: the pixel that was reached first, markers in raster
 *                 order, neighbours above, left, right, below, then corners.
 */
export function watershed(
  relief: Float32Array | Float64Array | Uint8Array | Uint16Array,
  markers: Uint32Array,
  width: number,
  height: number,
  { territory, connectivity = 1, lines = false, depth = 1 }: WatershedOptions = {},
): Uint32Array {
  const n = width * height * depth;
  if (relief.length !== n || markers.length !== n || (territory && territory.length !== n)) {
    throw new RangeError(
      `relief, markers and territory have ${relief.length}, ${markers.length} and ${territory?.length ?? n} pixels, expected ${width} × ${height} × ${depth}`,
    );
  }
  const land = borrow(Uint32Array, n);
  if (territory) land.set(territory);
  else land.fill(1);
  let size = 0;
  for (let i = 0; i < n; i++) if (land[i] !== 0) size++;
  const inside = borrow(Uint32Array, size);
  for (let i = 0, k = 0; i < n; i++) if (land[i] !== 0) inside[k++] = i;
  const { ranks, count } = rankOrder(relief, inside);
  const rankAt = borrow(Uint32Array, n);
  for (let k = 0; k < size; k++) rankAt[inside[k]!] = ranks[k]!;
  const out = borrow(Uint32Array, n);
  const around = neighbourhood(width, height, depth, connectivity);
  const capacity = lines ? size * (around.offset.length + 1) : size;
  const queue = new RankQueue(count, capacity);
  for (let k = 0; k < size; k++) {
    const i = inside[k]!;
    if (markers[i] === 0) continue;
    out[i] = markers[i]!;
    queue.push(rankAt[i]!, i);
  }
  const field = { queue, rankAt, land, out, width, height, depth, around };
  if (lines) floodWithLines(field, capacity);
  else flood(field);
  giveBack(land, inside, ranks, rankAt);
  queue.giveBack();
  return out;
}

/** What stays the same through a flood. */
interface Field {
  readonly queue: RankQueue;
  readonly rankAt: Uint32Array;
  readonly land: Uint32Array;
  readonly out: Uint32Array;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly around: Neighbourhood;
}

function flood({ queue, rankAt, land, out, width, height, depth, around }: Field): void {
  const { x: stepX, y: stepY, z: stepZ, offset } = around;
  const area = width * height;
  for (let entry = queue.pop(); entry >= 0; entry = queue.pop()) {
    const i = queue.value(entry);
    const label = out[i]!;
    const here = land[i]!;
    const x = i % width;
    const y = ((i - x) / width) % height;
    const z = depth === 1 ? 0 : Math.floor(i / area);
    for (let k = 0; k < offset.length; k++) {
      const nx = x + stepX[k]!;
      const ny = y + stepY[k]!;
      const nz = z + stepZ[k]!;
      if (nx < 0 || nx >= width || ny < 0 || ny >= height || nz < 0 || nz >= depth) continue;
      const j = i + offset[k]!;
      if (out[j] !== 0 || land[j] !== here) continue;
      // Labelled when reached, not when taken out: nothing reaches it sooner later on.
      out[j] = label;
      queue.push(rankAt[j]!, j);
    }
  }
}

/** As `flood`, but a pixel is labelled when it is taken out, since only then all its neighbours are known. */
function floodWithLines({ queue, rankAt, land, out, width, height, depth, around }: Field, capacity: number): void {
  const { x: stepX, y: stepY, z: stepZ, offset } = around;
  const area = width * height;
  const markerCount = queue.pushed;
  const labels = new Uint32Array(capacity);
  for (let entry = 0; entry < markerCount; entry++) labels[entry] = out[queue.value(entry)]!;
  for (let entry = queue.pop(); entry >= 0; entry = queue.pop()) {
    const i = queue.value(entry);
    const here = land[i]!;
    if ((out[i] !== 0 && entry >= markerCount) || here === 0) continue;
    const x = i % width;
    const y = ((i - x) / width) % height;
    const z = Math.floor(i / area);
    let met = 0;
    let meets = false;
    for (let k = 0; k < offset.length && !meets; k++) {
      const nx = x + stepX[k]!;
      const ny = y + stepY[k]!;
      const nz = z + stepZ[k]!;
      if (nx < 0 || nx >= width || ny < 0 || ny >= height || nz < 0 || nz >= depth) continue;
      const j = i + offset[k]!;
      if (land[j] !== here || out[j] === 0) continue;
      if (met === 0) met = out[j]!;
      else if (met !== out[j]) meets = true;
    }
    if (meets) {
      land[i] = 0;
      continue;
    }
    const label = labels[entry]!;
    out[i] = label;
    for (let k = 0; k < offset.length; k++) {
      const nx = x + stepX[k]!;
      const ny = y + stepY[k]!;
      const nz = z + stepZ[k]!;
      if (nx < 0 || nx >= width || ny < 0 || ny >= height || nz < 0 || nz >= depth) continue;
      const j = i + offset[k]!;
      if (out[j] !== 0 || land[j] !== here) continue;
      labels[queue.pushed] = label;
      queue.push(rankAt[j]!, j);
    }
  }
}
