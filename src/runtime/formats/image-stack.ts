import type { Frame, Pixels } from '../data/frame.ts';
import { newPixels } from '../data/frame.ts';
import type { Calibration, Labels, Movie, MovieHeader } from '../data/movie.ts';
import { FormatError } from './format-error.ts';
import type { Samples } from './tiff/samples.ts';

/** One plane as stored, and where it came from. */
interface StoredPlane {
  readonly values: Samples;
  readonly place: { readonly file: string; readonly page?: number };
}

/** Images in files whose axes are known; planes are read when asked for. */
export interface ImageStack extends MovieHeader {
  /** Time step of each frame since the first, where frames are left out. */
  readonly steps?: Float64Array | null;
  plane(t: number, c: number, z: number, signal?: AbortSignal): Promise<StoredPlane>;
}

/**
 * Calibration with what the user states in place of what the file records; 0 states nothing. Where frames are left out,
 * and the interval is known, each frame keeps its time.
 */
export function restated(
  { calibration, steps }: Pick<ImageStack, 'calibration' | 'steps'>,
  pixelSize_um: number,
  frameInterval_s: number,
): Calibration {
  const { pixelSize_um: size } = calibration;
  const interval = frameInterval_s > 0 ? frameInterval_s : calibration.frameInterval_s;
  const recorded = frameInterval_s > 0 ? null : calibration.times_s;
  return {
    pixelSize_um: pixelSize_um > 0 ? { x: pixelSize_um, y: pixelSize_um, z: size.z } : size,
    frameInterval_s: interval,
    times_s: steps && interval !== null ? steps.map((step) => step * interval) : recorded,
  };
}

/** The stack as a movie. Its frames reject with FormatError where a value can't be held exactly by its dtype. */
export function movieOf(stack: ImageStack): Movie {
  const { size, dtype, channels, calibration } = stack;
  const plane = async (t: number, c: number, z: number, signal?: AbortSignal): Promise<Pixels> => {
    const { values, place } = await stack.plane(t, c, z, signal);
    if (dtype === 'float32') return asFloat32(values, place);
    if (dtype === 'uint8' && values instanceof Uint8Array) return values;
    if (dtype === 'uint16' && values instanceof Uint16Array) return values;
    throw new FormatError('unsupported', place, `its pixels are not ${dtype} as in the rest of the movie`);
  };
  return {
    size,
    dtype,
    channels,
    calibration,
    async frame(t, c, signal): Promise<Frame<Pixels>> {
      requireWithin('frame', t, size.t);
      requireWithin('channel', c, size.c);
      const shape = { width: size.x, height: size.y, depth: size.z };
      if (size.z === 1) return { ...shape, data: await plane(t, c, 0, signal) };
      const data = newPixels(dtype, size.z * size.y * size.x);
      for (let z = 0; z < size.z; z++) data.set(await plane(t, c, z, signal), z * size.y * size.x);
      return { ...shape, data };
    },
  };
}

/**
 * The stack as label images: values as they are.
 *
 * @throws FormatError where it has several channels; its frames reject where a value is no label (negative, broken, NaN or
 *         above 2^32 - 1).
 */
export function labelsOf(stack: ImageStack, file: string): Labels {
  const { size, calibration } = stack;
  if (size.c !== 1) {
    throw new FormatError('unsupported', { file }, `${size.c} channels; label images have one`);
  }
  return {
    size,
    calibration,
    async frame(t, signal) {
      requireWithin('frame', t, size.t);
      const data = new Uint32Array(size.z * size.y * size.x);
      for (let z = 0; z < size.z; z++) {
        const { values, place } = await stack.plane(t, 0, z, signal);
        copyLabels(values, data, z * size.y * size.x, place);
      }
      return { width: size.x, height: size.y, depth: size.z, data };
    },
  };
}

function requireWithin(what: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new RangeError(`${what} ${index} of a stack that has ${count}`);
}

function asFloat32(values: Samples, place: StoredPlane['place']): Float32Array {
  if (values instanceof Float32Array) return values;
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const value = values[i]!;
    out[i] = Number(value);
    const held = out[i]!;
    if (typeof value === 'bigint' ? BigInt(held) !== value : held !== value && !Number.isNaN(value)) {
      throw new FormatError(
        'unsupported',
        place,
        `pixel ${i} is ${values[i]}, which 32-bit floating point can't hold exactly: save it as 32 bit first`,
      );
    }
  }
  return out;
}

function copyLabels(values: Samples, out: Uint32Array, at: number, place: StoredPlane['place']): void {
  if (values instanceof Uint8Array || values instanceof Uint16Array || values instanceof Uint32Array) {
    out.set(values, at);
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]!);
    out[at + i] = value;
    if (out[at + i] !== value) {
      throw new FormatError(
        'unsupported',
        place,
        `pixel ${i} is ${values[i]}: labels are whole numbers from 0 to 2^32 - 1`,
      );
    }
  }
}
