import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainView } from '../../src/editor/results/results-store.ts';
import { shownNumber, tsvOf } from '../../src/editor/results/table/cell-text.ts';
import { movedOrder, nextSort, shownColumns } from '../../src/editor/results/table/column-layout.ts';
import { numberFilter, textFilter } from '../../src/editor/results/table/filter-of.ts';
import { shownPart } from '../../src/editor/results/table/shown-part.ts';
import { filterFault, rowsOf } from '../../src/editor/results/table/table-rows.ts';
import type { Table } from '../../src/runtime/data/table.ts';

const table: Table = {
  columns: [
    { name: 'track', unit: '', values: Float64Array.of(1, 1, 2, 2, 3) },
    { name: 'area', unit: 'µm²', values: Float64Array.of(5, Number.NaN, -1, 5, 0) },
    { name: 'name', unit: '', values: ['cell 10', 'cell 2', '', 'Other', 'cell 2'] },
  ],
  cautions: ['beware'],
};
const all = { sort: [], filters: {}, tracks: null } as const;
const rows = (choice: Partial<Parameters<typeof rowsOf>[1]>) => [...rowsOf(table, { ...all, ...choice })];
const by = (column: string, descending = false) => ({ column, descending });

describe('rows of a table', () => {
  it('are all, in order, where nothing is chosen', () => {
    expect(rows({})).toEqual([0, 1, 2, 3, 4]);
  });
  it('are sorted by a column; equal ones keep their order, missing ones come last both ways', () => {
    expect(rows({ sort: [by('area')] })).toEqual([2, 4, 0, 3, 1]);
    expect(rows({ sort: [by('area', true)] })).toEqual([0, 3, 4, 2, 1]);
  });
  it('are sorted as text with numbers in it, empty ones last', () => {
    expect(rows({ sort: [by('name')] })).toEqual([1, 4, 0, 3, 2]);
    expect(rows({ sort: [by('name', true)] })).toEqual([3, 0, 1, 4, 2]);
  });
  it('are sorted by several columns, the first counting most', () => {
    expect(rows({ sort: [by('track', true), by('area')] })).toEqual([4, 2, 3, 0, 1]);
  });
  it('are filtered by numbers, text and tracks together', () => {
    expect(rows({ filters: { area: '>= 0' } })).toEqual([0, 3, 4]);
    expect(rows({ filters: { area: '>= 0', name: 'CELL' } })).toEqual([0, 4]);
    expect(rows({ tracks: new Set([2]) })).toEqual([2, 3]);
    expect(rows({ tracks: new Set() })).toEqual([]);
  });
  it('pass a filter that cannot be read, which is named', () => {
    expect(rows({ filters: { area: 'foo' } })).toHaveLength(5);
    expect(filterFault(table.columns[1]!, '> 3 foo')).toContain('"foo" is no condition');
    expect(filterFault(table.columns[1]!, '> 3')).toBeNull();
  });
  it('are sorted as a comparison would sort them, whatever the numbers', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, 1, 1, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.boolean(), (values, descending) => {
        const one = { columns: [{ name: 'v', unit: '', values: Float64Array.from(values) }], cautions: [] };
        const sorted = rowsOf(one, { ...all, sort: [by('v', descending)] });
        const expected = values
          .map((v, row) => ({ v, row }))
          .sort((a, b) => {
            if (Number.isNaN(a.v) || Number.isNaN(b.v))
              return Number(Number.isNaN(a.v)) - Number(Number.isNaN(b.v)) || a.row - b.row;
            const order = a.v < b.v ? -1 : a.v > b.v ? 1 : 0;
            return (descending ? -order : order) || a.row - b.row;
          });
        expect([...sorted]).toEqual(expected.map(({ row }) => row));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
  it('of 200,000 are sorted by two keys', () => {
    const random = Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(i * 12.9898) * 43758.5453);
    const track = Float64Array.from({ length: 200_000 }, (_, i) => i % 500);
    const big = {
      columns: [
        { name: 'a', unit: '', values: random },
        { name: 'track', unit: '', values: track },
      ],
      cautions: [],
    };
    const sorted = rowsOf(big, { ...all, sort: [by('track'), by('a', true)] });
    for (let i = 1; i < sorted.length; i++) {
      const [p, q] = [sorted[i - 1]!, sorted[i]!];
      if (track[p]! < track[q]! || (track[p] === track[q] && random[p]! >= random[q]!)) continue;
      expect.fail(`row ${p} stands before row ${q}`);
    }
  });
});

describe('filters', () => {
  const passing = (text: string, values: readonly number[]) => {
    const filter = numberFilter(text);
    if ('fault' in filter) throw new Error(filter.fault);
    return values.filter(filter.passes);
  };
  const values = [-2, 0, 2, 3.5, 5, Number.NaN, Number.POSITIVE_INFINITY];
  it.each([
    ['> 2', [3.5, 5, Number.POSITIVE_INFINITY]],
    ['>=2 <5', [2, 3.5]],
    ['≤ 0', [-2, 0]],
    ['2..5', [2, 3.5, 5]],
    ['-2 5', [-2, 5]],
    ['= 0', [0]],
    ['nan', [Number.NaN]],
    ['!= nan', [-2, 0, 2, 3.5, 5, Number.POSITIVE_INFINITY]],
    ['!=0, != nan, < 3', [-2, 2]],
    ['inf', [Number.POSITIVE_INFINITY]],
    ['1e0..4', [2, 3.5]],
    ['', values],
  ])('of numbers: %s', (text, expected) => {
    expect(passing(text, values)).toEqual(expected);
  });
  it('of text: contains, exactly, not', () => {
    const passes = (text: string) => {
      const filter = textFilter(text);
      return 'fault' in filter ? [] : ['Alpha', 'alphabet', 'beta'].filter(filter.passes);
    };
    expect(passes('ALPHA')).toEqual(['Alpha', 'alphabet']);
    expect(passes('= alpha')).toEqual(['Alpha']);
    expect(passes('!alpha')).toEqual(['beta']);
  });
});

describe('columns', () => {
  it('are shown in the order wanted without those hidden', () => {
    const names = (view: { hidden: readonly string[]; order: readonly string[] }) =>
      shownColumns(table, view).map(({ column }) => column.name);
    expect(names(plainView)).toEqual(['track', 'area', 'name']);
    expect(names({ hidden: ['area'], order: ['name'] })).toEqual(['name', 'track']);
    const columns = shownColumns(table, plainView);
    expect(movedOrder(columns, 'area', -1)).toEqual(['area', 'track', 'name']);
    expect(movedOrder(columns, 'name', 1)).toEqual(['track', 'area', 'name']);
  });
  it('are sorted up, down and not, alone or with others', () => {
    const up = nextSort([], 'a', false);
    expect(up).toEqual([by('a')]);
    expect(nextSort(up, 'a', false)).toEqual([by('a', true)]);
    expect(nextSort([by('a', true)], 'a', false)).toEqual([]);
    expect(nextSort(up, 'b', true)).toEqual([by('a'), by('b')]);
    expect(nextSort([by('a'), by('b')], 'a', true)).toEqual([by('a', true), by('b')]);
    expect(nextSort([by('a'), by('b')], 'c', false)).toEqual([by('c')]);
  });
});

describe('cells', () => {
  it('show numbers as a reader wants them, and missing ones as a dash', () => {
    const shown = [0, 3, -3, 0.1 + 0.2, 123456.789, 1e-9, 12345678.9, Number.NaN, Number.NEGATIVE_INFINITY].map(
      shownNumber,
    );
    expect(shown).toEqual(['0', '3', '−3', '0.3', '123457', '1e−9', '1.2346e+7', '–', '−∞']);
  });
  it('are copied in full, with names and units', () => {
    expect(tsvOf(table, [3, 1], [1, 2])).toBe('area (µm²)\tname\n5\tOther\nNaN\tcell 2\n');
  });
  it('of a part are a table that says so', () => {
    const part = shownPart(table, Uint32Array.of(3, 0), shownColumns(table, { hidden: ['track'], order: ['name'] }));
    expect(part.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ['name', 'Other', 'cell 10'],
      ['area', 5, 5],
    ]);
    expect(part.cautions).toEqual(['beware', 'a part of a table, chosen by hand: 2 of its 5 rows']);
  });
});
