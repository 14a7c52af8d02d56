import type { Pixels, Plane } from '../../../runtime/data/frame.ts';
import type { ColourTable } from './colour-table.ts';
import { type Instances, instancesOf } from './instances.ts';
import { type PlaneTexture, planeTexture } from './plane-texture.ts';
import { ringFragment, ringVertex, tailFragment, tailVertex } from './shaders.ts';

/** Links of tracks: `ends` x, y of both ends, `times` their frames, `tint` red, green, blue, state (0 hidden, 51 dim, 128 plain, 255 chosen). */
export interface Tails {
  readonly ends: Float32Array;
  readonly times: Float32Array;
  readonly tint: Uint8Array;
}
/** Rings: x, y and radius in px; `tint` as for tails. */
export interface Rings {
  readonly circle: Float32Array;
  readonly tint: Uint8Array;
}
const noRings: Rings = { circle: new Float32Array(0), tint: new Uint8Array(0) };
const noTails: Tails = { ends: new Float32Array(0), times: new Float32Array(0), tint: new Uint8Array(0) };

/** What the GPU holds of one picture. */
export interface Side {
  planes: PlaneTexture[];
  readonly labels: PlaneTexture;
  colours: { readonly table: ColourTable; texture: WebGLTexture | null } | null;
  readonly tails: Instances;
  readonly spots: Instances;
  readonly heads: Instances;
  setPlanes(planes: readonly Plane<Pixels>[]): void;
  setLabels(labels: Plane<Uint32Array> | null): void;
  setColours(table: ColourTable | null): void;
  setTails(tails: Tails | null): void;
  setSpots(rings: Rings | null): void;
  setHeads(rings: Rings | null): void;
  restore(): void;
  dispose(): void;
}

export function sideOf(gl: WebGL2RenderingContext, wait: boolean): Side {
  const tint = { name: 'tint', size: 4, type: 'byte' } as const;
  const ring = () =>
    instancesOf(gl, [{ name: 'circle', size: 3, type: 'float' }, tint], ringVertex, ringFragment, wait);
  const tails = instancesOf(
    gl,
    [{ name: 'ends', size: 4, type: 'float' }, { name: 'times', size: 2, type: 'float' }, tint],
    tailVertex,
    tailFragment,
    wait,
  );
  const setRings = (instances: Instances, { circle, tint: colour }: Rings): void => {
    instances.set('circle', circle);
    instances.set('tint', colour);
  };
  const side: Side = {
    planes: [],
    labels: planeTexture(gl),
    colours: null,
    tails,
    spots: ring(),
    heads: ring(),
    setPlanes: (planes) => {
      while (side.planes.length > planes.length) side.planes.pop()?.dispose();
      planes.forEach((plane, c) => {
        side.planes[c] ??= planeTexture(gl);
        side.planes[c].write(plane);
      });
    },
    setLabels: (labels) => {
      if (labels) side.labels.write(labels);
      else side.labels.dispose();
    },
    setColours: (table) => {
      gl.deleteTexture(side.colours?.texture ?? null);
      side.colours = table ? { table, texture: coloursTexture(gl, table) } : null;
    },
    setTails: (given) => {
      const { ends, times, tint: colour } = given ?? noTails;
      tails.set('ends', ends);
      tails.set('times', times);
      tails.set('tint', colour);
    },
    setSpots: (rings) => setRings(side.spots, rings ?? noRings),
    setHeads: (rings) => setRings(side.heads, rings ?? noRings),
    restore: () => {
      for (const plane of side.planes) plane.restore();
      side.labels.restore();
      if (side.colours) side.colours.texture = coloursTexture(gl, side.colours.table);
      for (const instances of [tails, side.spots, side.heads]) instances.restore();
    },
    dispose: () => {
      for (const plane of side.planes) plane.dispose();
      side.planes = [];
      side.labels.dispose();
      side.setColours(null);
      for (const instances of [tails, side.spots, side.heads]) instances.dispose();
    },
  };
  return side;
}

function coloursTexture(gl: WebGL2RenderingContext, { width, height, data }: ColourTable): WebGLTexture | null {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG32UI, width, height, 0, gl.RG_INTEGER, gl.UNSIGNED_INT, data);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return texture;
}
