import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { announce } from '../canvas/announce.ts';
import { leave } from '../canvas/commands-edit.ts';
import { graphAt } from '../document/graph-at.ts';
import { documentStore, select } from '../store/document-store.ts';
import { OutlineComments } from './outline-comments.tsx';
import { type Asking, OutlineDialogs } from './outline-dialogs.tsx';
import { itemsOf, type OutlineItem } from './outline-items.ts';
import { runOutlineKey } from './outline-keys.ts';
import { OutlineNode } from './outline-node.tsx';
import classes from './palette.module.css';

/** The graph as a tree: an equal editor for keyboard and screen reader. */
export function Outline() {
  const document = useStore(documentStore, (state) => state.document);
  const path = useStore(documentStore, (state) => state.path);
  const selection = useStore(documentStore, (state) => state.selection.nodes);
  const graph = graphAt(document, path, catalog) ?? document;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const tree = useRef<HTMLUListElement>(null);
  const items = itemsOf(graph, open);
  const only = selection.size === 1 ? [...selection][0] : undefined;
  const current = items.find(({ key }) => key === active) ?? items.find(({ node }) => node === only) ?? items[0];

  useEffect(() => {
    // The canvas selected another card.
    if (only !== undefined) setActive((key) => (key === only || key?.startsWith(`${only} `) ? key : only));
  }, [only]);
  const focus = (key: string) =>
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: false });
  const go = (item: OutlineItem | undefined) => {
    if (!item) return;
    setActive(item.key);
    if (!selection.has(item.node) || selection.size > 1) select({ nodes: new Set([item.node]) });
    focus(item.key);
  };
  const expand = (node: string, isOpen: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (isOpen) next.add(node);
      else next.delete(node);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || !current) return;
    const isDone = runOutlineKey(event, { items, current, open, go, expand, ask: setAsking });
    if (isDone) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <div>
      <div className={classes['bar']}>
        <Button size="compact-xs" variant="light" onClick={() => setAsking({ what: 'add', from: null })}>
          Add
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!current}
          onClick={() => current && setAsking({ what: 'connect', item: current })}
        >
          Connect
        </Button>
        {path.length > 0 && (
          <Button size="compact-xs" variant="default" onClick={() => leave((id) => announce(`Left, at ${id}`))}>
            Leave the subgraph
          </Button>
        )}
      </div>
      {items.length === 0 && graph.comments === undefined ? (
        <div className={classes['none']}>No nodes yet. Add one to begin.</div>
      ) : items.length === 0 ? null : (
        <ul
          ref={tree}
          className={classes['tree']}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree is a list whose items fold
          role="tree"
          aria-label="Graph"
          aria-multiselectable
          onKeyDown={onKeyDown}
        >
          {items
            .filter(({ input }) => input === null)
            .map((item) => (
              <OutlineNode
                key={item.key}
                graph={graph}
                path={path}
                item={item}
                isOpen={open.has(item.node)}
                isSelected={selection.has(item.node)}
                currentKey={current?.key ?? null}
                onGo={go}
                onExpand={expand}
                onAsk={setAsking}
              />
            ))}
        </ul>
      )}
      {graph.comments && <OutlineComments comments={graph.comments} />}
      <OutlineDialogs
        asking={asking}
        onClose={(key) => {
          setAsking(null);
          if (key !== null) setActive(key);
          const next = key ?? current?.key;
          // Once it is there, and the dialog gone.
          if (next !== undefined) requestAnimationFrame(() => focus(next));
        }}
      />
    </div>
  );
}
