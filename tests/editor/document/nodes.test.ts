import { describe, expect, it } from 'vitest';
import { addNode } from '../../../src/editor/document/add-node.ts';
import {
  collapseNodes,
  describeGraph,
  pinNodes,
  renameNode,
  setNote,
  setTitle,
  switchNodes,
} from '../../../src/editor/document/describe-nodes.ts';
import { moveNodes, nudgeNodes } from '../../../src/editor/document/move-nodes.ts';
import { removeNodes } from '../../../src/editor/document/remove-nodes.ts';
import { defaultOf, paramProblem, paramValue, resetParams, setParam } from '../../../src/editor/document/set-param.ts';
import type { GraphDocument, GraphNode } from '../../../src/runtime/graph/document.ts';
import { editCatalog as catalog, chain, keysOf, wires } from '../../support/edit-graphs.ts';
import { graph } from '../../support/run.ts';

describe('adding a node', () => {
  it('gives it a free readable id and whole grid units', () => {
    const one = addNode(chain, 'test.add', [1.4, 2.6], catalog);
    expect(one.ids).toEqual(['add-2']);
    expect(one.graph.nodes['add-2']).toEqual({ type: 'test.add', version: 1, params: {}, at: [1, 3] });
    expect(addNode(one.graph, 'test.add', [0, 0], catalog).ids).toEqual(['add-3']);
    expect(addNode(chain, 'test.ready', [0, 0], catalog).ids).toEqual(['ready']);
  });
  it('stores only parameters that differ from their defaults', () => {
    const { graph: added } = addNode(chain, 'test.add', [0, 0], catalog, { value: 5, failAt: -1 });
    expect(added.nodes['add-2']?.params).toEqual({ value: 5 });
  });
  it('refuses types and values that there are not', () => {
    expect(() => addNode(chain, 'test.ad', [0, 0], catalog)).toThrow('there is no node type test.ad');
    expect(() => addNode(chain, 'graph.constructor', [0, 0], catalog)).toThrow(RangeError);
    expect(() => addNode(chain, 'test.add', [0, 0], catalog, { value: 1e9 })).toThrow('value is 1000000000, expected');
  });
});

describe('removing nodes', () => {
  it('heals wires past them where kinds fit, past several in a row too', () => {
    expect(wires(removeNodes(chain, ['add'], catalog))).toEqual([
      'open.movie > sum.movie',
      'sum.movie > collect.movie',
    ]);
    expect(wires(removeNodes(chain, ['sum', 'add'], catalog))).toEqual(['open.movie > collect.movie']);
    expect(wires(removeNodes(chain, ['add'], catalog, false))).toEqual(['sum.movie > collect.movie']);
  });
  it('computes below what a bypass computes', () => {
    const removed = keysOf(removeNodes(chain, ['add'], catalog));
    expect(removed).toEqual(keysOf(switchNodes(chain, ['add'], 'bypass')));
  });
  it('leaves open what has no input of its kind', () => {
    const document = graph({ open: 'test.count', collect: 'test.collect', mean: 'test.add-mean' }, [
      ['open.movie', 'collect.movie'],
      ['open.movie', 'mean.movie'],
      ['collect.table', 'mean.table'],
    ]);
    expect(wires(removeNodes(document, ['collect'], catalog))).toEqual(['open.movie > mean.movie']);
  });
  it('takes them out of groups and of what is exposed, which heals too', () => {
    const document: GraphDocument = {
      ...chain,
      groups: {
        a: { title: 'A', colour: '#000', nodes: ['add'] },
        b: { title: 'B', colour: '#000', nodes: ['add', 'sum'] },
      },
      edges: chain.edges.slice(1),
      exposed: { inputs: { movie: ['add.movie'] }, outputs: { movie: 'add.movie' }, params: { by: 'add.value' } },
    };
    const removed = removeNodes(document, ['add'], catalog);
    expect(removed.groups).toEqual({ b: { title: 'B', colour: '#000', nodes: ['sum'] } });
    expect(removed.exposed).toEqual({ inputs: { movie: ['sum.movie'] } });
  });
  it('that are not there changes nothing', () => {
    expect(removeNodes(chain, ['constructor', 'x'], catalog)).toBe(chain);
  });
});

describe('moving nodes', () => {
  it('gives whole grid units, and the same graph where nothing moves', () => {
    expect(moveNodes(chain, new Map([['add', [3.6, -1.2]]])).nodes['add']?.at).toEqual([4, -1]);
    expect(nudgeNodes(chain, ['add'], 0, 0)).toBe(chain);
    const [column = 0, row = 0] = chain.nodes['add']?.at ?? [];
    expect(nudgeNodes(chain, ['add'], 1, -2).nodes['add']?.at).toEqual([column + 1, row - 2]);
  });
});

describe('setting a parameter', () => {
  it('stores what differs from the default, and no more than that', () => {
    const set = setParam(chain, 'add', 'value', 7, catalog);
    expect(set.nodes['add']?.params).toEqual({ value: 7 });
    expect(setParam(set, 'add', 'value', 1, catalog).nodes['add']?.params).toEqual({});
    expect(setParam(chain, 'add', 'value', 3, catalog)).toBe(chain);
    expect(setParam(chain, 'add', 'length', '2.5 µm', catalog).nodes['add']?.params).toEqual({
      value: 3,
      length: '2.5 µm',
    });
    expect(resetParams(chain, 'add').nodes['add']?.params).toEqual({});
  });
  it('says why a value is not allowed', () => {
    expect(paramProblem(chain, 'add', 'value', 2000, catalog)).toBe('value is 2000, expected -1000 to 1000 grey value');
    expect(paramProblem(chain, 'add', 'toString', 1, catalog)).toBe('add has no parameter toString');
    expect(paramProblem(chain, 'gone', 'value', 1, catalog)).toBe('there is no node gone');
    expect(() => setParam(chain, 'add', 'value', 'many', catalog)).toThrow(RangeError);
  });
  it('of a subgraph takes the value inside for the default', () => {
    const document = graph({ ready: 'test.ready' }, []);
    const node = document.nodes['ready'] as GraphNode;
    expect(defaultOf(node, 'amount', document, catalog)).toBe(4);
    expect(setParam(document, 'ready', 'amount', 4, catalog)).toBe(document);
    const set = setParam(document, 'ready', 'amount', 1, catalog);
    expect(set.nodes['ready']?.params).toEqual({ amount: 1 });
    expect(paramValue(set.nodes['ready'] as GraphNode, 'amount', set, catalog)).toBe(1);
  });
});

describe('describing nodes', () => {
  it('keeps a title that is not the type’s own', () => {
    const named = setTitle(chain, 'add', ' Plus 3 ', catalog);
    expect(named.nodes['add']?.title).toBe('Plus 3');
    expect(setTitle(named, 'add', 't', catalog).nodes['add']).toEqual(chain.nodes['add']);
    expect(setTitle(chain, 'add', '', catalog)).toBe(chain);
  });
  it('keeps notes, pins and switches, and takes them off without a trace', () => {
    const marked = collapseNodes(
      pinNodes(switchNodes(setNote(chain, 'add', 'why'), ['add'], 'mute'), ['add'], true),
      ['add'],
      true,
    );
    expect(marked.nodes['add']).toMatchObject({ note: 'why', off: 'mute', pinned: true, collapsed: true });
    const bare = collapseNodes(
      pinNodes(switchNodes(setNote(marked, 'add', ''), ['add'], null), ['add'], false),
      ['add'],
      false,
    );
    expect(bare.nodes['add']).toEqual(chain.nodes['add']);
    expect(describeGraph(chain, { title: 'New' }).title).toBe('New');
  });
  it('changes an id wherever it is named', () => {
    const document: GraphDocument = {
      ...chain,
      groups: { g: { title: 'G', colour: '#000', nodes: ['add', 'sum'] } },
      exposed: { inputs: { movie: ['add.movie'] }, outputs: { movie: 'add.movie' }, params: { by: 'add.value' } },
    };
    const { graph: renamed, id } = renameNode(document, 'add', 'Plus three µ');
    expect(id).toBe('plus-three');
    expect(JSON.stringify(renamed)).not.toMatch(/"add["."]/);
    expect(renamed.exposed.params).toEqual({ by: 'plus-three.value' });
    expect(keysOf(renamed)).toEqual(keysOf(document));
    expect(renameNode(document, 'add', 'sum').id).toBe('sum-2');
  });
});
