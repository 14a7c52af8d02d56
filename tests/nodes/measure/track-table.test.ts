import { describe, expect, test } from 'vitest';
import trackTable from '../../../src/nodes/measure/track-table.ts';
import { numbers, rowCount, type Table } from '../../../src/runtime/data/table.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

const tracks = tracksOf(
  [
    [0, 50, 50],
    [0, 10, 10],
    [1, 10, 13],
    [1, 50, 50],
    [3, 14, 13],
  ],
  [
    [1, 2],
    [2, 4],
    [0, 3],
  ],
  { features: { area: Float64Array.of(1, 2, 3, 4, 5) }, units: { area: 'px²' }, label: Uint32Array.of(9, 8, 7, 6, 5) },
);
async function run(of: Tracks): Promise<Table> {
  const { table } = await runNode(trackTable as AnyNode, { tracks: of });
  return table as Table;
}
const column = (table: Table, name: string) => [...numbers(table, name)];
const names = (table: Table) => table.columns.map(({ name }) => name);

describe('the table of tracks', () => {
  test('lists detections frame after frame, with step and speed over gaps', async () => {
    const table = await run(tracks);
    expect(column(table, 'track')).toEqual([2, 1, 1, 2, 1]);
    expect(column(table, 'frame')).toEqual([0, 0, 1, 1, 3]);
    expect(column(table, 'x_px')).toEqual([50, 10, 13, 50, 13]);
    expect(column(table, 'label')).toEqual([9, 8, 7, 6, 5]);
    expect(column(table, 'area')).toEqual([1, 2, 3, 4, 5]);
    expect(column(table, 'step')).toEqual([Number.NaN, Number.NaN, 3, 0, 4]);
    expect(column(table, 'speed')).toEqual([Number.NaN, Number.NaN, 3, 0, 2]);
    expect(names(table)).not.toContain('time');
    expect(names(table)).not.toContain('x');
  });

  test('has time and positions in s and µm where they are recorded, and planes of volumes', async () => {
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: 2 }, frameInterval_s: 10, times_s: null };
    const table = await run({
      ...tracks,
      calibration,
      size: { ...tracks.size, z: 3 },
      z: Float64Array.of(1, 1, 1, 1, 1),
    });
    expect(column(table, 'time')).toEqual([0, 0, 10, 10, 30]);
    expect(column(table, 'x')).toEqual([25, 5, 6.5, 25, 6.5]);
    expect(column(table, 'z')).toEqual([2, 2, 2, 2, 2]);
    expect(column(table, 'z_plane')).toEqual([1, 1, 1, 1, 1]);
    expect(column(table, 'speed')[4]).toBeCloseTo(0.1, 12);
    expect(table.columns.find(({ name }) => name === 'speed')?.unit).toBe('µm/s');
  });

  test('names the parent of daughters', async () => {
    const family = tracksOf(
      [
        [0, 5, 5],
        [1, 3, 5],
        [1, 7, 5],
      ],
      [
        [0, 1],
        [0, 2],
      ],
    );
    const table = await run(family);
    expect(column(table, 'parent')).toEqual([0, 1, 1]);
    expect(column(table, 'generation')).toEqual([0, 1, 1]);
    expect(column(table, 'lineage')).toEqual([1, 1, 1]);
    expect(column(table, 'step').every(Number.isNaN)).toBe(true);
  });

  test('keeps its own column where a feature has the same name', async () => {
    const table = await run({ ...tracks, features: { frame: new Float64Array(5) }, units: { frame: '1' } });
    expect(names(table).filter((name) => name === 'frame').length).toBe(1);
    expect(column(table, 'frame')).toEqual([0, 0, 1, 1, 3]);
  });

  test('of empty tracks has no rows', async () => {
    expect(rowCount(await run(tracksOf([], [])))).toBe(0);
  });
});
