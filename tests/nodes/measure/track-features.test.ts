import { describe, expect, test } from 'vitest';
import trackFeatures from '../../../src/nodes/measure/track-features.ts';
import { numbers, type Table } from '../../../src/runtime/data/table.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

/** 0 > 1 > 2 and 3 (a division), and 4 alone. */
const tracks = tracksOf(
  [
    [0, 10, 10],
    [1, 10, 13],
    [2, 6, 13],
    [2, 14, 13],
    [2, 50, 50],
  ],
  [
    [0, 1],
    [1, 2],
    [1, 3],
  ],
  { features: { area: Float64Array.of(40, 60, 20, Number.NaN, 5) }, units: { area: 'px²' } },
);
async function run(of: Tracks = tracks, params: Readonly<Record<string, StoredParam>> = {}): Promise<Table> {
  const { table } = await runNode(trackFeatures as AnyNode, { tracks: of }, params);
  return table as Table;
}
const column = (table: Table, name: string) => [...numbers(table, name)];
const unitOf = (table: Table, name: string) => table.columns.find((one) => one.name === name)?.unit;

describe('track features', () => {
  test('have one row for each track, with its relations', async () => {
    const table = await run();
    expect(column(table, 'track')).toEqual([1, 2, 3, 4]);
    expect(column(table, 'parent')).toEqual([0, 1, 1, 0]);
    expect(column(table, 'lineage')).toEqual([1, 1, 1, 2]);
    expect(column(table, 'generation')).toEqual([0, 1, 1, 0]);
    expect(column(table, 'number_spots')).toEqual([2, 1, 1, 1]);
    expect(column(table, 'number_splits')).toEqual([1, 0, 0, 0]);
    expect(column(table, 'track_mean_speed')).toEqual([3, Number.NaN, Number.NaN, Number.NaN]);
    expect(column(table, 'mean_area')).toEqual([50, 20, Number.NaN, 5]);
    expect(unitOf(table, 'track_mean_speed')).toBe('px/frame');
    expect(unitOf(table, 'track_duration')).toBe('frame');
  });

  test('have one row for each lineage on demand', async () => {
    const table = await run(tracks, { of: 'lineages', means: false });
    expect(column(table, 'lineage')).toEqual([1, 2]);
    expect(column(table, 'number_tracks')).toEqual([3, 1]);
    expect(column(table, 'number_generations')).toEqual([2, 1]);
    expect(column(table, 'total_distance_traveled')).toEqual([11, 0]);
    expect(table.columns.some(({ name }) => name === 'mean_area')).toBe(false);
  });

  test('are in µm and s where the movie is calibrated', async () => {
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 10, times_s: null };
    const table = await run({ ...tracks, calibration });
    expect(column(table, 'track_mean_speed')[0]).toBeCloseTo(0.15, 12);
    expect(unitOf(table, 'track_mean_speed')).toBe('µm/s');
    expect(unitOf(table, 'mean_directional_change_rate')).toBe('rad/s');
    const stamps = { ...calibration, frameInterval_s: null, times_s: Float64Array.of(0, 30, 40) };
    expect(column(await run({ ...tracks, calibration: stamps }), 'track_duration')[0]).toBe(30);
  });

  test('of empty tracks are a table without rows', async () => {
    for (const of of ['tracks', 'lineages']) {
      const table = await run(tracksOf([], []), { of });
      expect(table.columns.every(({ values }) => values.length === 0)).toBe(true);
    }
  });
});
