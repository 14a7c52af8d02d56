import { describe, expect, it } from 'vitest';
import type { GraphDocument, GraphNode } from '../../src/runtime/graph/document.ts';
import { writeDocument } from '../../src/runtime/graph/document.ts';
import { GraphError } from '../../src/runtime/graph/errors.ts';
import { flatten } from '../../src/runtime/graph/flatten.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { defineNode, optional, port } from '../../src/runtime/node/define.ts';
import { testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

const masked = defineNode({
  id: 'test.masked',
  version: 1,
  title: 't',
  summary: 's',
  keywords: [],
  sources: ['x'],
  help: 'h',
  inputs: { movie: port('Movie', ''), level: optional('Table', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  async run({ movie }) {
    return { movie };
  },
});
const catalog = { nodes: new Map([...testNodes, ['test.masked', masked]]), graphs: new Map<string, GraphDocument>() };
const turn = (document: GraphDocument, off: Record<string, NonNullable<GraphNode['off']>>): GraphDocument => ({
  ...document,
  nodes: Object.fromEntries(
    Object.entries(document.nodes).map(([id, node]) => [id, off[id] ? { ...node, off: off[id] } : node]),
  ),
});
const keys = (document: GraphDocument) =>
  Object.fromEntries(planGraph(document, catalog).map(({ id, key }) => [id, key]));
const leftOut = (document: GraphDocument) => [...flatten(document, catalog).leftOut].sort();

const chain = graph({ open: 'test.count', add: 'test.add', sum: 'test.window-sum', collect: 'test.collect' }, [
  ['open.movie', 'add.movie'],
  ['add.movie', 'sum.movie'],
  ['sum.movie', 'collect.movie'],
]);

describe('a bypassed node', () => {
  it('hands its input on: steps below have the keys of a graph without it', () => {
    const without = graph({ open: 'test.count', sum: 'test.window-sum', collect: 'test.collect' }, [
      ['open.movie', 'sum.movie'],
      ['sum.movie', 'collect.movie'],
    ]);
    expect(keys(turn(chain, { add: 'bypass' }))).toEqual(keys(without));
  });
  it('may follow another', () => {
    const without = graph({ open: 'test.count', collect: 'test.collect' }, [['open.movie', 'collect.movie']]);
    expect(keys(turn(chain, { add: 'bypass', sum: 'bypass' }))).toEqual(keys(without));
  });
  it('gives its first connected input of the kind', () => {
    const joined = graph(
      { one: ['test.count', { frames: 1 }], two: 'test.count', join: 'test.join', add: 'test.add' },
      [
        ['one.movie', 'join.a'],
        ['two.movie', 'join.b'],
        ['join.movie', 'add.movie'],
      ],
    );
    const steps = planGraph(turn(joined, { join: 'bypass' }), catalog);
    expect(steps.find(({ id }) => id === 'add')?.inputs).toEqual({ movie: { step: 'one', port: 'movie' } });
    const open = { ...joined, edges: joined.edges.slice(1) };
    expect(planGraph(turn(open, { join: 'bypass' }), catalog).find(({ id }) => id === 'add')?.inputs).toEqual({
      movie: { step: 'two', port: 'movie' },
    });
  });
  it('that has nothing of the kind to hand on is named where its output is used', () => {
    const document = graph({ open: 'test.count', collect: 'test.collect', mean: 'test.add-mean' }, [
      ['open.movie', 'collect.movie'],
      ['open.movie', 'mean.movie'],
      ['collect.table', 'mean.table'],
    ]);
    const plan = () => planGraph(turn(document, { collect: 'bypass' }), catalog);
    expect(plan).toThrow(GraphError);
    expect(plan).toThrow(
      'collect is bypassed, but has no connected input of kind Table to pass on as its output table',
    );
    expect(keys(turn(chain, { collect: 'bypass' }))).not.toHaveProperty('collect');
  });
  it('in a loop of its own kind is a cycle', () => {
    const loop = graph({ a: 'test.add', b: 'test.add', c: 'test.add' }, [
      ['a.movie', 'b.movie'],
      ['b.movie', 'a.movie'],
      ['a.movie', 'c.movie'],
    ]);
    expect(() => planGraph(turn(loop, { a: 'bypass', b: 'bypass' }), catalog)).toThrow('depends on itself');
  });
});

describe('a muted node', () => {
  it('is left out with all that needs it', () => {
    expect(Object.keys(keys(turn(chain, { add: 'mute' })))).toEqual(['open']);
    expect(leftOut(turn(chain, { add: 'mute' }))).toEqual(['add', 'collect', 'sum']);
  });
  it('leaves optional inputs open', () => {
    const document = graph({ open: 'test.count', level: 'test.collect', use: 'test.masked' }, [
      ['open.movie', 'level.movie'],
      ['open.movie', 'use.movie'],
      ['level.table', 'use.level'],
    ]);
    const steps = planGraph(turn(document, { level: 'mute' }), catalog);
    expect(steps.find(({ id }) => id === 'use')?.inputs).toEqual({ movie: { step: 'open', port: 'movie' } });
  });
  it('may be wrong: its parameters and open inputs are not looked at', () => {
    const document = graph({ open: 'test.count', add: ['test.add', { value: 1e9 }] }, []);
    expect(keys(turn(document, { add: 'mute' }))).toHaveProperty('open');
  });
});

describe('a subgraph that is off', () => {
  const outer: GraphDocument = {
    ...graph({ open: 'test.count', part: 'graph.part', collect: 'test.collect' }, [
      ['open.movie', 'part.movie'],
      ['part.movie', 'collect.movie'],
    ]),
    subgraphs: {
      part: {
        ...graph({ plus: 'test.add', sum: 'test.window-sum' }, [['plus.movie', 'sum.movie']]),
        exposed: { inputs: { movie: ['plus.movie'] }, outputs: { movie: 'sum.movie' } },
      },
    },
  };
  const without = graph({ open: 'test.count', collect: 'test.collect' }, [['open.movie', 'collect.movie']]);
  it('is passed by, or left out, as a whole', () => {
    expect(keys(turn(outer, { part: 'bypass' }))).toEqual(keys(without));
    expect(leftOut(turn(outer, { part: 'mute' }))).toEqual(['collect', 'part']);
  });
  it('may be a bypass from its input to its output, by the nodes in it', () => {
    const part = turn(outer.subgraphs?.['part'] as GraphDocument, { plus: 'bypass', sum: 'bypass' });
    expect(keys({ ...outer, subgraphs: { part } })).toEqual(keys(without));
  });
  it('takes what needs it with it, from inside out', () => {
    const part = turn(outer.subgraphs?.['part'] as GraphDocument, { plus: 'mute' });
    expect(leftOut({ ...outer, subgraphs: { part } })).toEqual(['collect', 'part/plus', 'part/sum']);
  });
  it('may still be given settings from outside', () => {
    const overrides = new Map([['part/plus', { value: 3 }]]);
    expect(() => planGraph(turn(outer, { part: 'bypass' }), catalog, { overrides })).not.toThrow();
  });
});

describe('a subgraph that is pinned', () => {
  it('keeps the results of the nodes that give its outputs', () => {
    const part: GraphDocument = {
      ...graph({ plus: 'test.add', sum: 'test.window-sum' }, [['plus.movie', 'sum.movie']]),
      exposed: { inputs: { movie: ['plus.movie'] }, outputs: { movie: 'sum.movie' } },
    };
    const outer = graph({ open: 'test.count', part: 'graph.part' }, [['open.movie', 'part.movie']]);
    const node = outer.nodes['part'] as GraphNode;
    const pinned = {
      ...outer,
      nodes: { ...outer.nodes, part: { ...node, pinned: true } },
      subgraphs: { part },
    } as const;
    expect(
      planGraph(pinned, catalog)
        .filter((step) => step.pinned)
        .map(({ id }) => id),
    ).toEqual(['part/sum']);
  });
});

describe('off and collapsed', () => {
  it('are written and read', () => {
    const node = chain.nodes['add'] as GraphNode;
    const document: GraphDocument = { ...chain, nodes: { add: { ...node, off: 'mute', collapsed: true } }, edges: [] };
    const text = writeDocument(document);
    expect(parseDocument(text).nodes['add']).toEqual({ ...node, off: 'mute', collapsed: true });
    expect(writeDocument(parseDocument(text))).toBe(text);
    expect(() => parseDocument(text.replace('"mute"', '"gone"'))).toThrow('off is neither "bypass" nor "mute"');
    expect(() => parseDocument(text.replace('"collapsed": true', '"collapsed": 1'))).toThrow('collapsed is neither');
  });
});
