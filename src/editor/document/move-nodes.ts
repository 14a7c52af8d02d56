import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { changeNodes } from './node-of.ts';

/** The graph with nodes at new places, grid units; rounded. */
export function moveNodes(graph: GraphDocument, places: ReadonlyMap<string, GraphNode['at']>): GraphDocument {
  return changeNodes(graph, places.keys(), (node, id) => {
    const [column, row] = places.get(id) ?? node.at;
    return place(node, Math.round(column), Math.round(row));
  });
}

/** The graph with nodes moved by some grid units: what an arrow key does. */
export function nudgeNodes(graph: GraphDocument, ids: Iterable<string>, columns: number, rows: number): GraphDocument {
  return changeNodes(graph, ids, (node) =>
    place(node, Math.round(node.at[0] + columns), Math.round(node.at[1] + rows)),
  );
}

const place = (node: GraphNode, column: number, row: number): GraphNode =>
  node.at[0] === column && node.at[1] === row ? node : { ...node, at: [column, row] };

/** Upper left corner of nodes and comments, grid units; [0, 0] without any. */
export function cornerOf(nodes: Iterable<Pick<GraphNode, 'at'>>): GraphNode['at'] {
  const places = [...nodes].map(({ at }) => at);
  if (places.length === 0) return [0, 0];
  return [Math.min(...places.map(([column]) => column)), Math.min(...places.map(([, row]) => row))];
}
