import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/runtime/data/table.ts';
import { columnNames, groupRows, timeStep } from '../../src/runtime/kernels/reference/group-rows.ts';
import { mapSeries } from '../../src/runtime/kernels/reference/map-series.ts';

const table: Table = {
  columns: [
    { name: 'track', unit: '', values: Float64Array.of(7, 2, 7, Number.NaN, 2, 7) },
    { name: 'well', unit: '', values: ['A', 'A', 'A', 'A', 'B', ''] },
    { name: 'frame', unit: 'frame', values: Float64Array.of(4, 0, 2, 1, 2, 6) },
    { name: 'mean', unit: 'grey value', values: Float64Array.of(40, 10, 30, 99, 20, 50) },
  ],
  cautions: ['careful'],
};
const rowsOf = (groups: readonly string[], time = 'frame') =>
  groupRows(table, groups, time).map(({ names, rows }) => [names.join('/'), [...rows]]);

describe('groupRows', () => {
  it('collects the rows of each group in the order of time, leaving out rows without a group', () => {
    expect(rowsOf(['track'])).toEqual([
      ['7', [2, 0, 5]],
      ['2', [1, 4]],
    ]);
    expect(rowsOf(['track', 'well'])).toEqual([
      ['7/A', [2, 0]],
      ['2/A', [1]],
      ['2/B', [4]],
    ]);
  });
  it('makes one series of the table where there are no group columns', () => {
    expect(rowsOf([])).toEqual([['', [1, 3, 2, 4, 0, 5]]]);
  });
  it('leaves out rows without time', () => {
    const late = {
      ...table,
      columns: table.columns.with(2, { name: 'frame', unit: '', values: new Float64Array(6).fill(Number.NaN) }),
    };
    expect(groupRows(late, ['track'], 'frame')).toEqual([]);
  });
  it('names the columns that there are where one is missing', () => {
    expect(() => groupRows(table, ['cell'], 'frame')).toThrow('no column "cell"; there are: track, well, frame, mean');
    expect(() => groupRows(table, [], 'well')).toThrow('no numeric column "well"');
  });
});

describe('columnNames and timeStep', () => {
  it('splits at commas and drops what is empty', () => {
    expect(columnNames(' movie, track ,')).toEqual(['movie', 'track']);
    expect(columnNames('')).toEqual([]);
  });
  it('finds the usual step, and 1 where there is none', () => {
    expect(timeStep(Float64Array.of(4, 0, 2, 1, 2, 6), groupRows(table, ['track'], 'frame'))).toBe(2);
    expect(timeStep(new Float64Array(0), [])).toBe(1);
  });
});

describe('mapSeries', () => {
  const places = { column: 'mean', group: 'track', time: 'frame' };
  it('hands over each series in the order of time and puts the answers back in their rows', () => {
    const out = mapSeries(table, places, { name: 'rank', unit: '1' }, ({ times, values, step }) => {
      expect([...values]).toEqual([...values].sort((a, b) => a - b));
      return times.map((_, i) => i * step);
    });
    expect(out.columns.at(-1)).toEqual({ name: 'rank', unit: '1', values: Float64Array.of(2, 0, 0, Number.NaN, 2, 4) });
    expect(out.cautions).toEqual(['careful']);
    expect(table.columns).toHaveLength(4);
  });
  it('replaces a column of the same name where it stands', () => {
    const out = mapSeries(table, places, { name: 'mean', unit: '1' }, ({ values }) => values);
    expect(out.columns.map((column) => column.name)).toEqual(['track', 'well', 'frame', 'mean']);
    expect(out.columns[3]?.values[3]).toBeNaN();
  });
});
