import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { graphAt } from '../document/graph-at.ts';
import { titleOf } from '../document/node-face.ts';
import { documentStore, openPath, select } from '../store/document-store.ts';
import classes from './canvas.module.css';
import type { CanvasView } from './canvas-view.ts';

/** Where the canvas stands among subgraphs; each step leads back. */
export function Breadcrumbs({ view }: { view: CanvasView }) {
  const document = useStore(documentStore, (state) => state.document);
  const path = useStore(documentStore, (state) => state.path);
  if (path.length === 0) return null;
  const nameOf = (depth: number): string => {
    const graph = graphAt(document, path.slice(0, depth - 1), catalog);
    const id = path[depth - 1] ?? '';
    const node = graph?.nodes[id];
    return graph && node ? titleOf(node, graph, catalog) : id;
  };
  const go = (depth: number) => {
    const left = path[depth];
    openPath(path.slice(0, depth));
    if (left === undefined) return;
    select({ nodes: new Set([left]) });
    view.focusCard(left);
  };
  return (
    <nav className={classes['breadcrumbs']} aria-label="Subgraphs">
      {[...path, ''].map((_, depth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the depth is what tells them apart
        <span key={depth} className={classes['crumb']}>
          {depth > 0 && <IconChevronRight size={13} aria-hidden />}
          {depth === path.length ? (
            <strong aria-current="location">{nameOf(depth)}</strong>
          ) : (
            <UnstyledButton className={classes['crumbButton'] ?? ''} onClick={() => go(depth)}>
              {depth === 0 ? document.title || 'Graph' : nameOf(depth)}
            </UnstyledButton>
          )}
        </span>
      ))}
    </nav>
  );
}
