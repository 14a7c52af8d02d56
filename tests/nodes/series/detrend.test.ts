import { describe, expect, it } from 'vitest';
import detrend from '../../../src/nodes/series/detrend.ts';
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
  ((await runNode(detrend, { table }, params))['table'] as Table).columns.at(-1)!;

const near = (value: number) => (Number.isNaN(value) ? value : expect.closeTo(value, 12));

describe('series.detrend', () => {
  it('takes its own line out of each track', async () => {
    const out = await run(tableOf([1, 2, 1, 2, 1, 2], [0, 0, 1, 1, 2, 2], [0, 5, 1, 5, 2, 8]));
    expect([out.name, out.unit]).toEqual(['mean_intensity_ch1_detrended', 'grey value']);
    expect([...out.values]).toEqual([0, 0.5, 0, -1, 0, 0.5].map(near));
  });
  it('equals scipy.signal.detrend', async () => {
    const golden = goldenJson<{ x: number[]; detrend: number[] }>('stats.json');
    const out = await run(
      tableOf(
        golden.x.map(() => 1),
        golden.x.map((_, i) => i),
        golden.x,
      ),
    );
    for (const [i, expected] of golden.detrend.entries())
      expect(Math.abs(Number(out.values[i]) - expected)).toBeLessThan(1e-12);
  });
  it('adds the mean back where asked, and leaves gaps out of the trend', async () => {
    const out = await run(tableOf([1, 1, 1], [0, 1, 3], [1, Number.NaN, 7]), { keepMean: true });
    expect([...out.values]).toEqual([4, Number.NaN, 4].map(near));
  });
  it('follows a moving median, so that a short event stays', async () => {
    const out = await run(tableOf([1, 1, 1, 1, 1], [0, 1, 2, 3, 4], [1, 1, 9, 1, 1]), {
      method: 'moving median',
      window: 5,
    });
    expect([...out.values]).toEqual([0, 0, 8, 0, 0]);
  });
  it('makes 0 of a track of one row, and its value with keep mean', async () => {
    expect([...(await run(tableOf([1], [0], [5]))).values]).toEqual([0]);
    expect([...(await run(tableOf([1], [0], [5]), { keepMean: true })).values]).toEqual([5]);
  });
});
