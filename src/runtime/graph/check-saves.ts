import type { AnyNode } from '../node/define.ts';
import type { Catalog } from './catalog.ts';
import { GraphError } from './errors.ts';
import type { ParamRecord, Plan } from './plan.ts';

/**
 * Checks, before anything runs, that all nodes that write files write within the results folder, and no two the same file.
 *
 * @param targets  ids of the steps that run; all where left out.
 * @throws GraphError naming the node, and what to change.
 */
export function checkSaves(plan: Plan, { nodes }: Catalog, targets?: ReadonlySet<string>): void {
  const owners = new Map<string, string>();
  for (const step of plan) {
    const definition = nodes.get(step.type);
    if (definition?.role !== 'sink' || (targets && !targets.has(step.id))) continue;
    for (const name of namesOf(step.id, definition, step.params)) {
      const other = owners.get(name.toLowerCase());
      if (other !== undefined) throw new GraphError('same-file', { node: step.id, other, name });
      owners.set(name.toLowerCase(), step.id);
    }
  }
}

type Sink = Extract<AnyNode, { role: 'sink' }>;
function namesOf(node: string, sink: Sink, params: ParamRecord): readonly string[] {
  try {
    return sink.names?.(params as never) ?? [];
  } catch (error) {
    throw new GraphError('bad-name', { node, reason: error instanceof Error ? error.message : String(error) });
  }
}
