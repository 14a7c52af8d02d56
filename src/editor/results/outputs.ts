import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import { type Endpoint, type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { flatten } from '../../runtime/graph/flatten.ts';
import { type GraphPath, graphAt, subgraphOf } from '../document/graph-at.ts';
import { titleOf } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import type { OutputRef } from '../store/view-store.ts';

export type ResultKind = Extract<Kind, 'Table' | 'Figure' | 'Tracks'>;
/** An output whose result is looked at in the dock. */
export interface ResultOutput extends OutputRef {
  readonly kind: ResultKind;
  /** Name of the node, and of the output where the node has several. */
  readonly title: string;
}

export const keyOf = ({ step, port }: OutputRef): string => `${step}.${port}`;

/** Tables, figures and tracks of a document, subgraphs opened, from left to right as on the canvas. */
export function resultOutputs(document: GraphDocument, catalog: Catalog): readonly ResultOutput[] {
  const found: ResultOutput[] = [];
  const walk = (graph: GraphDocument, path: GraphPath, depth: number): void => {
    const nodes = Object.entries(graph.nodes).sort(([, a], [, b]) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
    for (const [id, node] of nodes) {
      const inner = subgraphOf(graph, id, catalog);
      if (inner) {
        if (depth < 16) walk(inner, [...path, id], depth + 1);
        continue;
      }
      const outputs = Object.entries(catalog.nodes.get(node.type)?.outputs ?? {}).filter(([, { kind }]) =>
        isResult(kind),
      );
      for (const [port, { kind }] of outputs) {
        const title = titleOf(node, graph, catalog);
        const named = outputs.length > 1 ? `${title}: ${port}` : title;
        found.push({ step: [...path, id].join('/'), port, kind: kind as ResultKind, title: named });
      }
    }
  };
  walk(document, [], 0);
  return found;
}

const isResult = (kind: Kind): kind is ResultKind => kind === 'Table' || kind === 'Figure' || kind === 'Tracks';

/**
 * The result that a node of the canvas stands for: its own, one within it, or what it saves.
 * @returns `null` where it has none.
 */
export function resultOfNode(
  document: GraphDocument,
  path: GraphPath,
  node: string,
  outputs: readonly ResultOutput[],
  catalog: Catalog,
): ResultOutput | null {
  const step = [...path, node].join('/');
  const own = outputs.find((one) => one.step === step) ?? outputs.find((one) => one.step.startsWith(`${step}/`));
  if (own) return own;
  const graph = graphAt(document, path, catalog);
  for (const [from, to] of graph?.edges ?? []) {
    if (!to.startsWith(`${node}.`)) continue;
    const end = parseEndpoint(from);
    const ref = outputOf(document, path, end.node, end.port, catalog);
    const saved = ref && outputs.find((one) => keyOf(one) === keyOf(ref));
    if (saved) return saved;
  }
  return null;
}

/** What feeds each step, subgraphs opened; edges that lead nowhere are left out. */
export function inputsOf(
  document: GraphDocument,
  catalog: Catalog,
): ReadonlyMap<string, ReadonlyMap<string, Endpoint>> {
  const inputs = new Map<string, Map<string, Endpoint>>();
  for (const [from, to] of flatten(document, catalog, new Map(), () => {}).edges) {
    const ports = inputs.get(to.node) ?? new Map<string, Endpoint>();
    inputs.set(to.node, ports.set(to.port, from));
  }
  return inputs;
}

/** The outputs of a kind above a step, nearest first; its own come before. */
export function nearestAbove(
  step: string,
  kind: ResultKind,
  outputs: readonly ResultOutput[],
  inputs: ReadonlyMap<string, ReadonlyMap<string, Endpoint>>,
): readonly ResultOutput[] {
  const found = outputs.filter((one) => one.step === step && one.kind === kind);
  const seen = new Set([step]);
  let front = [step];
  while (front.length > 0) {
    const next: string[] = [];
    for (const id of front) {
      for (const { node, port } of inputs.get(id)?.values() ?? []) {
        const output = outputs.find((one) => one.step === node && one.port === port && one.kind === kind);
        if (output && !found.includes(output)) found.push(output);
        if (!seen.has(node)) next.push(node);
        seen.add(node);
      }
    }
    front = next;
  }
  return found;
}
