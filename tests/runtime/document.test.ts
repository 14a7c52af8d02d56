import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/nodes/catalog.ts';
import type { Table } from '../../src/runtime/data/table.ts';
import { type GraphDocument, writeDocument } from '../../src/runtime/graph/document.ts';
import { currentFormat, parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { testNodes } from '../support/nodes.ts';
import { testRun } from '../support/run.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/documents/${name}`, import.meta.url));
const text = readFileSync(fixture('format-1.json'), 'utf8');

describe('a document', () => {
  it('is written byte for byte as it was read', () => {
    expect(writeDocument(parseDocument(text))).toBe(text);
  });

  it('is written the same whatever the order of its keys and edges', () => {
    const document = parseDocument(text);
    const shuffled: GraphDocument = {
      ...document,
      nodes: Object.fromEntries(Object.entries(document.nodes).reverse()),
      edges: [...document.edges].reverse(),
    };
    expect(writeDocument(shuffled)).toBe(text);
  });

  it('survives any names and texts', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 }).filter((id) => !id.includes('.'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), fc.string(), (ids, notes) => {
        const nodes = Object.fromEntries(
          ids.map((id) => [id, { type: 'test.add', version: 1, params: {}, at: [0, 1] as const }]),
        );
        const document: GraphDocument = {
          format: 'cellwire-graph',
          formatVersion: 1,
          title: '',
          notes,
          nodes,
          edges: [],
          groups: {},
          exposed: {},
        };
        const written = writeDocument(document);
        expect(writeDocument(parseDocument(written))).toBe(written);
      }),
      { seed: 11 },
    );
  });

  it.each([
    ['no JSON', '{', 'this is not a Cellwire graph'],
    ['another format', '{"format":"x"}', 'has no "format": "cellwire-graph"'],
    ['a newer format', '{"format":"cellwire-graph","formatVersion":99}', 'reads up to 1: update Cellwire'],
    ['an unknown field', text.replace('"notes"', '"remarks"'), 'unknown field "remarks"'],
    ['a node without type', text.replace('"type": "test.add"', '"type": 5'), 'add.type is not text'],
    [
      'a parameter that is a list',
      text.replace('{ "value": 2 }', '{ "value": [2] }'),
      'value is neither a number, nor text, nor true or false',
    ],
    [
      'an edge with one end',
      text.replace('["add.movie", "twice.movie"]', '["add.movie"]'),
      'edges[0] is not [from, to]',
    ],
    ['a version that is no number', text.replace('"version": 1', '"version": "1"'), 'version is not a whole number'],
    ['null', 'null', 'is not an object'],
    ['a list', '[]', 'is not an object'],
  ])('is refused with a reason where it has %s', (_, broken, message) => {
    expect(() => parseDocument(broken)).toThrow(message);
  });

  it('is refused quickly where its subgraphs nest without end', () => {
    const nest = (depth: number): string =>
      `{"format":"cellwire-graph","formatVersion":1,"nodes":{},"edges":[]${depth > 0 ? `,"subgraphs":{"a":${nest(depth - 1)}}` : ''}}`;
    expect(() => parseDocument(nest(40))).toThrow('nested more than 16 deep');
  });
});

describe('documents of earlier versions', () => {
  it('have a fixture for every format so far, which opens, plans and runs', async () => {
    for (let version = 1; version <= currentFormat; version++) {
      expect(existsSync(fixture(`format-${version}.json`)), `tests/fixtures/documents/format-${version}.json`).toBe(
        true,
      );
      const document = parseDocument(readFileSync(fixture(`format-${version}.json`), 'utf8'));
      expect(planGraph(document, { nodes: testNodes, graphs: new Map() })).toHaveLength(6);
      const run = testRun(document, { until: ['collect'] });
      run.actor.start();
      expect(await run.ended()).toBe('succeeded');
      const table = run.executor.results.get('collect')?.['table'] as Table;
      // (t * 10 + 2 + 5) + (t * 10 + 2 + 1)
      expect([...(table.columns[0]?.values as Float64Array)]).toEqual([10, 30, 50]);
    }
  });

  it('have a fixture and a migration for every earlier version of every node', () => {
    for (const definition of catalog.values()) {
      for (let version = 1; version < definition.version; version++) {
        const name = `${definition.id}.v${version}.json`;
        expect(existsSync(fixture(name)), `tests/fixtures/documents/${name}`).toBe(true);
        expect(definition.migrate?.[version], `${definition.id} migrates version ${version}`).toBeTypeOf('function');
        const document = parseDocument(readFileSync(fixture(name), 'utf8'));
        expect(planGraph(document, { nodes: catalog, graphs: new Map() }).length).toBeGreaterThan(0);
      }
    }
  });
});
