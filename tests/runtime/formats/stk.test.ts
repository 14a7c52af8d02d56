import { describe, expect, it } from 'vitest';
import type { AxesOption } from '../../../src/runtime/formats/axes.ts';
import { movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { bytesAsFile } from '../../support/files.ts';
import { buildTiff } from '../../support/tiff.ts';

interface Plane {
  /** Distance in z as a fraction, day and milliseconds of its creation. */
  readonly z?: readonly [number, number];
  readonly day?: number;
  readonly ms?: number;
}

/** A stack of 2 × 1 planes with the values 1 1, 2 2, … as MetaMorph lays it down: one directory, all planes in a row. */
function stk(planes: readonly Plane[], { held = planes.length, uic1 = {} as object } = {}) {
  const uic2 = planes.flatMap(({ z = [0, 1], day = 2_455_000, ms = 0 }) => [...z, day, ms, day, ms]);
  return buildTiff([
    {
      width: 2,
      height: 1,
      strips: [Uint8Array.from({ length: 2 * held }, (_, i) => 1 + (i >> 1))],
      tags: { 279: [4, [2]], 33629: [5, uic2, planes.length], ...uic1 },
    },
  ]);
}
const open = (bytes: Uint8Array, axes: AxesOption = 'auto') =>
  openTiffStack(bytesAsFile(bytes, 'm.stk'), { axes, channels: 0, slices: 0 });

describe('MetaMorph stacks', () => {
  it('whose planes have no distance are times, with their stamps', async () => {
    const stack = await open(stk([{ ms: 86_399_000 }, { day: 2_455_001, ms: 1500 }, { day: 2_455_001, ms: 4000 }]));
    expect(stack.size).toEqual({ t: 3, c: 1, z: 1, y: 1, x: 2 });
    expect(stack.calibration.times_s).toEqual(Float64Array.of(0, 2.5, 5));
    expect((await movieOf(stack).frame(2, 0)).data).toEqual(Uint8Array.of(3, 3));
  });
  it('whose planes have a distance are depths, whenever they were taken', async () => {
    const stack = await open(stk([{ ms: 0 }, { z: [1, 2], ms: 100 }, { z: [1, 2], ms: 200 }]));
    expect(stack.size).toEqual({ t: 1, c: 1, z: 3, y: 1, x: 2 });
    expect(stack.calibration).toMatchObject({ pixelSize_um: { z: 0.5 }, times_s: null });
    expect((await movieOf(stack).frame(0, 0)).data).toEqual(Uint8Array.of(1, 1, 2, 2, 3, 3));
  });
  it('that are neither are asked about', async () => {
    const mixed = stk([{}, { z: [1, 2] }, {}]);
    await expect(open(mixed)).rejects.toThrow('set the parameter axes to t (time), z (depth)');
    expect((await open(mixed, 'z')).size.z).toBe(3);
  });
  it('have the pixel size that is recorded', async () => {
    // The directory of one page: what UIC1 points to stands in a tag of its own before it.
    const parts = [13, 20, 1, 2, ...[6, 0x72_63_69_6d, 0x00_6e_6f]];
    const bytes = stk([{}, { ms: 1 }], { uic1: { 33000: [4, parts], 33628: [4, [3, 1, 4, 0, 5, 0, 6, 0], 4] } });
    const view = new DataView(bytes.buffer);
    const at = (needle: readonly number[]): number => {
      for (let i = 0; i + 4 * needle.length <= bytes.length; i += 2) {
        if (needle.every((value, k) => view.getUint32(i + 4 * k, true) === value)) return i;
      }
      throw new Error('not found');
    };
    const numbers = at(parts.slice(0, 4));
    const pairs = at([3, 1, 4, 0]);
    view.setUint32(pairs + 12, numbers, true);
    view.setUint32(pairs + 20, numbers + 8, true);
    view.setUint32(pairs + 28, numbers + 16, true);
    expect((await open(bytes)).calibration.pixelSize_um).toEqual({ x: 0.65, y: 0.5, z: null });
  });
  it('that are cut off say how much they hold, and open as that where axes are stated', async () => {
    const cut = stk(
      Array.from({ length: 400 }, (_, ms) => ({ ms })),
      { held: 3 },
    );
    await expect(open(cut)).rejects.toThrow('m.stk: it says it has 400 planes, but its bytes hold only 3');
    const movie = movieOf(await open(cut, 't'));
    expect(movie.size.t).toBe(3);
    expect((await movie.frame(2, 0)).data).toEqual(Uint8Array.of(3, 3));
  });
});
