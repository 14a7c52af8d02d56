import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/runtime/data/table.ts';
import { csvOf, parseCsv, type UnitStyle } from '../../../src/runtime/formats/csv.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';

const write = (table: Table, units?: UnitStyle) => [...csvOf(table, units)].join('');
const read = (text: string) => parseCsv(text, 't.csv');
const numeric = (name: string, unit: string, ...values: number[]) => ({
  name,
  unit,
  values: Float64Array.from(values),
});

describe('csvOf', () => {
  const table: Table = {
    columns: [
      numeric('frame', 'frame', 0, 1),
      numeric('x', 'µm', 0.1, Number.NaN),
      { name: 'name', unit: '', values: ['a,b', 'c#"d'] },
    ],
    cautions: ['intensity is not\nquantitative: histogram matching'],
  };
  it('writes cautions and units as comments, quotes what needs it, and one line a row', () => {
    expect(write(table)).toBe(
      '# caution: intensity is not quantitative: histogram matching\n# units: frame,µm,text\nframe,x,name\n0,0.1,"a,b"\n1,NaN,"c#""d"\n',
    );
  });
  it('writes units as a row of brackets, or not at all', () => {
    expect(
      write({ ...table, cautions: [] }, 'row')
        .split('\n')
        .slice(0, 3),
    ).toEqual(['frame,x,name', '(frame),(µm),', '0,0.1,"a,b"']);
    expect(write({ ...table, cautions: [] }, 'none').split('\n')[0]).toBe('frame,x,name');
  });
  it('writes a table without rows as its header, and one without columns as nothing', () => {
    expect(write({ columns: [numeric('x', 'px')], cautions: [] })).toBe('# units: px\nx\n');
    expect(write({ columns: [], cautions: [] })).toBe('');
  });
});

describe('csvOf and parseCsv', () => {
  const double = fc.oneof(fc.double(), fc.constantFrom(0, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2));
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('', '1', '#', '"', '=1+1', ' a ', 'NaN', 'line\nbreak', 'a;b', 'é'),
  );
  const tables = fc.integer({ min: 0, max: 6 }).chain((rows) =>
    fc.uniqueArray(
      fc.record({
        name: fc.string({ minLength: 1 }).filter((name) => name.trim() !== '' && !/^#/.test(name)),
        unit: fc.constantFrom('µm', '1', '', 'grey value'),
        values: fc.oneof(
          fc.array(double, { minLength: rows, maxLength: rows }).map((values) => Float64Array.from(values)),
          fc.array(cell, { minLength: rows, maxLength: rows }),
        ),
      }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
    ),
  );
  it('give every table back, numbers bit by bit and text letter by letter', () => {
    fc.assert(
      fc.property(tables, (drawn) => {
        const columns = drawn.map((one) => ({ ...one, unit: Array.isArray(one.values) ? '' : one.unit }));
        const back = read(write({ columns, cautions: [] }));
        expect(back.columns.map(({ name, unit }) => [name, unit])).toEqual(
          columns.map(({ name, unit }) => [name, unit]),
        );
        back.columns.forEach(({ values }, i) => {
          const expected = columns[i]?.values;
          if (expected instanceof Float64Array && values.length > 0) expect(values).toStrictEqual(expected);
          else expect([...values]).toEqual([...(expected ?? [])]);
        });
      }),
      { seed: 20261124, numRuns: 400 },
    );
  });
  it('give units back from a row of brackets', () => {
    const table = { columns: [numeric('x', 'µm', 1, 2), numeric('n', '', 3, 4)], cautions: [] };
    expect(read(write(table, 'row'))).toEqual(table);
  });
  it('give cautions back', () => {
    expect(read(write({ columns: [numeric('x', 'px', 1)], cautions: ['a: b', 'c'] })).cautions).toEqual(['a: b', 'c']);
  });
});

describe('parseCsv', () => {
  it('reads numbers with decimal commas where semicolons part the cells', () => {
    expect(read('x;y\n1,5;2,5\n').columns).toEqual([numeric('x', '', 1.5), numeric('y', '', 2.5)]);
  });
  it('reads a file with a byte order mark and other line ends', () => {
    expect(read('\uFEFFa,b\r\n1,2\r\n').columns).toEqual([numeric('a', '', 1), numeric('b', '', 2)]);
  });
  it('takes formulas as the text they are', () => {
    expect(read("name,v\n=cmd|' /C calc'!A0,1\n").columns[0]?.values).toEqual(["=cmd|' /C calc'!A0"]);
  });
  it('keeps identifiers of many digits as text', () => {
    expect(read('id,n\n12345678901234567890,1\n').columns[0]?.values).toEqual(['12345678901234567890']);
  });
  it.each([
    ['a,b\n1\n', 't.csv: row 2 has 1 cells, the header has 2'],
    ['a,b\n"x,1\n', 't.csv: row 2: a quote is not closed'],
    ['a,a\n1,2\n', 't.csv: two columns are called "a": rename one'],
  ])('refuses %j', (text, message) => expect(() => read(text)).toThrow(message));
  it('gives no columns for an empty file', () => expect(read('')).toEqual({ columns: [], cautions: [] }));
});

describeWith('corpus/other/csv')('parseCsv on the corpus', () => {
  const of = (name: string) => read(readFileSync(sharedFile(`corpus/other/csv/${name}`) ?? '', 'utf8'));
  it('reads special numbers', () => {
    const [x, y] = of('nan.csv').columns;
    expect(x?.values).toEqual(Float64Array.of(Number.NaN, -0));
    expect(y?.values).toEqual(Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY));
  });
  it('reads 100,000 columns', () => expect(of('wide_100k.csv').columns.length).toBe(100_000));
  it.each(['ragged.csv', 'unclosed.csv', 'dup_header.csv'])('refuses %s', (name) =>
    expect(() => of(name)).toThrow('t.csv: '),
  );
  it.each(['bom_crlf.csv', 'comma_decimal.csv', 'formula.csv', 'nul.csv'])('reads %s', (name) =>
    expect(of(name).columns.length).toBe(2),
  );
});
