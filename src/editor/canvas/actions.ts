import { catalog } from '../../nodes/library.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { addNode } from '../document/add-node.ts';
import { connect, connectionProblem, disconnect, portAt } from '../document/connect.ts';
import { type Converter, connectThrough, convertersFor, insertOnEdge } from '../document/converters.ts';
import { setNote, setTitle } from '../document/describe-nodes.ts';
import { expose, exposedAs, unexpose } from '../document/expose.ts';
import { cardWidth } from '../document/grid.ts';
import { changeGroup } from '../document/groups.ts';
import { faceOf, faceOfType, titleOf } from '../document/node-face.ts';
import { placeSubgraph } from '../document/place-subgraph.ts';
import { documentStore, edgeId, edit, editAndSelect, openGraph, select } from '../store/document-store.ts';
import type { Place, Point, WireEnd } from './canvas-store.ts';
import { canvasStore } from './canvas-store.ts';
import { layoutOf } from './card-size.ts';
import { fittingPort } from './search-nodes.ts';

/** The graph on the canvas as it is now. */
export const graphNow = (): GraphDocument => openGraph(documentStore.getState());

export const titleNow = (id: string): string => {
  const graph = graphNow();
  const node = graph.nodes[id];
  return node ? titleOf(node, graph, catalog) : id;
};
/** What an edit of some nodes and comments is called: the name of the one, or their number. */
export function titles(ids: readonly string[], comments = 0): string {
  if (ids.length === 1 && comments === 0) return titleNow(ids[0] ?? '');
  const notes = comments === 1 ? 'a comment' : `${comments} comments`;
  if (comments === 0 || ids.length > 0) {
    const nodes = ids.length === 1 ? titleNow(ids[0] ?? '') : `${ids.length} nodes`;
    return comments === 0 ? nodes : `${nodes} and ${notes}`;
  }
  return notes;
}

export function renameNode(id: string, title: string): void {
  edit(`Rename ${titleNow(id)}`, (graph) => setTitle(graph, id, title, catalog));
}
export function noteNode(id: string, note: string): void {
  edit(`Note on ${titleNow(id)}`, (graph) => setNote(graph, id, note.trim()));
}
export function renameGroup(id: string, title: string): void {
  edit('Rename the group', (graph) => changeGroup(graph, id, { title: title.trim() }));
}
export function selectGroup(id: string): void {
  select({ nodes: new Set(graphNow().groups[id]?.nodes ?? []) });
}

/** How wires of a card may begin: where a node was dropped, and what it is to be connected with. */
export interface Adding {
  readonly type: string;
  /** Of the upper left corner. */
  readonly at: Place;
  readonly from?: WireEnd | null;
  /** Wire that the node is put into. */
  readonly onWire?: string | null;
}

/** Adds a node, connects it as asked and selects it; its id, or `null` where the document may not be edited. */
export function add({ type, at, from = null, onWire = null }: Adding): string | null {
  let id: string | null = null;
  edit(`Add ${faceOfType(type, graphNow(), catalog).title}`, (graph) => {
    const added = addNode(graph, type, freePlace(graph, at), catalog);
    id = added.ids[0] ?? null;
    if (id === null) return added.graph;
    if (from) return connectTo(added.graph, from, id);
    const wire = onWire === null ? undefined : wireOf(added.graph, onWire);
    return (wire && insertOnEdge(added.graph, id, wire, catalog)) ?? added.graph;
  });
  if (id !== null && graphNow().nodes[id]) select({ nodes: new Set([id]) });
  return id;
}

/** Adds a node that stands for a graph of the library, its middle at a place; its id, or none where edits are refused. */
export const addSaved = (inner: GraphDocument, middle: Place): readonly string[] =>
  editAndSelect(`Add ${inner.title}`, (graph) =>
    placeSubgraph(graph, inner, freePlace(graph, [middle[0] - cardWidth / 2, middle[1] - 6]), catalog),
  );

/** The place itself, or one a little below and to the right where a card already has exactly that place. */
function freePlace(graph: GraphDocument, at: Place): Place {
  const taken = new Set(Object.values(graph.nodes).map((node) => node.at.join()));
  let [column, row] = [Math.round(at[0]), Math.round(at[1])];
  while (taken.has(`${column},${row}`)) {
    column += 2;
    row += 2;
  }
  return [column, row];
}

function connectTo(graph: GraphDocument, from: WireEnd, id: string): GraphDocument {
  const near = portAt(graph, refOf(from), from.side === 'output' ? 'outputs' : 'inputs', catalog);
  const node = graph.nodes[id];
  if (!near || !node) return graph;
  const port = fittingPort(faceOf(node, graph, catalog), near.kind, from.side === 'output' ? 'input' : 'output');
  if (!port) return graph;
  const [start, end] = inOrder(from, { node: id, port: port.name, side: from.side === 'output' ? 'input' : 'output' });
  return connectionProblem(graph, start, end, catalog) === null ? connect(graph, start, end, catalog) : graph;
}

export const refOf = ({ node, port }: WireEnd): string => `${node}.${port}`;
const inOrder = (a: WireEnd, b: WireEnd): readonly [from: string, to: string] =>
  a.side === 'output' ? [refOf(a), refOf(b)] : [refOf(b), refOf(a)];

export const wireOf = (graph: GraphDocument, id: string): readonly [string, string] | undefined =>
  graph.edges.find(([from, to]) => edgeId(from, to) === id);

/** The upper left corner of a card whose middle is to be at a place. */
export function cornerFor(type: string, middle: Place): Place {
  const { height } = layoutOf(faceOfType(type, graphNow(), catalog), false);
  return [Math.round(middle[0] - cardWidth / 2), Math.round(middle[1] - height / 40)];
}

/**
 * Connects two ends, or says at a point of the screen why they can't be, with the converter where there is one.
 * @param instead  a wire that goes away at the same time.
 * @returns whether they are connected now.
 */
export function connectOrSay(a: WireEnd, b: WireEnd, screen: Point, instead: string | null = null): boolean {
  if (a.side === b.side) {
    say(`Wires lead from an output to an input; both of these are ${a.side}s.`, screen);
    return false;
  }
  const [from, to] = inOrder(a, b);
  const before = graphNow();
  const old = instead === null ? undefined : wireOf(before, instead);
  const graph = old ? disconnect(before, [old]) : before;
  const problem = connectionProblem(graph, from, to, catalog);
  if (problem === null) {
    edit(`Connect ${titleNow(parseEndpoint(from).node)} to ${titleNow(parseEndpoint(to).node)}`, (now) =>
      connect(old ? disconnect(now, [old]) : now, from, to, catalog),
    );
    return true;
  }
  say(problem, screen, converterAction(graph, from, to));
  return false;
}

export function say(text: string, screen: Point, action: { label: string; run(): void } | null = null): void {
  canvasStore.setState({ notice: { text, screen, action } });
}

function converterAction(graph: GraphDocument, from: string, to: string) {
  const output = portAt(graph, from, 'outputs', catalog);
  const input = portAt(graph, to, 'inputs', catalog);
  if (!output || !input || output.node === input.node) return null;
  const converter = convertersFor(output.kind, input.kind, catalog).find((one) => fits(graph, from, to, one));
  if (!converter) return null;
  const { title } = faceOfType(converter.type, graph, catalog);
  const run = () => {
    let ids: readonly string[] = [];
    edit(`Connect through ${title}`, (now) => {
      const added = connectThrough(now, from, to, converter, catalog);
      ids = added.ids;
      return added.graph;
    });
    select({ nodes: new Set(ids) });
  };
  return { label: `Insert ${title}`, run };
}

function fits(graph: GraphDocument, from: string, to: string, converter: Converter): boolean {
  try {
    connectThrough(graph, from, to, converter, catalog);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Offers the nodes that can be put into a wire. */
export function insertSearchInto(wire: string, at: { readonly screen: Point; readonly at: Place }): void {
  canvasStore.setState({ search: { ...at, from: null, onWire: wire } });
}

/** Ids of the wires at a port. */
export const wiresAt = (end: WireEnd): readonly string[] =>
  graphNow()
    .edges.filter(([from, to]) => (end.side === 'output' ? from : to) === refOf(end))
    .map(([from, to]) => edgeId(from, to));

const sideOf = ({ side }: WireEnd): 'inputs' | 'outputs' => (side === 'input' ? 'inputs' : 'outputs');

/** The name under which the outside of a subgraph sees a port; `null` where it doesn't. */
export const outsideName = (end: WireEnd): string | null => exposedAs(graphNow(), sideOf(end), refOf(end))[0] ?? null;

/** Shows a port to whoever uses this graph as a node, or no longer. */
export function toggleOutside(end: WireEnd): void {
  const name = outsideName(end);
  const what = `${titleNow(end.node)} · ${end.port}`;
  if (name === null) edit(`Show ${what} outside`, (graph) => expose(graph, sideOf(end), refOf(end), catalog));
  else edit(`Hide ${what} from outside`, (graph) => unexpose(graph, sideOf(end), name));
}

export function removeWires(ids: Iterable<string>): void {
  const graph = graphNow();
  const wires = [...ids].flatMap((id) => {
    const wire = wireOf(graph, id);
    return wire ? [wire] : [];
  });
  if (wires.length === 0) return;
  edit(wires.length === 1 ? 'Disconnect' : `Disconnect ${wires.length} wires`, (now) => disconnect(now, wires));
}
