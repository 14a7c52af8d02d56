import { describe, expect, it } from 'vitest';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { GraphError } from '../../src/runtime/graph/errors.ts';
import { type PlanOptions, planGraph } from '../../src/runtime/graph/plan.ts';
import { defineNode, port } from '../../src/runtime/node/define.ts';
import { number } from '../../src/runtime/node/params.ts';
import { pulledAgain, unitsOf } from '../../src/runtime/schedule/units.ts';
import { testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

const catalog = { nodes: testNodes, graphs: new Map<string, GraphDocument>() };
const plan = (document: GraphDocument, options?: PlanOptions) => planGraph(document, catalog, options);
const keys = (document: GraphDocument, options?: PlanOptions) =>
  new Map(plan(document, options).map(({ id, key }) => [id, key]));
const changedBy = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  [...a]
    .filter(([id, key]) => b.get(id) !== key)
    .map(([id]) => id)
    .sort();

const nodes = {
  open: 'test.count',
  left: 'test.add',
  right: 'test.window-sum',
  join: 'test.join',
  collect: 'test.collect',
} as const;
const edges = [
  ['open.movie', 'left.movie'],
  ['open.movie', 'right.movie'],
  ['left.movie', 'join.a'],
  ['right.movie', 'join.b'],
  ['join.movie', 'collect.movie'],
] as const;
const diamond = graph(nodes, edges);

describe('the plan', () => {
  it('orders every step after its inputs', () => {
    const order = plan(diamond).map(({ id }) => id);
    expect(order.indexOf('open')).toBeLessThan(order.indexOf('left'));
    expect(order.indexOf('right')).toBeLessThan(order.indexOf('join'));
  });

  it('changes the keys of a step and of what is below it when a parameter changes, and no other', () => {
    const after = graph({ ...nodes, left: ['test.add', { value: 3 }] }, edges);
    expect(changedBy(keys(diamond), keys(after))).toEqual(['collect', 'join', 'left']);
  });

  it('gives the same keys whether a default is written out, and whatever the ids, titles and places', () => {
    const written = graph({ ...nodes, left: ['test.add', { value: 1 }] }, edges);
    expect(changedBy(keys(diamond), keys(written))).toEqual([]);
    const renamed = graph({ source: 'test.count', plus: 'test.add' }, [['source.movie', 'plus.movie']]);
    expect(keys(renamed).get('plus')).toBe(keys(diamond).get('left'));
  });

  it('gives other keys for other content of a file, and for other numerics', () => {
    expect(changedBy(keys(diamond), keys(diamond, { numerics: 'gpu' }))).toHaveLength(5);
  });

  it('tells an edge to one port from an edge to another', () => {
    const swapped = graph(nodes, [
      ['open.movie', 'left.movie'],
      ['open.movie', 'right.movie'],
      ['left.movie', 'join.b'],
      ['right.movie', 'join.a'],
      ['join.movie', 'collect.movie'],
    ]);
    expect(changedBy(keys(diamond), keys(swapped))).toEqual(['collect', 'join']);
  });

  it('takes settings from outside, text included', () => {
    const overrides = new Map([['left', { value: '7', length: '2.5 µm' }]]);
    expect(plan(diamond, { overrides }).find(({ id }) => id === 'left')?.params).toEqual({
      value: 7,
      failAt: -1,
      length: '2.5 µm',
    });
  });

  const table = graph({ ...nodes, n: 'test.add-mean' }, [
    ...edges,
    ['open.movie', 'n.movie'],
    ['join.movie', 'n.table'],
  ]);
  it.each<[string, GraphDocument, string, PlanOptions?]>([
    [
      'a parameter out of range',
      graph({ ...nodes, left: ['test.add', { value: 5000 }] }, edges),
      'left.value is 5000, expected -1000 to 1000 grey value',
    ],
    [
      'a parameter that is not there',
      graph({ ...nodes, left: ['test.add', { amount: 5 }] }, edges),
      'left: there is no parameter "amount"; it has: value, failAt, length',
    ],
    [
      'a fraction for a whole number',
      graph({ ...nodes, left: ['test.add', { failAt: 1.5 }] }, edges),
      'left.failAt is 1.5, expected a whole number',
    ],
    ['a kind that does not fit', table, 'n.table takes Table, but is connected to join.movie, which gives Movie'],
    [
      'an input left open',
      graph(nodes, [...edges.slice(0, 3), ['join.movie', 'collect.movie']]),
      'join.b is not connected: connect it to an output of kind Movie',
    ],
    [
      'a port that is not there',
      graph(nodes, [...edges, ['open.film', 'join.a']]),
      'open: there is no output "film"; it has: movie',
    ],
    ['two edges into one port', graph(nodes, [...edges, ['open.movie', 'join.a']]), 'join.a is connected twice'],
    ['a cycle', graph(nodes, [...edges.slice(1), ['join.movie', 'left.movie']]), 'depends on itself'],
    [
      'an unknown type',
      graph({ ...nodes, left: 'test.ad' }, edges),
      'left: there is no node type "test.ad"; did you mean "test.add"?',
    ],
    [
      'an edge to a node that is not there',
      graph(nodes, [...edges, ['opne.movie', 'join.a']]),
      'names a node that is not in the graph; did you mean "open"?',
    ],
    [
      'a setting for a node that is not there',
      diamond,
      'names a node that is not in the graph; did you mean "left"?',
      { overrides: new Map([['lefd', { value: 1 }]]) },
    ],
  ])('refuses %s by name', (_, document, message, options) => {
    expect(() => plan(document, options)).toThrow(message);
    expect(() => plan(document, options)).toThrow(GraphError);
  });

  it('refuses a node of a newer version, and brings an older one forward', () => {
    const newer = graph({ a: 'test.count' }, []);
    const node = newer.nodes['a'];
    if (!node) throw new Error('no node');
    expect(() => plan({ ...newer, nodes: { a: { ...node, version: 2 } } })).toThrow(
      'test.count has version 2 in the graph, this Cellwire has 1',
    );
    const renamed = defineNode({
      id: 'test.count',
      version: 2,
      title: 't',
      summary: 's',
      keywords: [],
      sources: ['x'],
      help: 'h',
      inputs: {},
      outputs: { table: port('Table', '') },
      params: { length: number({ default: 1, min: 0, max: 100, unit: '1', doc: '' }) },
      time: { scope: 'movie' },
      migrate: { 1: ({ frames, ...rest }) => ({ ...rest, length: frames }) },
      async run() {
        return { table: { columns: [], cautions: [] } };
      },
    });
    const later = { nodes: new Map([['test.count', renamed]]), graphs: new Map() };
    expect(planGraph(graph({ a: ['test.count', { frames: 9 }] }, []), later)[0]?.params).toEqual({ length: 9 });
  });
});

describe('subgraphs', () => {
  const inner = (extra: Partial<GraphDocument> = {}): GraphDocument => ({
    ...graph({ plus: 'test.add', sum: 'test.window-sum' }, [['plus.movie', 'sum.movie']]),
    exposed: { inputs: { movie: ['plus.movie'] }, outputs: { movie: 'sum.movie' }, params: { amount: 'plus.value' } },
    ...extra,
  });
  const outer = (params: Record<string, number> = {}, extra: Partial<GraphDocument> = {}): GraphDocument => ({
    ...graph({ open: 'test.count', part: ['graph.part', params], collect: 'test.collect' }, [
      ['open.movie', 'part.movie'],
      ['part.movie', 'collect.movie'],
    ]),
    subgraphs: { part: inner(extra) },
  });

  it('open in place: ids are paths, exposed parameters reach the node that owns them', () => {
    const steps = plan(outer({ amount: 4 }));
    expect(steps.map(({ id }) => id).sort()).toEqual(['collect', 'open', 'part/plus', 'part/sum']);
    expect(steps.find(({ id }) => id === 'part/plus')?.params['value']).toBe(4);
  });
  it('have the keys of the same nodes without a subgraph', () => {
    const flat = graph({ open: 'test.count', plus: ['test.add', { value: 4 }], sum: 'test.window-sum' }, [
      ['open.movie', 'plus.movie'],
      ['plus.movie', 'sum.movie'],
    ]);
    expect(keys(outer({ amount: 4 })).get('part/sum')).toBe(keys(flat).get('sum'));
  });
  it('ship as ready nodes by type', () => {
    const ready = { nodes: testNodes, graphs: new Map([['drift.ready', inner()]]) };
    const document = graph({ open: 'test.count', part: 'drift.ready', collect: 'test.collect' }, [
      ['open.movie', 'part.movie'],
      ['part.movie', 'collect.movie'],
    ]);
    expect(planGraph(document, ready)).toHaveLength(4);
  });
  it('take settings by their own names and by path', () => {
    const overrides = new Map<string, Record<string, number>>([
      ['part', { amount: 6 }],
      ['part/sum', { before: 3 }],
    ]);
    const steps = plan(outer(), { overrides });
    expect(steps.find(({ id }) => id === 'part/plus')?.params['value']).toBe(6);
    expect(steps.find(({ id }) => id === 'part/sum')?.params['before']).toBe(3);
  });
  it('name the path in errors', () => {
    expect(() => plan(outer({ amount: 5000 }))).toThrow('part/plus.value is 5000');
    expect(() => plan(outer({ other: 1 }))).toThrow('part: there is no parameter "other"; it has: amount');
    expect(() => plan(outer({}, { exposed: { inputs: { movie: ['plus.movie'] }, outputs: {} } }))).toThrow(
      'part: there is no output "movie"; it has: none',
    );
  });
  it('that contain themselves are refused', () => {
    const endless = {
      nodes: testNodes,
      graphs: new Map([['drift.endless', { ...graph({ again: 'drift.endless' }, []) }]]),
    };
    expect(() => planGraph(graph({ a: 'drift.endless' }, []), endless)).toThrow('depends on itself');
  });
});

describe('units', () => {
  it('are the steps that must see everything, with what they need and pull', () => {
    const document = graph(
      { open: 'test.count', add: 'test.add', first: 'test.collect', mean: 'test.add-mean', save: 'test.save' },
      [
        ['open.movie', 'add.movie'],
        ['add.movie', 'first.movie'],
        ['add.movie', 'mean.movie'],
        ['first.table', 'mean.table'],
        ['mean.movie', 'save.movie'],
      ],
    );
    const steps = plan(document);
    const units = unitsOf(steps, testNodes);
    expect([...units.values()].map(({ id, type, needs }) => [id, type, needs]).sort()).toEqual([
      ['first', 'fold', []],
      ['save', 'sink', ['first']],
    ]);
    expect([...(units.get('save')?.pulls ?? [])].sort()).toEqual(['add', 'mean', 'open']);
    // `add` is pulled by the fold in stage 0 and through `mean` in stage 1; the source is a file already.
    expect([...pulledAgain(steps, testNodes, units)]).toEqual(['add']);
  });
});
