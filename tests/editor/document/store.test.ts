import { beforeEach, describe, expect, it } from 'vitest';
import { addNode } from '../../../src/editor/document/add-node.ts';
import { nudgeNodes } from '../../../src/editor/document/move-nodes.ts';
import { removeNodes } from '../../../src/editor/document/remove-nodes.ts';
import { setParam } from '../../../src/editor/document/set-param.ts';
import {
  documentStore,
  edgeId,
  edit,
  editAndSelect,
  load,
  openGraph,
  openPath,
  redo,
  select,
  settle,
  undo,
} from '../../../src/editor/store/document-store.ts';
import { notShared, withStep } from '../../../src/editor/store/history.ts';
import { catalog, templates } from '../../../src/nodes/library.ts';
import type { GraphDocument } from '../../../src/runtime/graph/document.ts';
import { parseDocument } from '../../../src/runtime/graph/parse.ts';

const template = parseDocument(templates.get('nuclei-tracking') ?? '');
const state = () => documentStore.getState();
const nudge = (merge: string | null = null) => edit('Move', (graph) => nudgeNodes(graph, ['denoise'], 1, 0), merge);
beforeEach(() => load(template));

describe('the document’s history', () => {
  it('takes back and makes again', () => {
    nudge();
    const after = state().document;
    expect(state().past.at(-1)?.label).toBe('Move');
    undo();
    expect(state().document).toBe(template);
    redo();
    expect(state().document).toBe(after);
    redo();
    expect(state().document).toBe(after);
  });
  it('makes no step of an edit that changes nothing, and forgets what was undone when another is made', () => {
    edit('Nothing', (graph) => graph);
    expect(state().past).toHaveLength(0);
    nudge();
    undo();
    nudge();
    expect(state().future).toHaveLength(0);
  });
  it('merges a drag or a typed value into one step, until it is settled', () => {
    for (let i = 0; i < 5; i++) nudge('drag');
    expect(state().past).toHaveLength(1);
    settle();
    nudge('drag');
    expect(state().past).toHaveLength(2);
    undo();
    undo();
    expect(state().document).toBe(template);
  });
  it('keeps at least a thousand steps, and no more than its bytes allow', () => {
    for (let i = 0; i < 1_200; i++) nudge();
    expect(state().past.length).toBe(1_200);
    let steps: Parameters<typeof withStep>[0] = [];
    for (let i = 0; i < 40; i++) {
      const next: GraphDocument = { ...template, notes: 'x'.repeat(500) };
      steps = withStep(steps, { label: String(i), document: { ...next, notes: 'y'.repeat(500) }, path: [] }, next, {
        steps: 10,
        bytes: 20_000,
      });
    }
    expect(steps.length).toBeLessThan(20);
    expect(steps.length).toBeGreaterThanOrEqual(10);
    expect(steps.at(-1)?.label).toBe('39');
  });
  it('counts what a step does not share', () => {
    expect(notShared(template, template)).toBe(0);
    const moved = nudgeNodes(template, ['denoise'], 1, 0);
    expect(notShared(template, moved)).toBeLessThan(notShared(template, undefined) / 4);
  });
});

describe('the selection', () => {
  it('loses what an edit removes', () => {
    select({ nodes: new Set(['denoise', 'threshold']), edges: new Set([edgeId('denoise.movie', 'threshold.movie')]) });
    edit('Remove', (graph) => removeNodes(graph, ['denoise'], catalog));
    expect([...state().selection.nodes]).toEqual(['threshold']);
    expect(state().selection.edges.size).toBe(0);
  });
  it('is what an edit added', () => {
    const ids = editAndSelect('Add', (graph) => addNode(graph, 'denoise.gaussian', [0, 0], catalog));
    expect(ids).toEqual(['gaussian']);
    expect([...state().selection.nodes]).toEqual(['gaussian']);
    undo();
    expect(state().selection.nodes.size).toBe(0);
  });
  it('stays as it is where nothing of it goes', () => {
    select({ nodes: new Set(['denoise']) });
    const { selection } = state();
    nudge();
    expect(state().selection).toBe(selection);
  });
});

describe('a subgraph that is open', () => {
  const [ready] = catalog.graphs.keys();
  it('is what is edited; undo and redo go back to it', () => {
    const [id = ''] = editAndSelect('Add', (graph) => addNode(graph, ready ?? '', [0, 0], catalog));
    openPath([id]);
    expect(state().path).toEqual([id]);
    expect(Object.keys(openGraph(state()).nodes)).toContain('estimate');
    const before = state().document;
    edit('Move', (graph) => nudgeNodes(graph, ['estimate'], 3, 0));
    expect(state().document.nodes[id]?.type).toMatch(/^graph[.]/);
    openPath([]);
    undo();
    expect(state().document).toBe(before);
    expect(state().path).toEqual([id]);
    openPath([]);
    redo();
    expect(state().path).toEqual([id]);
    expect(openGraph(state()).nodes['estimate']?.at[0]).toBe(3);
  });
  it('is not opened where there is none', () => {
    openPath(['denoise']);
    expect(state().path).toEqual([]);
  });
});

describe('a document that may not be edited', () => {
  it('refuses edits, undo and redo, and counts them', () => {
    nudge();
    documentStore.setState({ readOnly: 'Another tab writes.' });
    const before = state().document;
    nudge();
    undo();
    expect(editAndSelect('Add', (graph) => addNode(graph, 'denoise.gaussian', [0, 0], catalog))).toEqual([]);
    expect(state().document).toBe(before);
    expect(state().refused).toBe(3);
    documentStore.setState({ readOnly: null });
  });
  it('leaves the document alone where an edit throws', () => {
    expect(() => edit('Set', (graph) => setParam(graph, 'denoise', 'sigma', -5, catalog))).toThrow(RangeError);
    expect(state().document).toBe(template);
    expect(state().past).toHaveLength(0);
  });
});
