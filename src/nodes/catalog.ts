import type { AnyNode } from '../runtime/node/define.ts';

const modules = import.meta.glob<AnyNode>('./*/*.ts', { eager: true, import: 'default' });

/** Every node of this folder, by id. A new file is a new node. */
export const catalog: ReadonlyMap<string, AnyNode> = new Map(
  Object.values(modules).map((definition) => [definition.id, definition]),
);
