import { describe, expect, test } from 'vitest';
import msd from '../../../src/nodes/measure/msd.ts';
import { numbers, rowCount, type Table } from '../../../src/runtime/data/table.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { goldenJson } from '../../support/golden.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

type Tables = Readonly<Record<'ensemble' | 'tracks' | 'fits', Table>>;
const run = async (tracks: Tracks, params: Readonly<Record<string, StoredParam>> = {}) =>
  (await runNode(msd as AnyNode, { tracks }, params)) as Tables;
const column = (table: Table, name: string) => [...numbers(table, name)];

/** Two objects at constant speed, 1 and 3 px a frame. */
const straight = tracksOf(
  [0, 1, 2, 3, 4, 5].flatMap(
    (t) =>
      [
        [t, 10, t],
        [t, 50, 3 * t],
      ] as const,
  ),
  Array.from({ length: 10 }, (_, k) => [k, k + 2] as const),
);

describe('the mean squared displacement of tracks', () => {
  test('equals trackpy', async () => {
    const { points, trackpy } = goldenJson<{ points: [number, number, number][]; trackpy: number[] }>('links.json');
    const { emsd } = goldenJson<{ emsd: number[] }>('msd.json');
    const last = new Map<number, number>();
    const edges = trackpy.flatMap((id, k) => {
      const from = last.get(id);
      last.set(id, k);
      return from === undefined ? [] : [[from, k] as const];
    });
    const { ensemble } = await run(tracksOf(points, edges), { maxLag: 10 });
    column(ensemble, 'msd').forEach((value, k) => {
      expect(value / emsd[k]!).toBeCloseTo(1, 9);
    });
    expect(column(ensemble, 'lag')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('finds straight motion, for all and for each', async () => {
    const { ensemble, tracks, fits } = await run(straight, { maxLag: 3 });
    [5, 20, 45].forEach((value, k) => {
      expect(column(ensemble, 'msd')[k]).toBeCloseTo(value, 12);
    });
    expect(column(ensemble, 'n_tracks')).toEqual([2, 2, 2]);
    expect(column(ensemble, 'n_pairs')).toEqual([10, 8, 6]);
    expect(column(tracks, 'track')).toEqual([1, 1, 1, 2, 2, 2]);
    expect(column(tracks, 'msd')).toEqual([1, 4, 9, 9, 36, 81]);
    column(fits, 'exponent').forEach((exponent) => {
      expect(exponent).toBeCloseTo(2, 10);
    });
    expect(column(fits, 'prefactor')[2]).toBeCloseTo(9, 10);
    expect(fits.columns[0]!.values).toEqual(['ensemble', 'track', 'track']);
  });

  test('is in µm² and s where the movie is calibrated, and in three dimensions of volumes', async () => {
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: 1 }, frameInterval_s: 10, times_s: null };
    const { ensemble, fits } = await run({ ...straight, calibration }, { maxLag: 2, fitLags: 2 });
    expect(column(ensemble, 'lag_time')).toEqual([10, 20]);
    expect(column(ensemble, 'msd')[0]).toBeCloseTo(1.25, 12);
    expect(column(ensemble, 'msd')[1]).toBeCloseTo(5, 12);
    expect(column(fits, 'diffusion_coefficient')[0]).toBeCloseTo(0.375 / 4, 12);
    const names = fits.columns.map(({ name, unit }) => `${name} ${unit}`);
    expect(names).toContain('diffusion_coefficient µm²/s');
    const volume = await run({ ...straight, calibration, size: { ...straight.size, z: 5 } }, { maxLag: 2, fitLags: 2 });
    expect(column(volume.fits, 'diffusion_coefficient')[0]).toBeCloseTo(0.375 / 6, 12);
  });

  test('of one frame or no nodes has no values', async () => {
    for (const tracks of [tracksOf([], []), tracksOf([[0, 1, 1]], [])]) {
      const { ensemble, tracks: single, fits } = await run(tracks);
      expect(rowCount(ensemble)).toBe(0);
      expect(rowCount(single)).toBe(0);
      expect(column(fits, 'exponent').every(Number.isNaN)).toBe(true);
    }
  });
});
