import { describe, expect, it } from 'vitest';
import normalise from '../../../src/nodes/series/normalise.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

/** Two tracks, rows mixed; one spot belongs to no track. */
const table: Table = {
  columns: [
    { name: 'track', unit: '', values: Float64Array.of(1, 2, 1, 2, 1, Number.NaN) },
    { name: 'frame', unit: 'frame', values: Float64Array.of(0, 5, 2, 6, 1, 0) },
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.of(2, 10, 8, 30, 4, 7) },
  ],
  cautions: ['careful'],
};
const run = async (params: Record<string, StoredParam> = {}, input = table) =>
  (await runNode(normalise, { table: input }, params))['table'] as Table;
const last = (out: Table) => out.columns.at(-1)!;

const near = (value: number) => (Number.isNaN(value) ? value : expect.closeTo(value, 12));

describe('series.normalise', () => {
  it('divides each track by the mean of its own first frames', async () => {
    const out = await run({ frames: 2 });
    expect(last(out)).toEqual({
      name: 'mean_intensity_ch1_normalised',
      unit: '1',
      values: Float64Array.of(2 / 3, 0.5, 8 / 3, 1.5, 4 / 3, Number.NaN),
    });
    expect(out.columns.slice(0, 3)).toEqual(table.columns);
    expect(out.cautions).toEqual(['careful']);
  });
  it('gives the change relative to a stretch of the movie, and NaN to tracks that are not there', async () => {
    const out = await run({ method: 'ΔF/F0', baseline: 'frame range', from: 0, to: 1 });
    expect([...last(out).values]).toEqual([-1 / 3, Number.NaN, 5 / 3, Number.NaN, 1 / 3, Number.NaN].map(near));
  });
  it('reads the range in the unit of the time column', async () => {
    const seconds = {
      ...table,
      columns: table.columns.with(1, { name: 'time', unit: 's', values: Float64Array.of(0, 150, 60, 180, 30, 0) }),
    };
    const out = await run({ time: 'time', baseline: 'frame range', from: 0, to: 45, name: 'r' }, seconds);
    expect(last(out).name).toBe('r');
    expect(last(out).values[0]).toBeCloseTo(2 / 3, 12);
  });
  it('takes the table as one series where the group is empty', async () => {
    expect([...last(await run({ group: '', method: 'min–max' })).values]).toEqual(
      [0, 2 / 7, 3 / 14, 1, 1 / 14, 5 / 28].map(near),
    );
  });
  it('names the columns there are where one is missing', async () => {
    await expect(run({ column: 'area' })).rejects.toThrow(
      'no numeric column "area"; there are: track, frame, mean_intensity_ch1',
    );
  });
  it('leaves an empty table empty', async () => {
    const none = { ...table, columns: table.columns.map((column) => ({ ...column, values: new Float64Array(0) })) };
    expect(last(await run({}, none)).values).toEqual(new Float64Array(0));
  });
});
