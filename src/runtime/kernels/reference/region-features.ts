import type { Pixels, Plane } from '../../data/frame.ts';
import { type LabelBoxes, labelBoxes } from './label-boxes.ts';
import { cropRegion, newRegionCrop, type RegionCrop } from './region-crop.ts';
import { RegionHull } from './region-hull.ts';
import { RegionIntensity } from './region-intensity.ts';
import { centralMoments, huMoments, momentEllipse, regionMoments } from './region-moments.ts';
import { RegionPerimeter } from './region-perimeter.ts';
import { surroundMean } from './region-surround.ts';

/** Which groups to measure; area, box and centroid always are. */
export interface FeatureGroups {
  /** Ellipse, hull, perimeters, Euler number. */
  readonly shape: boolean;
  /** Mean, sd, median, extremes, sum and centre of mass of each channel. */
  readonly intensity: boolean;
  /** Contrast and signal-to-noise ratio of each channel against the surround. */
  readonly contrast: boolean;
  /** Central moments of orders 2 and 3, and Hu's invariants. */
  readonly moments: boolean;
}

/** Measurements of the objects of one plane or volume, by rising label. */
export interface RegionFeatures {
  readonly labels: Uint32Array;
  /** Centroids, px; z in planes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Pixels (voxels). */
  readonly area: Float64Array;
  /** Columns by name, and their units. */
  readonly features: Readonly<Record<string, Float64Array>>;
  readonly units: Readonly<Record<string, string>>;
}

/** Columns that grow as they are named. */
export class FeatureColumns {
  readonly features: Record<string, Float64Array> = {};
  readonly units: Record<string, string> = {};
  private readonly count: number;
  constructor(count: number) {
    this.count = count;
  }
  add(name: string, unit: string): Float64Array {
    const column = new Float64Array(this.count);
    this.features[name] = column;
    this.units[name] = unit;
    return column;
  }
}

/**
 * Measures every object of a label plane, as scikit-image's regionprops does.
 *
 * @param labels    height × width, 0 is background; not modified. A value is one object, also where it is in pieces.
 * @param channels  planes of the same size; may be empty.
 * @param groups    what to measure.
 * @returns         one row for each label, rising; no rows for an empty plane. Features of a channel end in `_ch1`,
 *                  `_ch2` ... and are NaN for an object with a NaN pixel.
 * @throws RangeError where a channel has another size than the labels.
 * @cost            O(pixels + boxes of all objects)
 * @source          skimage.measure.regionprops_table 0.19.3: whole numbers equal, others to 1e-9; circularity
 *                  4π · area / perimeter² is CellProfiler's FormFactor (above 1 for tiny objects, NaN for perimeter 0);
 *                  contrast and SNR as TrackMate 7.
 */
export function regionFeatures(
  labels: Plane<Uint32Array>,
  channels: readonly Plane<Pixels>[],
  groups: FeatureGroups,
): RegionFeatures {
  const { width, height, data } = labels;
  const wrong = channels.find((plane) => plane.width !== width || plane.height !== height);
  if (wrong) {
    throw new RangeError(
      `the labels have ${width} × ${height} px, the movie ${wrong.width} × ${wrong.height}: measure labels in the movie that they were made from`,
    );
  }
  const boxes = labelBoxes(data, width);
  const columns = new FeatureColumns(boxes.labels.length);
  const x = new Float64Array(boxes.labels.length);
  const y = new Float64Array(boxes.labels.length);
  const area = Float64Array.from(boxes.areas);
  const raw = new Float64Array(10);
  const central = new Float64Array(10);
  const crop = newRegionCrop();
  const measures: ((k: number) => void)[] = [boxMeasure(boxes, columns)];
  if (groups.shape) measures.push(shapeMeasure(crop, central, columns));
  if (groups.moments) measures.push(momentMeasure(central, columns));
  channels.forEach((plane, c) => {
    if (groups.intensity || groups.contrast) measures.push(channelMeasure(crop, raw, boxes, plane, c, groups, columns));
  });
  for (let k = 0; k < boxes.labels.length; k++) {
    cropRegion(crop, data, width, boxes.labels[k]!, boxes.left[k]!, boxes.top[k]!, boxes.right[k]!, boxes.bottom[k]!);
    regionMoments(crop, raw);
    centralMoments(raw, central);
    x[k] = boxes.left[k]! + raw[1]! / raw[0]!;
    y[k] = boxes.top[k]! + raw[4]! / raw[0]!;
    for (const measure of measures) measure(k);
  }
  const { features, units } = columns;
  return { labels: boxes.labels, x, y, z: new Float64Array(x.length), area, features, units };
}

function boxMeasure(boxes: LabelBoxes, columns: FeatureColumns): (k: number) => void {
  const area = columns.add('area', 'px²');
  const left = columns.add('bbox_left', 'px');
  const top = columns.add('bbox_top', 'px');
  const width = columns.add('bbox_width', 'px');
  const height = columns.add('bbox_height', 'px');
  const boxArea = columns.add('bbox_area', 'px²');
  const extent = columns.add('extent', '1');
  const diameter = columns.add('equivalent_diameter', 'px');
  return (k) => {
    const pixels = boxes.areas[k]!;
    const w = boxes.right[k]! - boxes.left[k]! + 1;
    const h = boxes.bottom[k]! - boxes.top[k]! + 1;
    area[k] = pixels;
    left[k] = boxes.left[k]!;
    top[k] = boxes.top[k]!;
    width[k] = w;
    height[k] = h;
    boxArea[k] = w * h;
    extent[k] = pixels / (w * h);
    diameter[k] = Math.sqrt((4 * pixels) / Math.PI);
  };
}

function shapeMeasure(crop: RegionCrop, central: Float64Array, columns: FeatureColumns): (k: number) => void {
  const hull = new RegionHull();
  const outline = new RegionPerimeter();
  const ellipse = new Float64Array(4);
  const major = columns.add('major_axis_length', 'px');
  const minor = columns.add('minor_axis_length', 'px');
  const eccentricity = columns.add('eccentricity', '1');
  const orientation = columns.add('orientation', 'rad');
  const convexArea = columns.add('convex_area', 'px²');
  const solidity = columns.add('solidity', '1');
  const perimeter = columns.add('perimeter', 'px');
  const crofton = columns.add('perimeter_crofton', 'px');
  const circularity = columns.add('circularity', '1');
  const euler = columns.add('euler_number', '1');
  const feret = columns.add('feret_diameter_max', 'px');
  return (k) => {
    momentEllipse(central, ellipse);
    major[k] = ellipse[0]!;
    minor[k] = ellipse[1]!;
    eccentricity[k] = ellipse[2]!;
    orientation[k] = ellipse[3]!;
    hull.measure(crop);
    convexArea[k] = hull.area;
    solidity[k] = crop.area / hull.area;
    feret[k] = hull.maxFeret;
    outline.measure(crop);
    perimeter[k] = outline.perimeter;
    crofton[k] = outline.crofton;
    euler[k] = outline.euler;
    circularity[k] = outline.perimeter === 0 ? Number.NaN : (4 * Math.PI * crop.area) / outline.perimeter ** 2;
  };
}

const kept = [
  [2, 'moments_central_02', 'px⁴'],
  [5, 'moments_central_11', 'px⁴'],
  [7, 'moments_central_20', 'px⁴'],
  [3, 'moments_central_03', 'px⁵'],
  [6, 'moments_central_12', 'px⁵'],
  [8, 'moments_central_21', 'px⁵'],
  [9, 'moments_central_30', 'px⁵'],
] as const;

function momentMeasure(central: Float64Array, columns: FeatureColumns): (k: number) => void {
  const hu = new Float64Array(7);
  const moments = kept.map(([place, name, unit]) => ({ place, column: columns.add(name, unit) }));
  const invariants = Array.from(hu, (_, i) => columns.add(`moments_hu_${i + 1}`, '1'));
  return (k) => {
    for (const { place, column } of moments) column[k] = central[place]!;
    huMoments(central, hu);
    for (let i = 0; i < 7; i++) invariants[i]![k] = hu[i]!;
  };
}

function channelMeasure(
  crop: RegionCrop,
  raw: Float64Array,
  boxes: LabelBoxes,
  plane: Plane<Pixels>,
  c: number,
  groups: FeatureGroups,
  columns: FeatureColumns,
): (k: number) => void {
  const grey = new RegionIntensity();
  const named = (name: string, unit: string): Float64Array => columns.add(`${name}_ch${c + 1}`, unit);
  const none = new Float64Array(boxes.labels.length);
  const of = (group: boolean, name: string, unit: string): Float64Array => (group ? named(name, unit) : none);
  const mean = of(groups.intensity, 'mean_intensity', 'grey value');
  const sd = of(groups.intensity, 'sd_intensity', 'grey value');
  const median = of(groups.intensity, 'median_intensity', 'grey value');
  const min = of(groups.intensity, 'min_intensity', 'grey value');
  const max = of(groups.intensity, 'max_intensity', 'grey value');
  const total = of(groups.intensity, 'total_intensity', 'grey value');
  const centreX = of(groups.intensity, 'weighted_centroid_x', 'px');
  const centreY = of(groups.intensity, 'weighted_centroid_y', 'px');
  const contrast = of(groups.contrast, 'contrast', '1');
  const ratio = of(groups.contrast, 'snr', '1');
  return (k) => {
    const left = boxes.left[k]!;
    const top = boxes.top[k]!;
    grey.measure(crop, plane.data, plane.width, top * plane.width + left);
    mean[k] = grey.mean;
    sd[k] = grey.sd;
    median[k] = grey.median;
    min[k] = grey.min;
    max[k] = grey.max;
    total[k] = grey.total;
    centreX[k] = left + grey.centreX;
    centreY[k] = top + grey.centreY;
    if (!groups.contrast) return;
    const { data, width, height } = plane;
    const around = surroundMean(crop, raw[1]! / raw[0]!, raw[4]! / raw[0]!, data, width, height, left, top);
    contrast[k] = (grey.mean - around) / (grey.mean + around);
    ratio[k] = (grey.mean - around) / grey.sd;
  };
}
