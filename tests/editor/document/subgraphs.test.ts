import { describe, expect, it } from 'vitest';
import { addNode } from '../../../src/editor/document/add-node.ts';
import { expose, exposedAs, renameExposed, unexpose } from '../../../src/editor/document/expose.ts';
import { changeGraphAt, graphAt } from '../../../src/editor/document/graph-at.ts';
import { placeSubgraph } from '../../../src/editor/document/place-subgraph.ts';
import { removeNodes } from '../../../src/editor/document/remove-nodes.ts';
import { setParam } from '../../../src/editor/document/set-param.ts';
import { extractSubgraph, makeSubgraph } from '../../../src/editor/document/subgraph.ts';
import { unpackProblem, unpackSubgraph } from '../../../src/editor/document/unpack-subgraph.ts';
import { type GraphDocument, writeDocument } from '../../../src/runtime/graph/document.ts';
import { planGraph } from '../../../src/runtime/graph/plan.ts';
import { editCatalog as catalog, chain, keysOf, wires } from '../../support/edit-graphs.ts';
import { graph } from '../../support/run.ts';

const joined = graph(
  { one: 'test.count', two: 'test.count', join: 'test.join', plus: 'test.add', end: 'test.collect' },
  [
    ['one.movie', 'join.a'],
    ['one.movie', 'plus.movie'],
    ['two.movie', 'join.b'],
    ['join.movie', 'end.movie'],
  ],
);

describe('a subgraph made from a selection', () => {
  it('computes the same, and its wires have readable names', () => {
    const { graph: made, ids } = makeSubgraph(chain, ['add', 'sum'], 'Smooth it');
    expect(ids).toEqual(['smooth-it']);
    expect(wires(made)).toEqual(['open.movie > smooth-it.movie', 'smooth-it.movie > collect.movie']);
    const inner = made.subgraphs?.['smooth-it'];
    expect(inner?.exposed).toEqual({ inputs: { movie: ['add.movie'] }, outputs: { movie: 'sum.movie' } });
    expect(keysOf(made)).toEqual(keysOf(chain));
  });
  it('has one input for all that takes the same output', () => {
    const inner = extractSubgraph(joined, ['join', 'plus'], 'Both');
    expect(inner.exposed).toEqual({
      inputs: { a: ['join.a', 'plus.movie'], b: ['join.b'] },
      outputs: { movie: 'join.movie' },
    });
    expect(extractSubgraph(joined, ['plus', 'end'], 'x').exposed.inputs).toEqual({
      movie: ['end.movie'],
      'one-movie': ['plus.movie'],
    });
  });
  it.each([
    ['a chain', chain, ['add', 'sum']],
    ['one node', chain, ['open']],
    ['everything', chain, ['open', 'add', 'sum', 'collect']],
    ['nodes with others between them', chain, ['open', 'sum']],
    ['nodes that share a source', joined, ['join', 'plus']],
  ])('unpacks to what it was: %s', (_, document, ids) => {
    const made = makeSubgraph(document, ids, 'Part');
    expect(keysOf(made.graph)).toEqual(keysOf(document));
    const unpacked = unpackSubgraph(made.graph, made.ids[0] ?? '', catalog);
    expect(writeDocument(unpacked.graph)).toBe(writeDocument(document));
    expect([...unpacked.ids].sort()).toEqual([...ids].sort());
  });
  it('keeps groups and what the graph itself exposes', () => {
    const document: GraphDocument = {
      ...chain,
      groups: {
        all: { title: 'All', colour: '#000', nodes: ['add', 'collect', 'sum'] },
        open: { title: 'Open', colour: '#111', nodes: ['open'] },
      },
      exposed: { outputs: { sums: 'sum.movie' }, params: { by: 'add.value' } },
    };
    const made = makeSubgraph(document, ['add', 'sum'], 'Part');
    expect(made.graph.groups['all']?.nodes).toEqual(['collect', 'part']);
    expect(made.graph.exposed).toEqual({ outputs: { sums: 'part.movie' }, params: { by: 'part.value' } });
    expect(writeDocument(unpackSubgraph(made.graph, 'part', catalog).graph)).toBe(writeDocument(document));
  });
  it('may hold subgraphs of its own', () => {
    const inner = makeSubgraph(chain, ['add', 'sum'], 'Inner').graph;
    const outer = makeSubgraph(inner, ['inner', 'collect'], 'Outer').graph;
    expect(Object.keys(outer.subgraphs ?? {})).toEqual(['outer']);
    expect(keysOf(outer)).toEqual(keysOf(chain));
    expect(writeDocument(unpackSubgraph(outer, 'outer', catalog).graph)).toBe(writeDocument(inner));
  });
});

describe('unpacking', () => {
  it('gives values set outside to the nodes that own them', () => {
    const document = graph({ open: 'test.count', ready: ['test.ready', { amount: 9 }] }, [
      ['open.movie', 'ready.movie'],
    ]);
    const { graph: open, ids } = unpackSubgraph(document, 'ready', catalog);
    expect(ids).toEqual(['first', 'second']);
    expect(open.nodes['second']?.params).toEqual({ value: 9 });
    expect(keysOf(open)).toEqual(keysOf(document));
  });
  it('keeps a subgraph that another node uses, and moves with the node', () => {
    const made = makeSubgraph(chain, ['add', 'sum'], 'Part').graph;
    const twice = addNode(made, 'graph.part', [50, 50], catalog).graph;
    const { graph: open, ids } = unpackSubgraph(twice, 'part-2', catalog);
    expect(Object.keys(open.subgraphs ?? {})).toEqual(['part']);
    expect(Math.min(...ids.map((id) => open.nodes[id]?.at[0] ?? 0))).toBe(50);
  });
  it('is refused where it could not be the same', () => {
    expect(unpackProblem(chain, 'add', catalog)).toBe('add is not a subgraph.');
    const document = graph({ ready: 'test.ready' }, []);
    const bypassed = { ...document, nodes: { ready: { ...document.nodes['ready'], off: 'bypass' } } } as GraphDocument;
    expect(unpackProblem(bypassed, 'ready', catalog)).toBe('Ready is bypassed as a whole: switch that off first.');
    expect(() => unpackSubgraph(bypassed, 'ready', catalog)).toThrow(RangeError);
  });
});

describe('an edit within a subgraph', () => {
  const made = makeSubgraph(chain, ['add', 'sum'], 'Part').graph;
  const within = (document: GraphDocument, change: (inner: GraphDocument) => GraphDocument) =>
    changeGraphAt(document, ['part'], catalog, change);

  it('that promotes a parameter shows it outside; taken back, its value goes inside', () => {
    const promoted = within(made, (inner) => expose(inner, 'params', 'add.value', catalog));
    const set = setParam(promoted, 'part', 'value', 8, catalog);
    expect(planGraph(set, catalog).find(({ id }) => id === 'part/add')?.params['value']).toBe(8);
    const back = within(set, (inner) => unexpose(inner, 'params', 'value'));
    expect(back.nodes['part']?.params).toEqual({});
    expect(keysOf(back)).toEqual(keysOf(set));
  });
  it('that renames what is exposed takes wires and values along', () => {
    const promoted = within(made, (inner) => expose(inner, 'params', 'add.value', catalog, 'amount'));
    const set = setParam(promoted, 'part', 'amount', 8, catalog);
    const renamed = within(
      within(
        within(set, (inner) => renameExposed(inner, 'params', 'amount', 'By.how much')),
        (inner) => renameExposed(inner, 'inputs', 'movie', 'recording'),
      ),
      (inner) => renameExposed(inner, 'outputs', 'movie', 'smooth'),
    );
    expect(renamed.nodes['part']?.params).toEqual({ 'By-how-much': 8 });
    expect(wires(renamed)).toEqual(['open.movie > part.recording', 'part.smooth > collect.movie']);
    expect(keysOf(renamed)).toEqual(keysOf(set));
  });
  it('that removes a node heals outwards, and takes off what is left without an end', () => {
    const first = within(made, (inner) => removeNodes(inner, ['add'], catalog));
    expect(wires(first)).toEqual(wires(made));
    expect(planGraph(first, catalog)).toHaveLength(3);
    const none = within(made, (inner) => removeNodes(inner, ['add', 'sum'], catalog));
    expect(wires(none)).toEqual([]);
  });
  it('changes all nodes that use it, and their wires', () => {
    const twice = addNode(made, 'graph.part', [50, 50], catalog).graph;
    const renamed = within(twice, (inner) => renameExposed(inner, 'inputs', 'movie', 'recording'));
    expect(graphAt(renamed, ['part-2'], catalog)?.exposed.inputs).toEqual({ recording: ['add.movie'] });
  });
  it('of a ready node makes it the document’s own, and leaves the others', () => {
    const document = graph({ a: 'test.ready', b: 'test.ready' }, [['a.movie', 'b.movie']]);
    const changed = changeGraphAt(document, ['a'], catalog, (inner) => renameExposed(inner, 'outputs', 'movie', 'out'));
    expect(changed.nodes['a']?.type).toBe('graph.ready');
    expect(changed.nodes['b']?.type).toBe('test.ready');
    expect(wires(changed)).toEqual(['a.out > b.movie']);
  });
});

describe('exposing', () => {
  it('an input takes its wire off; names are free and hold no dots', () => {
    const shown = expose(chain, 'inputs', 'sum.movie', catalog);
    expect(wires(shown)).toEqual(['open.movie > add.movie', 'sum.movie > collect.movie']);
    const more = expose(shown, 'inputs', 'add.movie', catalog);
    expect(more.exposed.inputs).toEqual({ movie: ['sum.movie'], 'add-movie': ['add.movie'] });
    expect(exposedAs(more, 'inputs', 'add.movie')).toEqual(['add-movie']);
    expect(expose(more, 'inputs', 'add.movie', catalog)).toBe(more);
  });
  it('what is not there is refused', () => {
    expect(() => expose(chain, 'params', 'add.toString', catalog)).toThrow(RangeError);
    expect(() => expose(chain, 'outputs', 'add.table', catalog)).toThrow(RangeError);
  });
});

describe('placing a graph as a node', () => {
  it('shares a subgraph that is equal, and names another one apart', () => {
    const part = extractSubgraph(chain, ['add', 'sum'], 'Part');
    const once = placeSubgraph(chain, part, [0, 0], catalog);
    expect(once.ids).toEqual(['part']);
    const twice = placeSubgraph(once.graph, part, [0, 0], catalog);
    expect(Object.keys(twice.graph.subgraphs ?? {})).toEqual(['part']);
    const other = placeSubgraph(twice.graph, { ...part, notes: 'other' }, [0, 0], catalog);
    expect(Object.keys(other.graph.subgraphs ?? {})).toEqual(['part', 'part-2']);
    expect(other.graph.nodes['part-3'] ?? other.graph.nodes['part-2-2']).toBeDefined();
  });
});
