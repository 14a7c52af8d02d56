import { describe, expect, it } from 'vitest';
import { catalog, templates } from '../../src/nodes/library.ts';
import type { Catalog } from '../../src/runtime/graph/catalog.ts';
import { type GraphDocument, writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { parseProvenance, provenanceOf } from '../../src/runtime/graph/provenance.ts';
import { type AnyNode, defineSource, port } from '../../src/runtime/node/define.ts';
import { file } from '../../src/runtime/node/params.ts';
import { testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

const open = defineSource({
  id: 'test.open',
  version: 1,
  title: 't',
  summary: 's',
  keywords: [],
  sources: ['test'],
  help: 'h',
  outputs: { movie: port('Movie', '') },
  params: { path: file({ accept: [], doc: '' }) },
  open: async () => ({ movie: undefined }) as never,
});
const small: Catalog = { nodes: new Map([...testNodes, [open.id, open as AnyNode]]), graphs: new Map() };
const fingerprint = (path: string) => (path === '/home/me/cells.tif' ? 'content-a' : `other ${path}`);
const made = (document: GraphDocument, step: string, portName = 'movie', of = small) => {
  const steps = new Map(planGraph(document, of, { fingerprint }).map((one) => [one.id, one]));
  return provenanceOf(steps, [{ step, port: portName }], of.nodes);
};

const names = { movie: 'open', one: 'left', two: 'right', sum: 'join' };
const diamond = ({ movie, one, two, sum }: typeof names) =>
  graph(
    {
      [movie]: ['test.open', { path: '/home/me/cells.tif' }],
      [one]: ['test.add', { value: 1, failAt: -1 }],
      [two]: ['test.add', { value: 7 }],
      [sum]: 'test.join',
      [`${sum}x`]: 'test.collect',
    },
    [
      [`${movie}.movie`, `${one}.movie`],
      [`${movie}.movie`, `${two}.movie`],
      [`${one}.movie`, `${sum}.a`],
      [`${two}.movie`, `${sum}.b`],
      [`${sum}.movie`, `${sum}x.movie`],
    ],
  );

describe('provenanceOf', () => {
  it('is the graph above an output, with only what differs from the defaults, placed by depth', () => {
    const { document, made: about } = parseProvenance(made(diamond(names), 'join'));
    expect(document.nodes).toEqual({
      open: { type: 'test.open', version: 1, params: {}, at: [0, 0] },
      add: { type: 'test.add', version: 1, params: {}, at: [15, 0] },
      'add-2': { type: 'test.add', version: 1, params: { value: 7 }, at: [15, 16] },
      join: { type: 'test.join', version: 1, params: {}, at: [30, 0] },
    });
    expect(document.edges).toEqual([
      ['add-2.movie', 'join.b'],
      ['add.movie', 'join.a'],
      ['open.movie', 'add-2.movie'],
      ['open.movie', 'add.movie'],
    ]);
    expect(about.results).toEqual(['join.movie']);
    expect(about.cellwire).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('says nothing of where files lie, and is one line', () => {
    const text = made(diamond(names), 'join');
    expect(text).not.toContain('cells.tif');
    expect(text).not.toContain('\n');
  });

  it('is the same text for the same result, whatever nodes are called and in which order they stand', () => {
    const renamed = diamond({ movie: 'z', one: 'y', two: 'x', sum: 'a' });
    const nodes = Object.fromEntries(Object.entries(renamed.nodes).reverse());
    const other = { ...renamed, title: 'Mine', nodes, edges: [...renamed.edges].reverse() };
    expect(made(other, 'a')).toBe(made(diamond(names), 'join'));
  });

  it('names two nodes that compute the same once', () => {
    const twice = diamond(names);
    const nodes = { ...twice.nodes, right: { ...twice.nodes['left']!, at: [9, 9] as const } };
    expect(Object.keys(parseProvenance(made({ ...twice, nodes }, 'join')).document.nodes)).toEqual([
      'add',
      'join',
      'open',
    ]);
  });

  it.each([...templates.keys()])('plans to the keys that it names: %s', (name) => {
    const document = parseDocument(templates.get(name) ?? '');
    const plan = planGraph(document, catalog, { fingerprint });
    const steps = new Map(plan.map((one) => [one.id, one]));
    const sinks = plan.filter(({ type }) => catalog.nodes.get(type)?.role === 'sink');
    expect(sinks.length).toBeGreaterThan(0);
    for (const sink of sinks) {
      const text = provenanceOf(steps, Object.values(sink.inputs), catalog.nodes);
      const { document: again, made: about } = parseProvenance(text);
      const keys = Object.fromEntries(planGraph(again, catalog, { fingerprint }).map(({ id, key }) => [id, key]));
      expect(keys).toEqual(about.keys);
      expect(Object.values(about.keys)).toEqual(
        expect.arrayContaining(Object.values(sink.inputs).map(({ step }) => steps.get(step)?.key)),
      );
    }
  });

  it('opens subgraphs', () => {
    const document = graph({ open: 'io.open-movie', correct: 'drift.correct-drift' }, [
      ['open.movie', 'correct.movie'],
    ]);
    const { document: flat } = parseProvenance(made(document, 'correct/apply', 'movie', catalog));
    expect(
      Object.values(flat.nodes)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['drift.apply', 'drift.estimate', 'io.open-movie']);
  });
});

describe('a graph that came with a result', () => {
  it('opens as any graph, and is saved without what was said of the result', () => {
    const text = made(diamond(names), 'join');
    const document = parseDocument(text);
    expect(writeDocument(document)).not.toContain('made');
    expect(writeDocument(document)).toBe(writeDocument(parseProvenance(text).document));
  });
  it('is refused where it is no graph, and read where only what is said of it is odd', () => {
    expect(() => parseProvenance('{"nodes":{}}')).toThrow('this is not a Cellwire graph');
    const odd = { ...JSON.parse(made(diamond(names), 'join')), made: { results: [1, 'a.b'], keys: { a: 3 } } };
    expect(parseProvenance(JSON.stringify(odd)).made).toEqual({ cellwire: '', results: ['a.b'], keys: {} });
    expect(() => parseProvenance(JSON.stringify({ ...odd, made: 'x' }))).toThrow('"made" is no object');
  });
});
