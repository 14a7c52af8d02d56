import { describe, expect, it } from 'vitest';
import { copyNodes, duplicateNodes, pasteNodes } from '../../../src/editor/document/clipboard.ts';
import { addToGroup, changeGroup, makeGroup, removeFromGroups, ungroup } from '../../../src/editor/document/groups.ts';
import { makeSubgraph } from '../../../src/editor/document/subgraph.ts';
import { emptyDocument } from '../../../src/editor/store/document-store.ts';
import { GraphError } from '../../../src/runtime/graph/errors.ts';
import { parseDocument } from '../../../src/runtime/graph/parse.ts';
import { chain, keysOf, wires } from '../../support/edit-graphs.ts';

describe('copied nodes', () => {
  it('are a small graph: the nodes and the wires between them', () => {
    const copied = parseDocument(copyNodes(chain, ['add', 'sum', 'constructor']));
    expect(Object.keys(copied.nodes)).toEqual(['add', 'sum']);
    expect(wires(copied)).toEqual(['add.movie > sum.movie']);
  });
  it('are pasted under free ids, a little beside, or at a place', () => {
    const text = copyNodes(chain, ['add', 'sum']);
    const { graph, ids } = pasteNodes(chain, text, null);
    expect(ids).toEqual(['add-2', 'sum-2']);
    expect(graph.nodes['add-2']?.at).toEqual([2, 2]);
    expect(wires(graph)).toContain('add-2.movie > sum-2.movie');
    expect(pasteNodes(emptyDocument, text, [30, 4]).graph.nodes['add']?.at).toEqual([30, 4]);
  });
  it('bring the subgraphs that they use, shared where they are equal, else apart', () => {
    const made = makeSubgraph(chain, ['add', 'sum'], 'Part').graph;
    const text = copyNodes(made, ['part']);
    expect(Object.keys(pasteNodes(made, text, null).graph.subgraphs ?? {})).toEqual(['part']);
    const other = makeSubgraph(chain, ['collect'], 'Part').graph;
    const { graph, ids } = pasteNodes(other, text, null);
    expect(graph.nodes[ids[0] ?? '']?.type).toBe('graph.part-2');
    expect(pasteNodes(emptyDocument, copyNodes(made, Object.keys(made.nodes)), null).graph.edges).toHaveLength(2);
    expect(keysOf(pasteNodes(emptyDocument, copyNodes(made, Object.keys(made.nodes)), null).graph)).toEqual(
      keysOf(chain),
    );
  });
  it('take groups along that are whole', () => {
    const grouped = makeGroup(chain, ['add', 'sum'], 'Sums', '#123456').graph;
    expect(pasteNodes(grouped, copyNodes(grouped, ['add', 'sum', 'open']), null).graph.groups['sums-2']).toEqual({
      title: 'Sums',
      colour: '#123456',
      nodes: ['add-2', 'sum-2'],
    });
    expect(Object.keys(pasteNodes(grouped, copyNodes(grouped, ['add']), null).graph.groups)).toEqual(['sums']);
  });
  it.each([
    ['a sentence', 'hello'],
    ['JSON of another kind', '{"nodes":{}}'],
    ['nothing', ''],
  ])('are not made from %s', (_, text) => {
    expect(() => pasteNodes(chain, text, null)).toThrow(GraphError);
    expect(() => pasteNodes(chain, text, null)).toThrow('this is not a Cellwire graph');
  });
  it('are doubled, with the wires that enter them where asked', () => {
    expect(wires(duplicateNodes(chain, ['add']).graph)).toEqual(wires(chain));
    const { graph, ids } = duplicateNodes(chain, ['add', 'sum'], true);
    expect(ids).toEqual(['add-2', 'sum-2']);
    expect(wires(graph)).toContain('open.movie > add-2.movie');
    expect(wires(graph)).toHaveLength(5);
  });
});

describe('groups', () => {
  it('take nodes from others, and go when they are empty', () => {
    const one = makeGroup(chain, ['add'], 'One', '#000');
    expect(one.id).toBe('one');
    const two = makeGroup(one.graph, ['sum', 'gone'], 'Two', '#111').graph;
    expect(addToGroup(two, 'two', ['add', 'open']).groups).toEqual({
      two: { title: 'Two', colour: '#111', nodes: ['add', 'open', 'sum'] },
    });
    expect(Object.keys(removeFromGroups(two, ['sum']).groups)).toEqual(['one']);
    expect(makeGroup(chain, ['gone'], 'x', '#000')).toEqual({ graph: chain, id: null });
  });
  it('have a title and a colour that can change, and leave their nodes behind', () => {
    const { graph } = makeGroup(chain, ['add'], 'One', '#000');
    expect(changeGroup(graph, 'one', { title: 'New' }).groups['one']?.title).toBe('New');
    expect(changeGroup(graph, 'one', { colour: '#000' })).toBe(graph);
    expect(ungroup(graph, 'one').groups).toEqual({});
    expect(ungroup(graph, 'constructor')).toBe(graph);
  });
});
