import { describe, expect, it } from 'vitest';
import smooth from '../../../src/nodes/series/smooth.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { goldenJson } from '../../support/golden.ts';
import { runNode } from '../../support/run-node.ts';

const tableOf = (track: number[], frame: number[], value: number[]): Table => ({
  columns: [
    { name: 'track', unit: '', values: Float64Array.from(track) },
    { name: 'frame', unit: 'frame', values: Float64Array.from(frame) },
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.from(value) },
  ],
  cautions: [],
});
const run = async (table: Table, params: Record<string, StoredParam> = {}) =>
  ((await runNode(smooth, { table }, params))['table'] as Table).columns.at(-1)!;

describe('series.smooth', () => {
  it('equals scipy.signal.savgol_filter(x, 7, 2) with its defaults, track by track', async () => {
    const { x, savgol_7_2 } = goldenJson<{ x: number[]; savgol_7_2: number[] }>('stats.json');
    const frames = x.map((_, i) => i);
    const both = tableOf(
      [...x.map(() => 1), ...x.map(() => 2)],
      [...frames, ...frames],
      [...x, ...x.map((v) => 100 - v)],
    );
    const { name, unit, values } = await run(both);
    expect([name, unit]).toEqual(['mean_intensity_ch1_smooth', 'grey value']);
    for (const [i, expected] of savgol_7_2.entries()) {
      expect(Math.abs(Number(values[i]) - expected)).toBeLessThan(1e-12);
      expect(Math.abs(Number(values[x.length + i]) - (100 - expected))).toBeLessThan(1e-11);
    }
  });
  it('does not smooth across a gap wider than the window, also where frames are ten apart', async () => {
    const table = tableOf([1, 1, 1, 1], [0, 10, 60, 70], [1, 3, 100, 200]);
    const { values } = await run(table, { method: 'moving average', window: 3 });
    expect([...values]).toEqual([2, 2, 150, 150]);
  });
  it('keeps tracks of one row, and gives rows without track NaN', async () => {
    const { values } = await run(tableOf([1, Number.NaN], [0, 0], [5, 6]), { name: 's' });
    expect([...values]).toEqual([5, Number.NaN]);
  });
  it('refuses an even window by name', async () => {
    await expect(run(tableOf([1], [0], [1]), { window: 4 })).rejects.toThrow(
      'window is 4 time steps, expected an odd number',
    );
  });
});
