import type { KeyboardEvent } from 'react';
import { catalog } from '../../nodes/library.ts';
import { removeWires, titleNow } from '../canvas/actions.ts';
import { canvasStore } from '../canvas/canvas-store.ts';
import { openOrLook } from '../canvas/commands-node.ts';
import { removeNodes } from '../document/remove-nodes.ts';
import { edgeId, edit } from '../store/document-store.ts';
import type { Asking } from './outline-dialogs.tsx';
import type { OutlineItem } from './outline-items.ts';

interface Tree {
  readonly items: readonly OutlineItem[];
  readonly current: OutlineItem;
  readonly open: ReadonlySet<string>;
  go(item: OutlineItem | undefined): void;
  expand(node: string, isOpen: boolean): void;
  ask(asking: Asking): void;
}

/** What a key does in the outline; false where it does nothing. */
export function runOutlineKey(event: KeyboardEvent, tree: Tree): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { items, current } = tree;
  const at = items.indexOf(current);
  const { node, input } = current;
  switch (event.key) {
    case 'ArrowDown':
      tree.go(items[at + 1]);
      return true;
    case 'ArrowUp':
      tree.go(items[at - 1]);
      return true;
    case 'Home':
      tree.go(items[0]);
      return true;
    case 'End':
      tree.go(items.at(-1));
      return true;
    case 'ArrowRight':
      if (input) return false;
      if (tree.open.has(node)) tree.go(items[at + 1]?.node === node ? items[at + 1] : undefined);
      else tree.expand(node, true);
      return true;
    case 'ArrowLeft':
      if (input) tree.go(items.find(({ key }) => key === node));
      else tree.expand(node, false);
      return true;
    case 'Enter':
      if (input) tree.ask({ what: 'connect', item: current });
      else openOrLook(node);
      return true;
    case 'w':
    case 'W':
      tree.ask({ what: 'connect', item: current });
      return true;
    case '/':
    case ' ':
      tree.ask({ what: 'add', from: null });
      return true;
    case 'F2':
      canvasStore.setState({ renaming: { kind: 'outline', id: node } });
      return true;
    case 'Delete':
    case 'Backspace':
      remove(tree);
      return true;
    default:
      return false;
  }
}

/** Deletes the node, or takes off what feeds the input. */
function remove({ items, current, go }: Tree): void {
  const { node, input } = current;
  if (input) {
    if (input.from !== null) removeWires([edgeId(input.from, `${node}.${input.port}`)]);
    return;
  }
  const at = items.indexOf(current);
  const others = items.filter((item) => item.node !== node && item.input === null);
  const next = items.slice(at).find((item) => item.node !== node && item.input === null) ?? others.at(-1);
  edit(`Delete ${titleNow(node)}`, (graph) => removeNodes(graph, [node], catalog));
  go(next);
}
