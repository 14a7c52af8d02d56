import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphAt, subgraphOf } from '../../src/editor/document/graph-at.ts';
import { makeSubgraph } from '../../src/editor/document/subgraph.ts';
import {
  documentStore,
  edgeId,
  edit,
  emptyDocument,
  load,
  openGraph,
  openPath,
  redo,
  select,
  settle,
  undo,
} from '../../src/editor/store/document-store.ts';
import { catalog, templates } from '../../src/nodes/library.ts';
import { type GraphDocument, writeDocument } from '../../src/runtime/graph/document.ts';
import { GraphError } from '../../src/runtime/graph/errors.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { type Clipboard, randomEdits } from '../support/random-edits.ts';

const kymograph = parseDocument(templates.get('kymograph') ?? '');
const starts: readonly GraphDocument[] = [
  emptyDocument,
  kymograph,
  makeSubgraph(kymograph, Object.keys(kymograph.nodes).slice(1, 4), 'Part').graph,
];

const state = () => documentStore.getState();
/** Keys of what would be computed, or `null` where the plan names a fault. */
function keysOf(document: GraphDocument): string | null {
  try {
    return planGraph(document, catalog)
      .map(({ key }) => key)
      .sort()
      .join();
  } catch (error) {
    if (error instanceof GraphError && error.message.length > 10) return null;
    throw error;
  }
}

/** Steps into a subgraph, out of it, back and forth in time, or selects: what a user does between edits. */
function wander(what: number, a: number): void {
  const { path } = state();
  const graph = openGraph(state());
  if (what === 0) {
    const inner = Object.keys(graph.nodes).filter((id) => subgraphOf(graph, id, catalog) !== undefined);
    const id = inner[a % Math.max(1, inner.length)];
    if (id !== undefined && path.length < 4) openPath([...path, id]);
  } else if (what === 1) openPath(path.slice(0, -1));
  else if (what === 2) undo();
  else if (what === 3) redo();
  else if (what === 4) settle();
  else {
    const edges = new Set(graph.edges.map(([from, to]) => edgeId(from, to)));
    const comments = new Set(Object.keys(graph.comments ?? {}));
    select({ nodes: new Set(Object.keys(graph.nodes)), edges, comments });
  }
}

function checkState(): void {
  const { document, path, selection } = state();
  const graph = graphAt(document, path, catalog);
  if (!graph) throw new Error(`the path ${path.join('/')} leads nowhere`);
  for (const id of selection.nodes) if (!Object.hasOwn(graph.nodes, id)) throw new Error(`${id} is selected and gone`);
  for (const id of selection.comments) {
    if (!Object.hasOwn(graph.comments ?? {}, id)) throw new Error(`comment ${id} is selected and gone`);
  }
  const wires = new Set(graph.edges.map(([from, to]) => edgeId(from, to)));
  for (const id of selection.edges) if (!wires.has(id)) throw new Error(`${id} is selected and gone`);
}

const count = (seen: Map<string, number>, name: string): void => {
  seen.set(name, (seen.get(name) ?? 0) + 1);
};

/** Four bytes are an edit, or a step between edits. */
function play(bytes: Uint8Array, seen: Map<string, number>): void {
  const first = starts[(bytes[0] ?? 0) % starts.length] as GraphDocument;
  const firstText = writeDocument(first);
  const clipboard: Clipboard = { text: null };
  load(first);
  let before = first;
  let keys = keysOf(first);
  for (let i = 1; i + 3 < bytes.length; i += 4) {
    const [what = 0, a = 0, b = 0, c = 0] = bytes.subarray(i, i + 4);
    const chosen = what < 200 ? randomEdits[what % randomEdits.length] : undefined;
    if (chosen) {
      edit(chosen.name, (graph) => chosen.change(graph, { a, b, c }, clipboard), c % 16 === 0 ? chosen.name : null);
    } else wander(what % 6, a);
    checkState();
    const { document } = state();
    if (document === before) continue;
    const now = keysOf(document);
    count(seen, now === null ? 'names its fault' : now === '' ? 'plans, empty' : 'plans');
    if (chosen?.keepsResults && keys !== null && now !== keys) {
      throw new Error(`${chosen.name} changed what is computed:\n${writeDocument(before)}\n${writeDocument(document)}`);
    }
    if (chosen) count(seen, chosen.name);
    if (chosen?.keepsResults && keys) count(seen, 'kept results');
    before = document;
    keys = now;
  }
  const last = state().document;
  const lastText = writeDocument(last);
  expect(writeDocument(parseDocument(lastText))).toBe(lastText);
  const steps = state().past.length;
  for (let i = 0; i < steps; i++) {
    undo();
    checkState();
  }
  expect(writeDocument(state().document)).toBe(firstText);
  for (let i = 0; i < steps; i++) {
    redo();
    checkState();
  }
  expect(writeDocument(state().document)).toBe(lastText);
  expect(state().document).toBe(last);
}

describe('ten thousand random sequences of edits', () => {
  it('are taken back and made again byte for byte; every state plans or names its fault', { timeout: 240_000 }, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 61, size: 'max' }), (bytes) => play(bytes, seen)),
      { seed: 3, numRuns: 10_000 },
    );
    expect(seen.get('plans')).toBeGreaterThan(5_000);
    expect(seen.get('kept results')).toBeGreaterThan(2_000);
    // A command that never changes anything shows nothing.
    for (const { name } of randomEdits) if (name !== 'copy') expect(seen.get(name) ?? 0, name).toBeGreaterThan(20);
  });
});
