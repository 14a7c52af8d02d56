/** Pixels of an image, as stored. */
export type Pixels = Uint8Array | Uint16Array | Float32Array;

/** One image plane, row-major: `data[y * width + x]`; the centre of the first pixel is (0, 0). */
export interface Plane<A extends Pixels | Uint32Array = Pixels> {
  readonly width: number;
  readonly height: number;
  readonly data: A;
}

/** One time point of one channel: `data[(z * height + y) * width + x]`. With depth 1 it is also a plane. */
export interface Frame<A extends Pixels | Uint32Array = Pixels> extends Plane<A> {
  readonly depth: number;
}

export type Dtype = 'uint8' | 'uint16' | 'float32';

const arrays = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

/** A new zeroed pixel array. */
export function newPixels(dtype: Dtype, length: number): Uint8Array | Uint16Array | Float32Array {
  return new arrays[dtype](length);
}

export function dtypeOf(data: Pixels): Dtype {
  return data instanceof Uint8Array ? 'uint8' : data instanceof Uint16Array ? 'uint16' : 'float32';
}
