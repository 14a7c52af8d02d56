import { describe, expect, it } from 'vitest';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import { readGeff } from '../../../src/runtime/formats/geff-read.ts';
import { writeGeff } from '../../../src/runtime/formats/geff-write.ts';
import { writeZarrArray } from '../../../src/runtime/formats/zarr/write-array.ts';
import { FolderInMemory, filesInMemory } from '../../support/files.ts';
import { branchingTracks, tracksOf } from '../../support/tracks.ts';

const write = async (tracks: Tracks): Promise<FolderInMemory> => {
  const out = new FolderInMemory();
  await writeGeff(out, 'a.geff', tracks, ['intensity is not quantitative'], '{"format":"cellwire-graph"}');
  return out;
};
const read = (out: FolderInMemory, options = {}, path = 'a.geff') =>
  readGeff(filesInMemory(Object.fromEntries(out.files)), path, { pixelSize_um: 0, frameInterval_s: 0, ...options });

const branching = branchingTracks({
  x: Float64Array.of(5, 5, -0.3, 90, 6, 7),
  calibration: { pixelSize_um: { x: 0.3, y: 0.4, z: 1.1 }, frameInterval_s: 90, times_s: null },
  features: { area: Float64Array.of(30, 31, 32, Number.NaN, 34, 35), 'a/b: µ': new Float64Array(6).fill(0.1) },
  units: { area: 'px²', 'a/b: µ': 'grey value' },
});

describe('a GEFF that we wrote', () => {
  it('gives back splits, merges, gaps, scales, labels and features, to the last bit', async () => {
    expect(await read(await write(branching))).toEqual(branching);
  });
  it('has px and frames on its axes, with their scale, and the graph under extra', async () => {
    const out = await write(branching);
    const { geff } = JSON.parse(out.text('a.geff/.zattrs')) as { geff: Record<string, unknown> };
    expect(geff['axes']).toEqual([
      { name: 't', type: 'time', unit: 'frame', min: 0, max: 5, scale: 90, scaled_unit: 'second' },
      { name: 'z', type: 'space', unit: 'pixel', min: 0, max: 2, scale: 1.1, scaled_unit: 'micrometer' },
      { name: 'y', type: 'space', unit: 'pixel', min: 4.1, max: 90, scale: 0.4, scaled_unit: 'micrometer' },
      { name: 'x', type: 'space', unit: 'pixel', min: -0.3, max: 90, scale: 0.3, scaled_unit: 'micrometer' },
    ]);
    expect(geff['extra']).toMatchObject({
      cellwire: { graph: { format: 'cellwire-graph' }, cautions: ['intensity is not quantitative'] },
    });
    expect([...out.files.keys()]).toContain('a.geff/nodes/props/a_b/values/0');
    expect([...out.files.keys()]).toContain('a.geff/nodes/props/area/missing/0');
  });
  it('keeps irregular times, an uncalibrated movie and no tracks at all', async () => {
    const bare = tracksOf(
      [
        [0, 1, 2],
        [3, 1, 2],
      ],
      [[0, 1]],
    );
    expect(await read(await write(bare))).toEqual(bare);
    const calibration = { ...bare.calibration, times_s: Float64Array.of(0, 10, 25, 60) };
    expect(await read(await write({ ...bare, calibration }))).toEqual({ ...bare, calibration });
    const empty = tracksOf([], [], { size: { t: 0, c: 1, z: 1, y: 4, x: 5 } });
    expect(await read(await write(empty))).toEqual(empty);
  });
});

describe('a GEFF of another program', () => {
  const change = async (out: FolderInMemory, edit: (geff: Record<string, unknown>) => void) => {
    const attributes = JSON.parse(out.text('a.geff/.zattrs')) as { geff: Record<string, unknown> };
    edit(attributes.geff);
    out.files.set('a.geff/.zattrs', new TextEncoder().encode(JSON.stringify(attributes)));
    return out;
  };
  it('is found within its Zarr, and several there must be chosen from', async () => {
    const out = await write(branching);
    const inside = new FolderInMemory();
    for (const [name, bytes] of out.files) inside.files.set(name.replace('a.geff', 'data.zarr/tracks'), bytes);
    expect(await read(inside, {}, 'data.zarr')).toEqual(branching);
    for (const [name, bytes] of out.files) inside.files.set(name.replace('a.geff', 'data.zarr/other'), bytes);
    await expect(read(inside, {}, 'data.zarr')).rejects.toThrow('choose one: data.zarr/other, data.zarr/tracks');
  });
  it('in µm needs the pixel size, and is in px then', async () => {
    const micrometres = await change(await write(branching), (geff) => {
      geff['axes'] = ['t', 'z', 'y', 'x'].map((name) =>
        name === 't' ? { name, type: 'time' } : { name, type: 'space', unit: 'micrometer' },
      );
    });
    await expect(read(micrometres)).rejects.toThrow('state pixelSize');
    const tracks = await read(micrometres, { pixelSize_um: 0.5, frameInterval_s: 7 });
    expect(tracks.y[1]).toBe(4.1 / 0.5);
    expect(tracks.calibration).toEqual({ pixelSize_um: { x: 0.5, y: 0.5, z: 0.5 }, frameInterval_s: 7, times_s: null });
  });
  it('without axes and directions is read by the names of its properties, forward in time', async () => {
    const out = await change(await write(branching), (geff) => {
      delete geff['axes'];
      delete geff['extra'];
      geff['directed'] = false;
    });
    await writeZarrArray(out, 'a.geff/edges/ids', BigUint64Array.of(1n, 0n), 2);
    const tracks = await read(out);
    expect(tracks.edges).toEqual({ source: Uint32Array.of(0), target: Uint32Array.of(1) });
    expect(tracks.size).toEqual({ t: 6, c: 1, z: 3, y: 91, x: 91 });
    expect(Object.keys(tracks.features).sort()).toEqual(['a_b', 'area']);
  });
  it.each<readonly [string, (out: FolderInMemory) => Promise<unknown>, string]>([
    [
      'an id that stands twice',
      (out) => writeZarrArray(out, 'a.geff/nodes/ids', BigUint64Array.of(0n, 1n, 2n, 2n, 3n, 4n)),
      'nodes/ids: only 5 of 6 ids',
    ],
    [
      'a link to no node',
      (out) => writeZarrArray(out, 'a.geff/edges/ids', BigUint64Array.of(0n, 99n), 2),
      'row 1 names node 99',
    ],
    [
      'a loop of links',
      (out) => writeZarrArray(out, 'a.geff/edges/ids', BigUint64Array.of(0n, 1n, 1n, 0n), 2),
      'row 2 (1 to 0) goes back in time',
    ],
    [
      'a link to itself',
      (out) => writeZarrArray(out, 'a.geff/edges/ids', BigUint64Array.of(3n, 3n), 2),
      'joins a detection with itself',
    ],
    [
      'links that are no pairs',
      (out) => writeZarrArray(out, 'a.geff/edges/ids', BigUint64Array.of(0n, 1n)),
      'expected pairs of whole numbers',
    ],
    [
      'a property of another length',
      (out) => writeZarrArray(out, 'a.geff/nodes/props/area/values', Float64Array.of(1)),
      'it has 1 values for 6 nodes',
    ],
    [
      'a position that is none',
      (out) => writeZarrArray(out, 'a.geff/nodes/props/x/values', new Float64Array(6).fill(1e300)),
      'node 1 has x = 1e+300',
    ],
    [
      'a time that is no frame',
      (out) => writeZarrArray(out, 'a.geff/nodes/props/t/values', new Float64Array(6).fill(0.5)),
      'state frameInterval',
    ],
    ['no ids', async (out) => out.files.delete('a.geff/nodes/ids/.zarray'), 'nodes/ids: there is no such array'],
    ['JSON that is none', async (out) => out.files.set('a.geff/.zattrs', new Uint8Array(5)), '.zattrs: no JSON'],
    ['no attribute geff', async (out) => out.files.set('a.geff/.zattrs', new TextEncoder().encode('{}')), 'no GEFF'],
  ])('is refused for %s', async (_, spoil, message) => {
    const out = await write(branching);
    await spoil(out);
    await expect(read(out)).rejects.toThrow(FormatError);
    await expect(read(out)).rejects.toThrow(message);
  });
});
