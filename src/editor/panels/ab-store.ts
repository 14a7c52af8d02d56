import { createStore } from 'zustand/vanilla';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { type GraphPath, graphAt } from '../document/graph-at.ts';
import { type DocumentState, documentStore, edit, foldSteps, select, settle, undo } from '../store/document-store.ts';
import type { Reading } from './ab-readings.ts';
import { sameParams, withParams } from './param-edits.ts';

export type Params = GraphNode['params'];
export type Side = 'a' | 'b';

/** Two settings of one node; one of them is in the document, the other is kept here. */
export interface Comparison {
  /** The node, as a path. */
  readonly step: string;
  readonly path: GraphPath;
  readonly id: string;
  /** Which of the two the document has now. */
  readonly side: Side;
  /** The document when A was kept. */
  readonly since: GraphDocument;
  /** Parameters of the side that the document does not have. */
  readonly other: Params;
  /** What came out downstream, as last seen on each side. */
  readonly readings: Readonly<Record<Side, readonly Reading[]>>;
}
export const abStore = createStore<{ readonly comparison: Comparison | null }>(() => ({ comparison: null }));

const showA = 'A/B: show A';

/** Keeps the parameters of a node as A; what is changed from now on is B. */
export function keepA(path: GraphPath, id: string): void {
  const state = documentStore.getState();
  const params = paramsAt(state, path, id);
  if (!params) return;
  settle();
  const step = [...path, id].join('/');
  abStore.setState({
    comparison: { step, path, id, side: 'b', since: state.document, other: params, readings: { a: [], b: [] } },
  });
}

/** Puts the other setting into the document, and this one aside. */
export function flip(): void {
  const comparison = abStore.getState().comparison;
  const state = documentStore.getState();
  if (!comparison || !isOpen(comparison, state)) return;
  const { path, id, side, other } = comparison;
  const params = paramsAt(state, path, id);
  if (!params) {
    endComparison();
    return;
  }
  settle();
  const last = state.past.at(-1);
  const before = last?.label === showA ? paramsAt({ ...state, document: last.document }, path, id) : null;
  if (side === 'a' && before && sameParams(before, other)) {
    // taking back the step that showed A leaves no trace of flipping in the history
    undo();
    select({ nodes: new Set([id]) });
    return;
  }
  edit(side === 'b' ? showA : 'A/B: show B', (graph) => withParams(graph, [id], other));
  const now = paramsAt(documentStore.getState(), path, id);
  // not where the document may not be edited
  if (now && sameParams(now, other)) abStore.setState({ comparison: swapped(comparison, params) });
}

/** Leaves B in the document and forgets A; what was tried on the way is one step of undo. */
export function keepB(): void {
  if (abStore.getState().comparison?.side === 'a') flip();
  const { comparison } = abStore.getState();
  if (comparison) {
    const { since, path, id } = comparison;
    settle();
    foldSteps(since, 'Keep B', (before, after, at) => {
      const isHere = at.join('/') === path.join('/');
      return isHere && changesOnlyParams(graphAt(before, path, catalog), graphAt(after, path, catalog), id);
    });
  }
  endComparison();
}

/** Leaves A in the document, as one step of undo from B. */
export function backToA(): void {
  const { comparison } = abStore.getState();
  if (comparison?.side === 'b') {
    settle();
    edit('Back to A', (graph) => withParams(graph, [comparison.id], comparison.other));
  }
  endComparison();
}

export const endComparison = (): void => abStore.setState({ comparison: null });

/** Keeps what was read downstream of the side that the document shows. */
export function keepReadings(step: string, side: Side, readings: readonly Reading[]): void {
  const { comparison } = abStore.getState();
  if (comparison?.step !== step || comparison.side !== side) return;
  const now = paramsAt(documentStore.getState(), comparison.path, comparison.id);
  // before anything is changed A and B are the same
  const isBoth = now !== null && sameParams(now, comparison.other);
  const kept = isBoth ? { a: readings, b: readings } : { ...comparison.readings, [side]: readings };
  abStore.setState({ comparison: { ...comparison, readings: kept } });
}

/** Whether the parameters of one node are all that differs, by identity. */
function changesOnlyParams(before: GraphDocument | null, after: GraphDocument | null, id: string): boolean {
  if (!before || !after) return false;
  const parts = ['edges', 'groups', 'comments', 'exposed', 'subgraphs', 'title', 'notes'] as const;
  const ids = Object.keys(before.nodes);
  return (
    parts.every((part) => before[part] === after[part]) &&
    ids.length === Object.keys(after.nodes).length &&
    ids.every((one) => one === id || before.nodes[one] === after.nodes[one])
  );
}

export const isOpen = ({ path }: Comparison, state: DocumentState): boolean => path.join('/') === state.path.join('/');

export function paramsAt({ document }: DocumentState, path: GraphPath, id: string): Params | null {
  return graphAt(document, path, catalog)?.nodes[id]?.params ?? null;
}

const swapped = (comparison: Comparison, params: Params): Comparison => ({
  ...comparison,
  side: comparison.side === 'a' ? 'b' : 'a',
  other: params,
});

// Undo and redo may bring the other setting back: then that is the side that is shown.
documentStore.subscribe((state, before) => {
  const { comparison } = abStore.getState();
  if (!comparison || state.document === before.document) return;
  const { path, id, other } = comparison;
  const now = paramsAt(state, path, id);
  if (!now) {
    endComparison();
    return;
  }
  const was = paramsAt(before, path, id);
  const isRedo = state.document === before.future.at(-1)?.document;
  const hasMoved = state.past.length < before.past.length || isRedo;
  if (hasMoved && was && sameParams(now, other) && !sameParams(was, other)) {
    abStore.setState({ comparison: swapped(comparison, was) });
  }
});
