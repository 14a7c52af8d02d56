import { createStore } from 'zustand/vanilla';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { changeGraphAt, type GraphPath, graphAt } from '../document/graph-at.ts';

/** One step that undo takes back. */
interface Step {
  readonly label: string;
  readonly document: GraphDocument;
  /** Where the canvas stood when the edit was made. */
  readonly path: GraphPath;
}
export interface Selection {
  readonly nodes: ReadonlySet<string>;
  /** `from -> to`, as `edgeId` gives it. */
  readonly edges: ReadonlySet<string>;
}
export const nothingSelected: Selection = { nodes: new Set(), edges: new Set() };
export const edgeId = (from: string, to: string): string => `${from} -> ${to}`;

export interface DocumentState {
  readonly document: GraphDocument;
  /** The graph that the canvas shows. */
  readonly path: GraphPath;
  /** Ids in the graph at `path`. */
  readonly selection: Selection;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** Why edits are refused, a sentence; `null` where they are not. */
  readonly readOnly: string | null;
  /** Edits refused so far, so that someone can say so. */
  readonly refused: number;
}

export const emptyDocument: GraphDocument = {
  format: 'cellwire-graph',
  formatVersion: 1,
  title: 'Untitled',
  notes: '',
  nodes: {},
  edges: [],
  groups: {},
  exposed: {},
};

/** The document that is edited, what is selected in it, and its history. All changes go through `edit`. */
export const documentStore = createStore<DocumentState>(() => ({
  document: emptyDocument,
  path: [],
  selection: nothingSelected,
  past: [],
  future: [],
  readOnly: null,
  refused: 0,
}));

let mergeKey: string | null = null;

/**
 * Changes the graph that the canvas shows; one step of undo.
 *
 * @param label   what undo offers to take back: "Move 3 nodes".
 * @param change  pure; the same graph back means nothing happened, and no step is made.
 * @param merge   edits in a row with the same key are one step: a drag, a value being typed.
 */
export function edit(
  label: string,
  change: (graph: GraphDocument) => GraphDocument,
  merge: string | null = null,
): void {
  documentStore.setState((state) => {
    if (state.readOnly !== null) return { refused: state.refused + 1 };
    const document = changeGraphAt(state.document, state.path, catalog, change);
    if (document === state.document) return state;
    const merged = merge !== null && merge === mergeKey && state.past.length > 0;
    mergeKey = merge;
    const step: Step = { label, document: state.document, path: state.path };
    return { document, past: merged ? state.past : [...state.past, step], future: [] };
  });
}

export function undo(): void {
  move('past', 'future');
}
export function redo(): void {
  move('future', 'past');
}
function move(from: 'past' | 'future', to: 'past' | 'future'): void {
  mergeKey = null;
  documentStore.setState((state) => {
    const step = state[from].at(-1);
    if (!step) return state;
    if (state.readOnly !== null) return { refused: state.refused + 1 };
    const back: Step = { label: step.label, document: state.document, path: step.path };
    return {
      document: step.document,
      path: step.path,
      selection: nothingSelected,
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], back],
    };
  });
}

/** Ends a merged edit: the next one with the same key is a step of its own. */
export function settle(): void {
  mergeKey = null;
}

/** Opens another document; its history begins anew. */
export function load(document: GraphDocument): void {
  mergeKey = null;
  documentStore.setState({ document, path: [], selection: nothingSelected, past: [], future: [] });
}

export function select(selection: Partial<Selection>): void {
  documentStore.setState({ selection: { ...nothingSelected, ...selection } });
}

/** Shows the subgraph at a path on the canvas. */
export function openPath(path: GraphPath): void {
  if (graphAt(documentStore.getState().document, path, catalog)) {
    documentStore.setState({ path, selection: nothingSelected });
  }
}

/** The graph that the canvas shows; the root where a path leads nowhere any more. */
export function openGraph({ document, path }: DocumentState): GraphDocument {
  return graphAt(document, path, catalog) ?? document;
}
