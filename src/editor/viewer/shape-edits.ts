import type { Shape } from '../../runtime/data/shapes.ts';
import { parseShapes, writeShapes } from '../../runtime/formats/drawn-shapes.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { addNode } from '../document/add-node.ts';
import { connect } from '../document/connect.ts';
import { columnPitch, rowPitch } from '../document/grid.ts';
import { nodeOf } from '../document/node-of.ts';
import { paramValue, resetParams, setParam } from '../document/set-param.ts';

/** A shape that stands in the parameters of a node and is edited on the picture. */
export interface DrawnShape {
  readonly node: string;
  /** Place among the shapes of the node; 0 for the one line of a node that takes coordinates. */
  readonly place: number;
  readonly shape: Shape;
  /** Nothing was drawn yet: what the node takes without a line. */
  readonly isDefault: boolean;
}
/** Type of the node that keeps any number of shapes in one text. */
export const shapesType = 'io.drawn-shapes';
const ends = ['x1', 'y1', 'x2', 'y2'] as const;

/** Whether nodes of a type take one line as four coordinates. */
export function takesLine(type: string, catalog: Catalog): boolean {
  const params = catalog.nodes.get(type)?.params ?? {};
  return ends.every((name) => params[name]?.type === 'number');
}

/**
 * The shapes in the parameters of the nodes of a graph.
 * @param middle  the line that a node takes where its ends are equal.
 */
export function drawnShapes(graph: GraphDocument, catalog: Catalog, middle: Shape['points']): readonly DrawnShape[] {
  return Object.entries(graph.nodes).flatMap(([id, node]): readonly DrawnShape[] => {
    if (node.type === shapesType) {
      return shapesOf(String(node.params['shapes'] ?? '')).map((shape, place) => ({
        node: id,
        place,
        shape,
        isDefault: false,
      }));
    }
    if (!takesLine(node.type, catalog) || isFed(graph, id, catalog)) return [];
    const [x1, y1, x2, y2] = ends.map((name) => Number(paramValue(node, name, graph, catalog)));
    if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return [];
    // Given in µm: edited as text, in the panel.
    if ([x1, y1, x2, y2].some(Number.isNaN)) return [];
    const isDefault = x1 === x2 && y1 === y2;
    const points: Shape['points'] = isDefault
      ? middle
      : [
          [x1, y1],
          [x2, y2],
        ];
    return [{ node: id, place: 0, shape: { type: 'line', name: node.title ?? id, t: null, points }, isDefault }];
  });
}

/** Lines that come over a wire go before the coordinates. */
function isFed(graph: GraphDocument, id: string, catalog: Catalog): boolean {
  const inputs = catalog.nodes.get(graph.nodes[id]?.type ?? '')?.inputs ?? {};
  return graph.edges.some(([, to]) => {
    const dot = to.lastIndexOf('.');
    return to.slice(0, dot) === id && inputs[to.slice(dot + 1)]?.kind === 'Shapes';
  });
}

/** Shapes of a text; none where it can't be read: the inspector says why. */
function shapesOf(text: string): readonly Shape[] {
  try {
    return parseShapes(text).shapes;
  } catch {
    return [];
  }
}

/** The graph with the points of a shape moved. Places are kept to a tenth of a pixel. */
export function moveShape(
  graph: GraphDocument,
  drawn: DrawnShape,
  points: Shape['points'],
  catalog: Catalog,
): GraphDocument {
  return replaceShape(graph, drawn, { ...drawn.shape, points }, catalog);
}

export function deleteShape(graph: GraphDocument, drawn: DrawnShape, catalog: Catalog): GraphDocument {
  return replaceShape(graph, drawn, null, catalog);
}

function replaceShape(
  graph: GraphDocument,
  { node: id, place }: DrawnShape,
  shape: Shape | null,
  catalog: Catalog,
): GraphDocument {
  const node = nodeOf(graph, id);
  if (!node) return graph;
  if (node.type !== shapesType) {
    if (!shape) return resetParams(graph, id, ends);
    const values = shape.points.slice(0, 2).flat().map(tenth);
    return ends.reduce((changed, name, i) => setParam(changed, id, name, values[i] ?? 0, catalog), graph);
  }
  const shapes = shapesOf(String(node.params['shapes'] ?? ''));
  const kept = shapes.flatMap((one, i) => (i !== place ? [one] : shape ? [rounded(shape)] : []));
  return setParam(graph, id, 'shapes', writeShapes({ shapes: kept }), catalog);
}

/**
 * The graph with a newly drawn shape: in the wanted node, else in one that takes it, else in a new node.
 *
 * A line goes to a node that takes one and has none yet, or makes a kymograph of the movie that it is drawn on; all other
 * shapes are kept by a node of their own.
 *
 * @param movie  output of the graph that the shape is drawn on; `null` where it lies in no node of this graph.
 */
export function addShape(
  graph: GraphDocument,
  shape: Shape,
  movie: string | null,
  wanted: ReadonlySet<string>,
  catalog: Catalog,
): { readonly graph: GraphDocument; readonly node: string } {
  const nodes = Object.entries(graph.nodes);
  const isLine = shape.type === 'line' && shape.points.length === 2;
  const free = nodes.filter(([id, { type }]) => isLine && takesLine(type, catalog) && !isFed(graph, id, catalog));
  const chosen = free.find(([id]) => wanted.has(id)) ?? free.find(([id]) => isUnset(graph, id, catalog));
  const keeper =
    nodes.find(([id, { type }]) => type === shapesType && wanted.has(id)) ??
    nodes.find(([, { type }]) => type === shapesType);
  if (chosen) {
    const drawn: DrawnShape = { node: chosen[0], place: 0, shape, isDefault: false };
    return { graph: replaceShape(graph, drawn, shape, catalog), node: chosen[0] };
  }
  if (isLine && movie !== null && !keeper) {
    const below = belowNode(graph, movie.slice(0, movie.lastIndexOf('.')));
    const added = addNode(graph, 'project.kymograph', below, catalog);
    const id = added.ids[0] ?? '';
    const wired = connect(added.graph, movie, `${id}.movie`, catalog);
    return { graph: replaceShape(wired, { node: id, place: 0, shape, isDefault: false }, shape, catalog), node: id };
  }
  const at = belowNode(graph, movie?.slice(0, movie.lastIndexOf('.')) ?? '');
  const made = keeper ? { graph, ids: [keeper[0]] } : addNode(graph, shapesType, at, catalog);
  const id = made.ids[0] ?? '';
  const before = shapesOf(String(made.graph.nodes[id]?.params['shapes'] ?? ''));
  const text = writeShapes({ shapes: [...before, rounded(shape)] });
  return { graph: setParam(made.graph, id, 'shapes', text, catalog), node: id };
}

const isUnset = (graph: GraphDocument, id: string, catalog: Catalog): boolean =>
  drawnShapes(graph, catalog, []).some(({ node, isDefault }) => node === id && isDefault);

/** A free place to the right of a node and below all others there. */
function belowNode(graph: GraphDocument, id: string): readonly [number, number] {
  const at = nodeOf(graph, id)?.at ?? [0, 0];
  const column = at[0] + columnPitch;
  const rows = Object.values(graph.nodes).filter((node) => Math.abs(node.at[0] - column) < columnPitch);
  return [column, Math.max(at[1], ...rows.map((node) => node.at[1] + rowPitch))];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const rounded = (shape: Shape): Shape => ({ ...shape, points: shape.points.map(([x, y]) => [tenth(x), tenth(y)]) });
