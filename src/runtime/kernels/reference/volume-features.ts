import type { Frame, Pixels } from '../../data/frame.ts';
import { compactLabels } from './compact-labels.ts';
import { middleOf } from './middle-of.ts';
import { FeatureColumns, type RegionFeatures } from './region-features.ts';

/**
 * Measures every object of a label volume: size, box, centroid and grey values.
 *
 * @param labels     depth × height × width, 0 is background; not modified.
 * @param channels   volumes of the same size; may be empty.
 * @param intensity  whether to measure the grey values.
 * @returns          one row for each label, rising. `area` is the number of voxels; `equivalent_diameter` takes them for
 *                   cubes of 1 px. Features of a channel are NaN for an object with a NaN voxel.
 * @throws RangeError where a channel has another size than the labels.
 * @cost             O(voxels); 8 bytes a labelled voxel for each channel in turn.
 * @source           skimage.measure.regionprops_table 0.19.3 on volumes; numpy.std, numpy.median
 */
export function volumeFeatures(
  labels: Frame<Uint32Array>,
  channels: readonly Frame<Pixels>[],
  intensity: boolean,
): RegionFeatures {
  const { width, height, depth } = labels;
  const wrong = channels.find((one) => one.width !== width || one.height !== height || one.depth !== depth);
  if (wrong) {
    throw new RangeError(
      `the labels have ${width} × ${height} px in ${depth} planes, the movie ${wrong.width} × ${wrong.height} in ${wrong.depth}: measure labels in the movie that they were made from`,
    );
  }
  const compact = compactLabels(labels.data);
  const columns = new FeatureColumns(compact.labels.length);
  const sums = measureBoxes(compact.slot, compact.data, labels, columns);
  if (intensity) {
    channels.forEach((channel, c) => {
      measureChannel(compact.slot, compact.data, channel, c, sums.voxels, columns);
    });
  }
  const mean = (sum: Float64Array): Float64Array => sum.map((value, k) => value / sums.voxels[k]!);
  const { features, units } = columns;
  return {
    labels: compact.labels,
    x: mean(sums.x),
    y: mean(sums.y),
    z: mean(sums.z),
    area: sums.voxels,
    features,
    units,
  };
}

function measureBoxes(slot: Int32Array, data: Uint32Array, size: Frame<Uint32Array>, columns: FeatureColumns) {
  const { width, height, depth } = size;
  const voxels = columns.add('volume', 'voxel');
  const low = [
    columns.add('bbox_left', 'px'),
    columns.add('bbox_top', 'px'),
    columns.add('bbox_first', 'plane'),
  ] as const;
  const long = [
    columns.add('bbox_width', 'px'),
    columns.add('bbox_height', 'px'),
    columns.add('bbox_depth', 'plane'),
  ] as const;
  const sum = [voxels.slice(), voxels.slice(), voxels.slice()] as const;
  for (const column of low) column.fill(Number.POSITIVE_INFINITY);
  let p = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, p++) {
        if (data[p] === 0) continue;
        const k = slot[data[p]!]!;
        voxels[k]!++;
        sum[0][k]! += x;
        sum[1][k]! += y;
        sum[2][k]! += z;
        if (x < low[0][k]!) low[0][k] = x;
        if (y < low[1][k]!) low[1][k] = y;
        if (z < low[2][k]!) low[2][k] = z;
        // Held as the last index until the lengths are known.
        if (x > long[0][k]!) long[0][k] = x;
        if (y > long[1][k]!) long[1][k] = y;
        if (z > long[2][k]!) long[2][k] = z;
      }
    }
  }
  const boxVolume = columns.add('bbox_volume', 'voxel');
  const extent = columns.add('extent', '1');
  const diameter = columns.add('equivalent_diameter', 'px');
  for (let k = 0; k < voxels.length; k++) {
    for (let axis = 0; axis < 3; axis++) long[axis]![k] = long[axis]![k]! - low[axis]![k]! + 1;
    boxVolume[k] = long[0][k]! * long[1][k]! * long[2][k]!;
    extent[k] = voxels[k]! / boxVolume[k]!;
    diameter[k] = Math.cbrt((6 * voxels[k]!) / Math.PI);
  }
  return { voxels, x: sum[0], y: sum[1], z: sum[2] };
}

function measureChannel(
  slot: Int32Array,
  data: Uint32Array,
  channel: Frame<Pixels>,
  c: number,
  voxels: Float64Array,
  columns: FeatureColumns,
): void {
  const named = (name: string): Float64Array => columns.add(`${name}_intensity_ch${c + 1}`, 'grey value');
  const [mean, sd, median] = [named('mean'), named('sd'), named('median')];
  const [min, max, total] = [named('min'), named('max'), named('total')];
  const start = new Uint32Array(voxels.length + 1);
  for (let k = 0; k < voxels.length; k++) start[k + 1] = start[k]! + voxels[k]!;
  const next = start.slice();
  const values = new Float64Array(start[voxels.length]!);
  for (let p = 0; p < data.length; p++) if (data[p] !== 0) values[next[slot[data[p]!]!]!++] = channel.data[p]!;
  for (let k = 0; k < voxels.length; k++) {
    const own = values.subarray(start[k]!, start[k + 1]!);
    let sum = 0;
    for (let i = 0; i < own.length; i++) sum += own[i]!;
    total[k] = sum;
    mean[k] = sum / own.length;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let squares = 0;
    for (let i = 0; i < own.length; i++) {
      const value = own[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
      squares += (value - mean[k]!) ** 2;
    }
    sd[k] = Math.sqrt(squares / own.length);
    const missing = Number.isNaN(sum);
    min[k] = missing ? Number.NaN : least;
    max[k] = missing ? Number.NaN : most;
    median[k] = missing ? Number.NaN : middleOf(own, own.length);
  }
}
