import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/runtime/data/table.ts';
import { summaryTable } from '../../src/runtime/kernels/reference/summary-table.ts';

const table: Table = {
  columns: [
    { name: 'dose', unit: 'µM', values: ['high', 'low', 'high', 'high', 'low', 'high', ''] },
    { name: 'frame', unit: 'frame', values: Float64Array.of(1, 0, 0, 1, 0, Number.NaN, 0) },
    { name: 'mean', unit: 'grey value', values: Float64Array.of(3, 10, 7, 5, Number.NaN, 1, 100) },
  ],
  cautions: ['careful'],
};
const values = (out: Table, name: string) => [...out.columns.find((column) => column.name === name)!.values];

describe('summaryTable', () => {
  it('has one row for each group and time, groups in the order of their first row', () => {
    const out = summaryTable(table, 'mean', 'frame', ['dose'], 0.95);
    expect(out.columns.map(({ name }) => name)).toEqual([
      'dose',
      'frame',
      'n',
      'mean',
      'sd',
      'sem',
      'ci_low',
      'ci_high',
      'median',
      'q1',
      'q3',
    ]);
    expect(values(out, 'dose')).toEqual(['high', 'high', 'low']);
    expect(values(out, 'frame')).toEqual([0, 1, 0]);
    expect(values(out, 'n')).toEqual([1, 2, 1]);
    expect(values(out, 'mean')).toEqual([7, 4, 10]);
    expect(values(out, 'sd')).toEqual([Number.NaN, Math.SQRT2, Number.NaN]);
    expect(values(out, 'q1')).toEqual([7, 3.5, 10]);
    // t of one degree of freedom is 12.706, the standard error 1
    expect(values(out, 'ci_low')[1]).toBeCloseTo(4 - 12.706204736432095, 9);
    expect(out.cautions).toEqual(['careful']);
  });
  it('puts all rows of a time together where there is nothing to split by', () => {
    const out = summaryTable(table, 'mean', 'frame', [], 0.95);
    expect(values(out, 'frame')).toEqual([0, 1]);
    expect(values(out, 'n')).toEqual([3, 2]);
    expect(values(out, 'median')).toEqual([10, 4]);
    expect(out.columns.find(({ name }) => name === 'mean')?.unit).toBe('grey value');
  });
  it('is empty for an empty table', () => {
    const none = {
      ...table,
      columns: table.columns.map((column) => ({ ...column, values: column.values.slice(0, 0) })),
    };
    expect(values(summaryTable(none, 'mean', 'frame', ['dose'], 0.95), 'n')).toEqual([]);
  });
});
