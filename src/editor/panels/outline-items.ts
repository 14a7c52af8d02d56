import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { faceOf, titleOf } from '../document/node-face.ts';
import { outlineOrder } from './outline-order.ts';

/** A line of the outline: a node, or one of its inputs. */
export interface OutlineItem {
  /** `node`, or `node input`. */
  readonly key: string;
  readonly node: string;
  readonly input: OutlineInput | null;
}
export interface OutlineInput {
  readonly port: string;
  readonly kind: Kind;
  readonly isOptional: boolean;
  /** `node.port` that feeds it. */
  readonly from: string | null;
  /** "Open movie · movie". */
  readonly fromTitle: string | null;
}

/** The lines of a graph that are to be seen, in order. */
export function itemsOf(graph: GraphDocument, open: ReadonlySet<string>): readonly OutlineItem[] {
  return outlineOrder(graph).flatMap((node) => [
    { key: node, node, input: null },
    ...(open.has(node) ? inputsOf(graph, node).map((input) => ({ key: `${node} ${input.port}`, node, input })) : []),
  ]);
}

export function inputsOf(graph: GraphDocument, id: string): readonly OutlineInput[] {
  const node = graph.nodes[id];
  if (!node) return [];
  return faceOf(node, graph, catalog).inputs.map(({ name, kind, optional }) => {
    const from = graph.edges.find(([, to]) => to === `${id}.${name}`)?.[0] ?? null;
    return {
      port: name,
      kind,
      isOptional: optional,
      from,
      fromTitle: from === null ? null : titleOfOutput(graph, from),
    };
  });
}

export function titleOfOutput(graph: GraphDocument, ref: string): string {
  const { node: id, port } = parseEndpoint(ref);
  const node = graph.nodes[id];
  return `${node ? titleOf(node, graph, catalog) : id} · ${port}`;
}
