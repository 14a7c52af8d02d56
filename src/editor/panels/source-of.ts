import { catalog } from '../../nodes/library.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { type GraphPath, graphAt } from '../document/graph-at.ts';
import { outputOf } from '../document/output-of.ts';
import type { OutputRef } from '../store/view-store.ts';

/**
 * The output that feeds an input of a node, also through the inputs of the subgraphs around it.
 * @returns `null` where nothing is connected.
 */
export function sourceOf(document: GraphDocument, path: GraphPath, node: string, port: string): OutputRef | null {
  const graph = graphAt(document, path, catalog);
  if (!graph) return null;
  const wanted = `${node}.${port}`;
  const edge = graph.edges.find(([, to]) => to === wanted);
  if (edge) {
    const from = parseEndpoint(edge[0]);
    return outputOf(document, path, from.node, from.port, catalog);
  }
  const around = path.at(-1);
  if (around === undefined) return null;
  const outer = Object.entries(graph.exposed.inputs ?? {}).find(([, refs]) => refs.includes(wanted));
  return outer ? sourceOf(document, path.slice(0, -1), around, outer[0]) : null;
}
