import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../session/session-context.tsx';
import { documentStore, openGraph } from '../store/document-store.ts';
import { Announcer } from './announcer.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import classes from './canvas.module.css';
import { openSearchAt } from './canvas-places.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { CardMenu } from './card-menu.tsx';
import type { CommandContext } from './commands.ts';
import { selectOnFocus } from './comment.tsx';
import { dropOnCanvas, overCanvas } from './drop-on-canvas.ts';
import { EmptyCanvas } from './empty-canvas.tsx';
import { Flow } from './flow.tsx';
import { keyOnCanvas, useClipboardKeys, useGlobalKeys } from './keyboard.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoticeBox } from './notice-box.tsx';
import { SearchPopover } from './search-popover.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useCanvasView } from './use-canvas-view.ts';
import { WireDialog } from './wire-dialog.tsx';

/** The graph: cards, wires, groups. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasInside />
    </ReactFlowProvider>
  );
}

function CanvasInside() {
  const container = useRef<HTMLDivElement>(null);
  const session = useSession();
  const view = useCanvasView(container);
  const context = useMemo<CommandContext>(() => ({ view, session }), [view, session]);
  const isEmpty = useStore(
    documentStore,
    (state) => Object.keys(openGraph(state).nodes).length === 0 && openGraph(state).comments === undefined,
  );
  useGlobalKeys(context);
  useClipboardKeys(container, view);
  useFitOnOpening(view.open);
  return (
    <section
      ref={container}
      className={classes['canvas']}
      aria-label="Canvas"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows, Space and the other keys start here
      tabIndex={0}
      onKeyDown={(event: KeyboardEvent) => keyOnCanvas(event.nativeEvent, context)}
      onDoubleClick={(event) => {
        const isFree = (event.target as Element).closest('.react-flow__pane') !== null;
        if (isFree) openSearchAt({ x: event.clientX, y: event.clientY }, null);
      }}
      onContextMenu={(event) => view.openMenu(event)}
      onFocus={selectOnFocus}
      onPointerMove={(event) => view.follow(event)}
      onDragOver={(event: DragEvent) => overCanvas(event)}
      onDrop={(event: DragEvent) => dropOnCanvas(event, session)}
    >
      <Flow container={container} />
      {isEmpty && <EmptyCanvas view={view} />}
      <Breadcrumbs view={view} />
      <CanvasTools context={context} />
      <SearchPopover onAdded={view.focusCard} onClosed={view.focus} />
      <WireDialog view={view} />
      <NoteEditor view={view} />
      <CardMenu context={context} />
      <NoticeBox />
      <ShortcutSheet />
      <Announcer />
    </section>
  );
}

/** Shows all of a document when it is opened, and of a subgraph when it is entered. */
function useFitOnOpening(show: () => void): void {
  const { viewportInitialized } = useReactFlow();
  useEffect(() => {
    if (viewportInitialized) show();
    return documentStore.subscribe((now, before) => {
      const isOpened = now.document !== before.document && now.past.length === 0 && now.future.length === 0;
      if (isOpened || now.path !== before.path) requestAnimationFrame(show);
    });
  }, [viewportInitialized, show]);
}
