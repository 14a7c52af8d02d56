import { createStore } from 'zustand/vanilla';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { changeGraphAt, type GraphPath, graphAt } from '../document/graph-at.ts';
import type { Added } from '../document/node-of.ts';
import { type Step, withStep } from './history.ts';

export interface Selection {
  readonly nodes: ReadonlySet<string>;
  /** `from -> to`, as `edgeId` gives it. */
  readonly edges: ReadonlySet<string>;
  readonly comments: ReadonlySet<string>;
}
export const nothingSelected: Selection = { nodes: new Set(), edges: new Set(), comments: new Set() };
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
 * Changes the graph that the canvas shows; one step of undo. What is selected and goes is no longer selected.
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
    const isMerged = merge !== null && merge === mergeKey && state.past.length > 0;
    mergeKey = merge;
    const past = isMerged
      ? state.past
      : withStep(state.past, { label, document: state.document, path: state.path }, document);
    return { document, past, future: [], selection: stillThere(state.selection, document, state.path) };
  });
}

/** An edit that makes nodes and comments; they are selected afterwards. @returns their ids; none where nothing was made. */
export function editAndSelect(label: string, change: (graph: GraphDocument) => Added): readonly string[] {
  let ids: readonly string[] = [];
  let comments: readonly string[] = [];
  edit(label, (graph) => {
    const added = change(graph);
    ids = added.ids;
    comments = added.comments ?? [];
    return added.graph;
  });
  const graph = openGraph(documentStore.getState());
  ids = ids.filter((id) => Object.hasOwn(graph.nodes, id));
  comments = comments.filter((id) => Object.hasOwn(graph.comments ?? {}, id));
  if (ids.length + comments.length > 0) select({ nodes: new Set(ids), comments: new Set(comments) });
  return ids;
}

/** Takes the last step back; the canvas goes to where it was made. */
export function undo(): void {
  move('past', 'future');
}
/** Makes the last step that was taken back again. */
export function redo(): void {
  move('future', 'past');
}
function move(from: 'past' | 'future', to: 'past' | 'future'): void {
  mergeKey = null;
  documentStore.setState((state) => {
    const step = state[from].at(-1);
    if (!step) return state;
    if (state.readOnly !== null) return { refused: state.refused + 1 };
    const { document, path } = step;
    const isHere = path.join('/') === state.path.join('/');
    return {
      document,
      path,
      selection: isHere ? stillThere(state.selection, document, path) : nothingSelected,
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], { ...step, document: state.document }],
    };
  });
}

function stillThere(selection: Selection, document: GraphDocument, path: GraphPath): Selection {
  const graph = graphAt(document, path, catalog);
  if (!graph) return nothingSelected;
  const nodes = [...selection.nodes].filter((id) => Object.hasOwn(graph.nodes, id));
  const wires = selection.edges.size > 0 ? new Set(graph.edges.map(([from, to]) => edgeId(from, to))) : new Set();
  const edges = [...selection.edges].filter((id) => wires.has(id));
  const comments = [...selection.comments].filter((id) => Object.hasOwn(graph.comments ?? {}, id));
  const isWhole =
    nodes.length === selection.nodes.size &&
    edges.length === selection.edges.size &&
    comments.length === selection.comments.size;
  return isWhole ? selection : { nodes: new Set(nodes), edges: new Set(edges), comments: new Set(comments) };
}

/**
 * Makes one step of undo of all that was done since the document was another one.
 * @param since  the document before them; nothing happens where it is not in the history.
 * @param may    whether a step may be taken up; one that may not leaves all as they are.
 */
export function foldSteps(
  since: GraphDocument,
  label: string,
  may: (before: GraphDocument, after: GraphDocument, path: GraphPath) => boolean,
): void {
  documentStore.setState((state) => {
    const first = state.past.findIndex(({ document }) => document === since);
    const steps = first < 0 ? [] : state.past.slice(first);
    const [start] = steps;
    const after = (i: number) => steps[i + 1]?.document ?? state.document;
    if (!start || !steps.every(({ document, path }, i) => may(document, after(i), path))) return state;
    const bytes = steps.reduce((sum, step) => sum + step.bytes, 0);
    return { past: [...state.past.slice(0, first), { ...start, label, bytes }] };
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
    mergeKey = null;
    documentStore.setState({ path, selection: nothingSelected });
  }
}

/** The graph that the canvas shows; the root where a path leads nowhere any more. */
export function openGraph({ document, path }: DocumentState): GraphDocument {
  return graphAt(document, path, catalog) ?? document;
}
