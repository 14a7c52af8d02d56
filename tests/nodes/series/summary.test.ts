import { describe, expect, it } from 'vitest';
import summary from '../../../src/nodes/series/summary.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { runNode } from '../../support/run-node.ts';

const table: Table = {
  columns: [
    { name: 'treatment', unit: '', values: ['a', 'a', 'b', 'a', 'a'] },
    { name: 'frame', unit: 'frame', values: Float64Array.of(0, 0, 0, 1, 1) },
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.of(1, 3, 9, 4, Number.NaN) },
  ],
  cautions: ['careful'],
};

describe('series.summary', () => {
  it('gives one row for each time over all tracks', async () => {
    const out = (await runNode(summary, { table }))['table'] as Table;
    const column = (name: string) => [...out.columns.find((one) => one.name === name)!.values];
    expect(column('frame')).toEqual([0, 1]);
    expect(column('n')).toEqual([3, 1]);
    expect(column('median')).toEqual([3, 4]);
    expect(out.cautions).toEqual(['careful']);
  });
  it('splits by columns, with the confidence asked for', async () => {
    const out = (await runNode(summary, { table }, { by: 'treatment', confidence: 90 }))['table'] as Table;
    const column = (name: string) => [...out.columns.find((one) => one.name === name)!.values];
    expect(column('treatment')).toEqual(['a', 'a', 'b']);
    expect(column('mean')).toEqual([2, 4, 9]);
    // t of one degree of freedom at 90 % is 6.3138, the standard error 1
    expect(column('ci_high')[0]).toBeCloseTo(2 + 6.313751514675041, 9);
  });
});
