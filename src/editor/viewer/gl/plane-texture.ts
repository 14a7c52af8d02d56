import type { Pixels, Plane } from '../../../runtime/data/frame.ts';
import type { Sampler } from './shaders.ts';

/** One image plane on the GPU; the same texture is written again for every frame of one size and type. */
export interface PlaneTexture {
  /** @throws RangeError where the plane is larger than the GPU takes. */
  write(plane: Plane<Pixels | Uint32Array>): void;
  /** `null` until something was written. */
  readonly plane: Plane<Pixels | Uint32Array> | null;
  readonly sampler: Sampler;
  bind(unit: number): void;
  /** After a lost context: the same plane in a new texture. */
  restore(): void;
  dispose(): void;
}

/** @param gl  the context; its `MAX_TEXTURE_SIZE` bounds the planes. */
export function planeTexture(gl: WebGL2RenderingContext): PlaneTexture {
  let texture: WebGLTexture | null = null;
  let plane: Plane<Pixels | Uint32Array> | null = null;
  let made = '';

  const write = (next: Plane<Pixels | Uint32Array>): void => {
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number | null;
    if (most !== null && (next.width > most || next.height > most)) {
      throw new RangeError(
        `the picture is ${next.width} × ${next.height} px, the graphics card shows up to ${most} × ${most}: crop it first`,
      );
    }
    plane = next;
    if (next.width === 0 || next.height === 0) return;
    const [inside, format, type] = formatOf(gl, next.data);
    const wanted = `${inside} ${next.width} ${next.height}`;
    gl.activeTexture(gl.TEXTURE0);
    if (wanted !== made || !texture) {
      gl.deleteTexture(texture);
      texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(gl.TEXTURE_2D, 1, inside, next.width, next.height);
      for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
        gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
      for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
        gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
      made = wanted;
    } else gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, next.width, next.height, format, type, next.data);
  };
  return {
    write,
    get plane() {
      return plane;
    },
    get sampler() {
      return plane?.data instanceof Float32Array ? 'float' : 'integer';
    },
    bind: (unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
    },
    restore: () => {
      texture = null;
      made = '';
      if (plane) write(plane);
    },
    dispose: () => {
      gl.deleteTexture(texture);
      texture = null;
      plane = null;
      made = '';
    },
  };
}

function formatOf(gl: WebGL2RenderingContext, data: Pixels | Uint32Array): readonly [number, number, number] {
  if (data instanceof Uint8Array) return [gl.R8UI, gl.RED_INTEGER, gl.UNSIGNED_BYTE];
  if (data instanceof Uint16Array) return [gl.R16UI, gl.RED_INTEGER, gl.UNSIGNED_SHORT];
  if (data instanceof Uint32Array) return [gl.R32UI, gl.RED_INTEGER, gl.UNSIGNED_INT];
  return [gl.R32F, gl.RED, gl.FLOAT];
}
