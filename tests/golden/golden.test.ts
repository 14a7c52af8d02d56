import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { describeWith, sharedFile } from '../support/golden.ts';
import { cases } from './cases.ts';
import type { GoldenCase } from './golden-case.ts';
import { notCovered } from './not-covered.ts';
import { goldenPage, rowStart } from './table.ts';

const page = fileURLToPath(new URL('../../docs/golden.md', import.meta.url));
const committed = fileURLToPath(new URL('../fixtures/golden/', import.meta.url));
const isWriting = process.env['CELLWIRE_WRITE_GOLDEN'] === '1';
const found = new Map<GoldenCase, number>();

describe('ours lies within the tolerance of the reference', () => {
  for (const one of cases) {
    const isMissing = one.needs !== undefined && sharedFile(one.needs) === null;
    const title = `${one.golden}, ${one.tool}: ${one.ours}, ${one.compares}`;
    test.skipIf(isMissing)(isMissing ? `${title} (needs ../shared/${one.needs})` : title, async () => {
      found.set(one, Number.NaN); // stays where the next line throws
      const difference = await one.difference();
      found.set(one, difference);
      expect(difference).toBeLessThanOrEqual(one.tolerance);
    });
  }
  afterAll(() => {
    if (isWriting) writeFileSync(page, goldenPage(cases, found, notCovered));
  });
});

const fileOf = (golden: string) => golden.split(':')[0]!;
const inTable = new Set(cases.map(({ golden }) => fileOf(golden)));

describe('the table of reference outputs', () => {
  test('has a row for every committed output', () => {
    const outputs = readdirSync(committed).filter((name) => !name.startsWith('in-') && name !== 'README.md');
    expect(outputs.filter((name) => !inTable.has(name))).toEqual([]);
  });

  test.skipIf(isWriting)('is written in docs/golden.md, with every row and no other (else: npm run golden)', () => {
    const written = readFileSync(page, 'utf8').split('\n');
    const unwritten = cases.filter((one) => !written.some((line) => line.startsWith(rowStart(one))));
    expect(unwritten.map(rowStart)).toEqual([]);
    const rows = written.filter((line) => / \| (yes|\*\*no\*\*|not run[^|]*) \|$/.test(line));
    expect(rows.length).toBe(cases.length);
  });
});

describeWith('golden')('the list of outputs without a row', () => {
  test('and the table together name every file of ../shared/golden', () => {
    const known = new Set([...inTable, ...notCovered.flatMap(({ goldens }) => goldens.map(fileOf))]);
    const entries = readdirSync(sharedFile('golden')!, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== 'README.md').map(({ name }) => name);
    expect(files.filter((name) => !known.has(name))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });
});
