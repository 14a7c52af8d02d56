import type { Calibration, LabelsHeader } from '../data/movie.ts';
import type { Tracks } from '../data/tracks.ts';
import { FormatError } from './format-error.ts';
import type { RawSpot, RawTrackMate } from './trackmate-tags.ts';
import { lengthUnits, timeUnits } from './units.ts';
import { xmlNumber } from './xml-number.ts';

/** How the numbers of a file become px, planes and frames. */
export interface Scales {
  /** Size of a pixel, and distance of planes, in the file's unit of length. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Units as the file calls them. */
  readonly length: string;
  readonly time: string;
  headerFor(nodes: Pick<Tracks, 'frame' | 'x' | 'y' | 'z'>): LabelsHeader;
}
interface Stated {
  readonly pixelSize_um: number;
  readonly frameInterval_s: number;
}

/** Positions and radii beyond this are no px. */
const furthest = 1e9;
const largestSize = 1e7;
const isPixels = /^(?:px|pixels?|)$/i;

/**
 * @throws FormatError where sizes are none, or where lengths are physical and the file does not say how large a pixel is.
 */
export function scalesOf({ image, model, spots }: RawTrackMate, file: string, stated: Stated): Scales {
  const length = model.get('spatialunits') ?? 'pixel';
  const time = model.get('timeunits') ?? 'frame';
  const refuse = (key: string, what: string): never => {
    const text = image?.get(key)?.slice(0, 20) ?? '';
    throw new FormatError('damaged', { file }, `<ImageData> has ${key}="${text}", expected ${what}`);
  };
  const above0 = (key: string): number => {
    const value = xmlNumber(image?.get(key));
    return value !== null && value > 1e-9 && value < 1e9 ? value : refuse(key, 'a number above 0');
  };
  const count = (key: string): number => {
    const value = xmlNumber(image?.get(key));
    return value !== null && Number.isInteger(value) && value >= 0 && value <= largestSize
      ? value
      : refuse(key, `a whole number up to ${largestSize}`);
  };
  const micron = lengthUnits[length.toLowerCase()] ?? lengthUnits[length] ?? null;
  const sizes = image
    ? { x: above0('pixelwidth'), y: above0('pixelheight'), z: above0('voxeldepth') }
    : withoutImage(length, micron, stated.pixelSize_um, file);
  const counts = image
    ? { t: count('nframes'), z: count('nslices'), y: count('height'), x: count('width') }
    : { t: 0, z: 0, y: 0, x: 0 };
  const interval = intervalOf(image?.get('timeinterval') ?? model.get('timeinterval'));
  const second = timeUnits[time.toLowerCase()] ?? null;
  return {
    ...sizes,
    length,
    time,
    headerFor({ frame, x, y, z }) {
      const least = (values: ArrayLike<number>) => Math.floor(last(values)) + 1;
      const size = {
        t: Math.max(counts.t, least(frame)),
        c: 1,
        z: Math.max(1, counts.z || least(z)),
        y: Math.max(1, counts.y || least(y)),
        x: Math.max(1, counts.x || least(x)),
      };
      const recorded = micron === null ? null : { x: sizes.x * micron, y: sizes.y * micron };
      const depth = micron === null || size.z === 1 ? null : sizes.z * micron;
      const { pixelSize_um: own, frameInterval_s } = stated;
      const calibration: Calibration = {
        pixelSize_um: own > 0 ? { x: own, y: own, z: depth } : { x: null, y: null, ...recorded, z: depth },
        frameInterval_s: frameInterval_s > 0 ? frameInterval_s : second === null ? null : seconds(interval, second),
        times_s: frameInterval_s > 0 || second === null ? null : timesOf(spots, size.t, interval, second),
      };
      return { size, calibration };
    },
  };
}

const seconds = (interval: number | null, second: number): number | null =>
  interval === null ? null : interval * second;

const last = (values: ArrayLike<number>): number => {
  let most = -1;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
};

function intervalOf(text: string | undefined): number | null {
  const value = xmlNumber(text);
  return value !== null && value > 0 && value < 1e12 ? value : null;
}

/** The simple export has no pixel size: lengths in px need none, others must be told. */
function withoutImage(length: string, micron: number | null, pixelSize_um: number, file: string) {
  if (isPixels.test(length)) return { x: 1, y: 1, z: 1 };
  if (micron === null || pixelSize_um <= 0) {
    const what = `positions are in "${length.slice(0, 20)}", and the file does not say how large a pixel is: state pixelSize`;
    throw new FormatError('ambiguous', { file }, what);
  }
  const size = pixelSize_um / micron;
  return { x: size, y: size, z: size };
}

/**
 * Time of each frame, where spots say other times than their frames: frames without spots lie between their neighbours.
 * `null` where all frames follow at the interval.
 */
function timesOf(spots: readonly RawSpot[], frames: number, interval: number | null, second: number) {
  const times = new Float64Array(frames).fill(Number.NaN);
  let isRegular = true;
  for (const { frame, attributes } of spots) {
    const time = xmlNumber(attributes.get('POSITION_T'));
    if (time === null || !Number.isFinite(time)) continue;
    times[frame] = time * second;
    const expected = frame * (interval ?? 1);
    if (Math.abs(time - expected) > 1e-6 * Math.max(1, Math.abs(expected))) isRegular = false;
  }
  if (isRegular) return null;
  const known = Array.from(times.keys()).filter((t) => !Number.isNaN(times[t]));
  const step = (interval ?? 1) * second;
  let next = 0;
  for (let t = 0; t < frames; t++) {
    while (next < known.length && known[next]! < t) next += 1;
    if (!Number.isNaN(times[t])) continue;
    const [before, after] = [known[next - 1], known[next]];
    if (before === undefined) times[t] = times[after!]! - (after! - t) * step;
    else if (after === undefined) times[t] = times[before]! + (t - before) * step;
    else times[t] = times[before]! + ((times[after]! - times[before]!) * (t - before)) / (after - before);
  }
  return times;
}

/** Frames, positions and radii of spots, in px and planes. @throws FormatError naming the spot. */
export function placesOf(spots: readonly RawSpot[], scales: Scales, file: string) {
  const column = (key: string, size: number, least: number, fallback: number | null): Float64Array =>
    Float64Array.from(spots, ({ id, attributes }) => {
      const text = attributes.get(key);
      const value = text === undefined ? fallback : xmlNumber(text);
      const px = value === null ? Number.NaN : value / size;
      if (px >= least && px <= furthest) return px;
      const what = `<Spot ID="${id}"> has ${text === undefined ? `no ${key}` : `${key}="${text.slice(0, 30)}"`}`;
      throw new FormatError('damaged', { file }, `${what}, expected a number that lies within an image`);
    });
  return {
    frame: Uint32Array.from(spots, ({ frame }) => frame),
    x: column('POSITION_X', scales.x, -furthest, null),
    y: column('POSITION_Y', scales.y, -furthest, null),
    z: column('POSITION_Z', scales.z, -furthest, 0),
    // The simple export has no radii.
    radius: column('RADIUS', scales.x, 0, scales.x),
  };
}
