import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';

/**
 * Ids of a graph's nodes in an order in which each comes after what feeds it; beside each other by their place.
 * Nodes of a loop come last.
 */
export function outlineOrder(graph: GraphDocument): readonly string[] {
  const waits = new Map<string, Set<string>>();
  for (const id of Object.keys(graph.nodes)) waits.set(id, new Set());
  for (const [from, to] of graph.edges) {
    const source = parseEndpoint(from).node;
    if (waits.has(source)) waits.get(parseEndpoint(to).node)?.add(source);
  }
  const place = (id: string) => graph.nodes[id]?.at ?? [0, 0];
  const left = Object.keys(graph.nodes).sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
  const ordered: string[] = [];
  const done = new Set<string>();
  while (ordered.length < left.length) {
    const next = left.find((id) => !done.has(id) && [...(waits.get(id) ?? [])].every((one) => done.has(one)));
    if (next === undefined) return [...ordered, ...left.filter((id) => !done.has(id))];
    done.add(next);
    ordered.push(next);
  }
  return ordered;
}
