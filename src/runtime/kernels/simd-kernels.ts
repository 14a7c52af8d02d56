import { wasmBytes } from 'virtual:simd-kernels';
import type { Pixels, Plane } from '../data/frame.ts';
import type { Kernels } from '../node/kernels.ts';
import { checkSigma, gaussianRadius, gaussianWeights } from './reference/gaussian.ts';
import { fillHoles, spreadHoles, windowsAround } from './reference/holes.ts';
import { checkPlane } from './reference/plane-size.ts';

/** What index.as.ts exports; addresses and counts are unsigned 32-bit. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  reset(): void;
  take(bytes: number): number;
  hasHoles(src: number, n: number): number;
  gaussian(
    src: number,
    kind: number,
    dst: number,
    width: number,
    height: number,
    across: number,
    reachX: number,
    down: number,
    reachY: number,
  ): void;
}

const kindOf = (data: Pixels): number => (data instanceof Uint8Array ? 0 : data instanceof Uint16Array ? 1 : 2);

/** The memory of one instance: every call takes what it needs from the bottom again. */
class Arena {
  readonly #wasm: Exports;
  constructor(wasm: Exports) {
    this.#wasm = wasm;
  }
  copyIn(data: Pixels): number {
    const at = this.#wasm.take(data.byteLength) >>> 0;
    new Uint8Array(this.#wasm.memory.buffer, at, data.byteLength).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
    return at;
  }
  weights(values: Float64Array): number {
    return this.copyIn(Float32Array.from(values));
  }
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#wasm.memory.buffer, at, length).slice();
  }
}

/**
 * The kernels in WebAssembly with 128-bit SIMD.
 *
 * @returns  kernels on an instance of their own; its memory is used again by every call and grows to what the largest needs.
 */
export async function loadSimdKernels(): Promise<Kernels> {
  const { instance } = await WebAssembly.instantiate(wasmBytes(), {
    env: {
      abort: () => {
        throw new Error('a SIMD kernel gave up');
      },
    },
  });
  const wasm = instance.exports as unknown as Exports;
  const arena = new Arena(wasm);

  function gaussian(plane: Plane<Pixels>, sigma: number): Plane<Float32Array> {
    checkPlane(plane);
    checkSigma(sigma);
    const { width, height, data } = plane;
    if (data.length === 0) return { width, height, data: new Float32Array(0) };
    wasm.reset();
    const src = arena.copyIn(data);
    if (kindOf(data) === 2 && wasm.hasHoles(src, data.length) !== 0) {
      const { filled, holes } = fillHoles(plane);
      const out = gaussian(filled, sigma);
      const radius = gaussianRadius(sigma);
      spreadHoles(out, holes, windowsAround(width, radius), windowsAround(height, radius));
      return out;
    }
    const across = gaussianWeights(sigma, width);
    const down = gaussianWeights(sigma, height);
    const dst = wasm.take(data.length * 4) >>> 0;
    wasm.gaussian(
      src,
      kindOf(data),
      dst,
      width,
      height,
      arena.weights(across),
      across.length - 1,
      arena.weights(down),
      down.length - 1,
    );
    return { width, height, data: arena.floats(dst, data.length) };
  }

  const later = (name: string) => async (): Promise<never> => {
    throw new Error(`${name} is not written yet`);
  };
  return {
    backend: 'simd',
    gaussian: async (plane, sigma) => gaussian(plane, sigma),
    median: later('median'),
    shift: later('shift'),
    threshold: later('threshold'),
    background: later('background'),
  };
}
