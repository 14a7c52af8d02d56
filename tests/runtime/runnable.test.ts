import { describe, expect, it } from 'vitest';
import { catalog, templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { runnable } from '../../src/runtime/graph/runnable.ts';
import { testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

const testCatalog = { nodes: testNodes, graphs: new Map() };
const ids = (document: GraphDocument) => runnable(document, testCatalog).plan.map(({ id }) => id);
const faults = (document: GraphDocument) =>
  runnable(document, testCatalog).faults.map(({ node, port, code }) => [node, port, code]);

describe('runnable', () => {
  it.each([...templates])('plans a finished graph as planGraph does: %s', (_, text) => {
    const document = withSample(parseDocument(text), new Set());
    const { plan, faults: found } = runnable(document, catalog);
    const open = found.filter(({ code }) => code === 'no-file').map(({ node }) => node);
    if (open.length === 0) expect(plan).toEqual(planGraph(document, catalog));
    expect(found.length).toBe(open.length);
  });

  it('of an empty graph is empty', () => {
    expect(runnable(graph({}, []), testCatalog)).toEqual({ plan: [], faults: [], leftOut: new Set() });
  });

  it('leaves out a node whose input is missing, and what hangs on it, naming the first only', () => {
    const document = graph({ movie: 'test.count', a: 'test.add', b: 'test.add', c: 'test.add' }, [
      ['movie.movie', 'a.movie'],
      ['b.movie', 'c.movie'],
    ]);
    expect(ids(document)).toEqual(['movie', 'a']);
    expect(faults(document)).toEqual([['b', 'movie', 'missing-input']]);
  });

  it('leaves out a node of an unknown type, and what hangs on it', () => {
    const document = graph({ movie: 'test.nothing', a: 'test.add', other: 'test.count' }, [['movie.movie', 'a.movie']]);
    expect(ids(document)).toEqual(['other']);
    expect(faults(document)).toEqual([['movie', null, 'unknown-node']]);
  });

  it('names a wrong kind at the node that takes it, and goes on with the others', () => {
    const document = graph({ movie: 'test.count', fold: 'test.collect', a: 'test.add', b: 'test.add' }, [
      ['movie.movie', 'fold.movie'],
      ['fold.table', 'a.movie'],
      ['movie.movie', 'b.movie'],
    ]);
    expect(ids(document).sort()).toEqual(['b', 'fold', 'movie']);
    expect(faults(document)).toEqual([['a', 'movie', 'kind-mismatch']]);
  });

  it('names a parameter out of range', () => {
    const document = graph({ movie: ['test.count', { frames: -3 }], other: 'test.count' }, []);
    expect(ids(document)).toEqual(['other']);
    expect(faults(document)).toEqual([['movie', null, 'bad-param']]);
  });

  it('leaves out a loop and names it', () => {
    const document = graph({ a: 'test.add', b: 'test.add', movie: 'test.count' }, [
      ['a.movie', 'b.movie'],
      ['b.movie', 'a.movie'],
    ]);
    expect(ids(document)).toEqual(['movie']);
    expect(faults(document).map(([, , code]) => code)).toEqual(['cycle']);
  });

  it('leaves out what reads a file that nothing is bound to, and keeps its key once it is', () => {
    const document = parseDocument(templates.get('nuclei-tracking') ?? '');
    const without = runnable(document, catalog);
    expect(without.plan).toEqual([]);
    expect(without.faults.map(({ node, code }) => [node, code])).toEqual([['open', 'no-file']]);
    const options = { overrides: new Map([['open', { path: 'bound/open/a.tif' }]]), fingerprint: () => 'abc' };
    expect(runnable(document, catalog, options)).toMatchObject({
      faults: [],
      plan: planGraph(document, catalog, options),
    });
  });

  it('names a fault in a subgraph by its path, and runs what does not hang on it', () => {
    const inner = { ...graph({ a: 'test.add' }, []), exposed: { outputs: { movie: 'a.movie' } } };
    const outer = graph({ sub: 'graph.inner', b: 'test.add', movie: 'test.count' }, [['sub.movie', 'b.movie']]);
    const document: GraphDocument = { ...outer, subgraphs: { inner } };
    expect(ids(document)).toEqual(['movie']);
    expect(faults(document)).toEqual([['sub/a', 'movie', 'missing-input']]);
  });
});
