import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { connect, disconnect } from '../document/connect.ts';
import { faceOf, titleOf } from '../document/node-face.ts';

/** An output that an input can be connected to. */
export interface Source {
  /** `node.port` */
  readonly ref: string;
  /** "Threshold · labels" */
  readonly title: string;
}

/** The outputs of a graph that an input of `id` can take: of its kind, and not made from what `id` gives. */
export function sourcesFor(graph: GraphDocument, id: string, kind: Kind): readonly Source[] {
  const below = nodesBelow(graph, id);
  return Object.entries(graph.nodes).flatMap(([other, node]) => {
    if (below.has(other)) return [];
    return faceOf(node, graph, catalog)
      .outputs.filter((output) => output.kind === kind)
      .map((output) => ({
        ref: `${other}.${output.name}`,
        title: `${titleOf(node, graph, catalog)} · ${output.name}${isTitleShared(graph, other) ? ` (${other})` : ''}`,
      }));
  });
}

/** The node and all that need its results. */
export function nodesBelow(graph: GraphDocument, id: string): ReadonlySet<string> {
  const below = new Set([id]);
  for (const node of below) {
    for (const [from, to] of graph.edges) {
      if (parseEndpoint(from).node === node) below.add(parseEndpoint(to).node);
    }
  }
  return below;
}

/** What enters `to` now comes from `from`; `null` disconnects it. */
export const withSource = (graph: GraphDocument, to: string, from: string | null): GraphDocument =>
  from === null
    ? disconnect(
        graph,
        graph.edges.filter(([, end]) => end === to),
      )
    : connect(graph, from, to, catalog);

function isTitleShared(graph: GraphDocument, id: string): boolean {
  const node = graph.nodes[id];
  const title = node && titleOf(node, graph, catalog);
  return Object.entries(graph.nodes).some(([other, one]) => other !== id && titleOf(one, graph, catalog) === title);
}
