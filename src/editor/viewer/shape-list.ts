import { catalog } from '../../nodes/library.ts';
import type { Shape } from '../../runtime/data/shapes.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { outputOf } from '../document/output-of.ts';
import { documentStore, edit, openGraph, select } from '../store/document-store.ts';
import { type OutputRef, viewStore } from '../store/view-store.ts';
import type { Engine } from './engine.ts';
import { addShape, type DrawnShape, deleteShape, drawnShapes, moveShape } from './shape-edits.ts';

/** Shapes of the open graph that lie on the picture: of nodes that are not themselves above it. */
export function shapesOn(engine: Engine): readonly DrawnShape[] {
  const header = engine.pictures[0]?.header;
  if (!header) return [];
  const state = documentStore.getState();
  const graph = openGraph(state);
  const middle = (header.size.y - 1) / 2;
  const row: Shape['points'] = [
    [0, middle],
    [Math.max(0, header.size.x - 1), middle],
  ];
  const above = nodesAbove(engine);
  const { t } = viewStore.getState();
  return drawnShapes(graph, catalog, row).filter(
    ({ node, shape }) => !above.has(node) && (shape.t === null || shape.t === t),
  );
}

/** Nodes of the open graph that the picture was made by or through. */
function nodesAbove(engine: Engine): ReadonlySet<string> {
  const { path, ...state } = documentStore.getState();
  const graph = openGraph({ path, ...state });
  const { layers } = engine.pictures[0] ?? {};
  const prefix = path.map((id) => `${id}/`).join('');
  const step = layers?.output.step ?? '';
  const first = step.startsWith(prefix) ? (step.slice(prefix.length).split('/')[0] ?? '') : '';
  const seen = new Set([first]);
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const [from, to] of graph.edges) {
      const start = endpointOf(from)?.node;
      if (endpointOf(to)?.node !== id || start === undefined || seen.has(start)) continue;
      seen.add(start);
      open.push(start);
    }
  }
  return seen;
}

/** The output of the open graph that gives the movie on the screen; `null` where it lies elsewhere. */
function movieRef(output: OutputRef | null): string | null {
  if (!output) return null;
  const state = documentStore.getState();
  const graph = openGraph(state);
  const prefix = state.path.map((id) => `${id}/`).join('');
  if (!output.step.startsWith(prefix)) return null;
  const [id, ...inside] = output.step.slice(prefix.length).split('/');
  const node = id === undefined ? undefined : graph.nodes[id];
  if (!node || id === undefined) return null;
  if (inside.length === 0) return `${id}.${output.port}`;
  const inner = catalog.graphs.get(node.type) ?? graph.subgraphs?.[node.type.replace('graph.', '')];
  const port = Object.keys(inner?.exposed.outputs ?? {}).find((name) => {
    const ref = outputOf(state.document, state.path, id, name, catalog);
    return ref?.step === output.step && ref.port === output.port;
  });
  return port === undefined ? null : `${id}.${port}`;
}

/** Writes a newly drawn shape to the document, and selects the node that has it. */
export function putShape(engine: Engine, shape: Shape): void {
  let node = '';
  const movie = movieRef(engine.pictures[0]?.layers.movie ?? null);
  const wanted = documentStore.getState().selection.nodes;
  edit(`Draw ${shape.type}`, (graph) => {
    const added = addShape(graph, shape, movie, wanted, catalog);
    node = added.node;
    return added.graph;
  });
  select({ nodes: new Set([node]) });
}

/** Moves the points of a shape; all moves of one drag are one step of undo. */
export function dragShape(drawn: DrawnShape, points: Shape['points']): void {
  edit(
    `Move ${drawn.shape.type}`,
    (graph) => moveShape(graph, drawn, points, catalog),
    `shape ${drawn.node} ${drawn.place}`,
  );
}

export function removeShape(drawn: DrawnShape): void {
  edit(`Delete ${drawn.shape.type}`, (graph) => deleteShape(graph, drawn, catalog));
}
