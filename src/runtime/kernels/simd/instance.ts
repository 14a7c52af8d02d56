import { wasmBytes } from 'virtual:simd-kernels';
import type { Pixels, Plane } from '../../data/frame.ts';

/** What index.as.ts exports; addresses are unsigned 32-bit numbers. */
export interface SimdExports {
  readonly memory: WebAssembly.Memory;
  reset(): void;
  take(bytes: number): number;
  hasHoles(src: number, n: number): number;
  hasNaN(src: number, n: number): number;
  gaussian: Kernel<[across: number, reachX: number, down: number, reachY: number]>;
  wideGaussian: Kernel<[levels: number, weights: number, reach: number, radius: number, pedestal: number]>;
  median: Kernel<[size: number]>;
  medianRanks(ranks: number, dst: number, width: number, height: number, size: number, count: number): void;
  shiftByTaps: Kernel<[...Axis, ...Axis]>;
  shiftByPhase: Kernel<[axisX: number, axisY: number]>;
  threshold(src: number, kind: number, dst: number, n: number, level: number): void;
  rollingBall: Kernel<[drop: number, side: number, gaps: number, reach: number, radius: number]>;
  opening: Kernel<[halves: number, reach: number, pad: number]>;
}
type Kernel<P extends readonly number[]> = (
  src: number,
  kind: number,
  dst: number,
  width: number,
  height: number,
  ...parameters: P
) => void;
type Axis = [taps: number, count: number, base: number, first: number, end: number];

export const kindOf = (data: Pixels): number => (data instanceof Uint8Array ? 0 : data instanceof Uint16Array ? 1 : 2);

/** One instance and its memory: every call starts with `begin` and takes what it needs from the bottom again. */
export interface SimdInstance {
  readonly wasm: SimdExports;
  /**
   * Forgets the last call and makes room for this one: `perPixel` bytes for each pixel, `more` besides.
   *
   * @throws RangeError where that is beyond the 4 GiB of an instance, or what this host gives.
   */
  begin(plane: Plane<Pixels>, perPixel: number, more?: number): void;
  /** Address of `bytes` new bytes. */
  take(bytes: number): number;
  /** Copies an array in; returns its address. */
  put(data: Pixels | Uint32Array | Int32Array): number;
  putFloats(values: ArrayLike<number>): number;
  /** Copies results out. */
  floats(at: number, length: number): Float32Array<ArrayBuffer>;
  bytes(at: number, length: number): Uint8Array<ArrayBuffer>;
}

const mostBytes = 4095 * 2 ** 20;

/** Compiles and starts the kernels; the module is part of the bundle, so that page, worker and Node load it alike. */
export async function startInstance(): Promise<SimdInstance> {
  const { instance } = await WebAssembly.instantiate(wasmBytes(), {
    env: {
      abort: () => {
        throw new Error('a SIMD kernel gave up');
      },
    },
  });
  const wasm = instance.exports as unknown as SimdExports;
  const begin = ({ width, height }: Plane<Pixels>, perPixel: number, more = 0): void => {
    // Rows and planes are rounded up, and some lines are taken besides.
    const bytes = perPixel * (width + 64) * (height + 64) + more + 2 ** 20;
    const missing = Math.ceil((bytes - wasm.memory.buffer.byteLength) / 65536);
    const refusal = `a plane of ${width} × ${height} px takes ${Math.ceil(bytes / 2 ** 20)} MiB here, expected`;
    if (bytes > mostBytes) throw new RangeError(`${refusal} at most ${mostBytes / 2 ** 20} MiB: crop or bin it`);
    try {
      if (missing > 0) wasm.memory.grow(missing);
    } catch (cause) {
      throw new RangeError(`${refusal} what this host has left: crop or bin it, or run fewer jobs`, { cause });
    }
    wasm.reset();
  };
  const take = (bytes: number): number => wasm.take(bytes) >>> 0;
  const put = (data: Pixels | Uint32Array | Int32Array): number => {
    const at = take(data.byteLength);
    const from = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(wasm.memory.buffer, at, data.byteLength).set(from);
    return at;
  };
  return {
    wasm,
    begin,
    take,
    put,
    putFloats: (values) => put(new Float32Array(values)),
    floats: (at, length) => new Float32Array(wasm.memory.buffer as ArrayBuffer, at, length).slice(),
    bytes: (at, length) => new Uint8Array(wasm.memory.buffer as ArrayBuffer, at, length).slice(),
  };
}
