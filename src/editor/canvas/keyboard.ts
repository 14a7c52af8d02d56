import { type RefObject, useEffect } from 'react';
import { documentStore, select } from '../store/document-store.ts';
import { graphNow, titleNow } from './actions.ts';
import { announce } from './announce.ts';
import { canvasStore, closeOverlays } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';
import { copiedText, pasteText, removeCut } from './clipboard-actions.ts';
import { type CommandContext, commands } from './commands.ts';
import { cancelDrag } from './dragging.ts';
import { isKey } from './keys.ts';
import { cardTowards, type Direction, firstCard } from './navigate.ts';

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(input|textarea|select)$/i.test(target.tagName) ||
    target.closest('[role="dialog"]') !== null);

/** What a key does on the canvas. */
export function keyOnCanvas(event: KeyboardEvent, context: CommandContext): void {
  if (isTyping(event.target) || event.defaultPrevented) return;
  // Buttons on cards and in the corners keep their own keys.
  const isButton = event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ');
  if (isButton) return;
  if (event.key === 'Escape') {
    goBack(context.view);
    return;
  }
  const direction = arrows[event.key];
  if (direction && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    goTo(direction, context.view);
    return;
  }
  runKey(event, context, false);
}

function runKey(event: KeyboardEvent, context: CommandContext, onlyGlobal: boolean): void {
  const command = commands.find(
    (one) =>
      !one.isNative && (!onlyGlobal || one.isGlobal) && one.keys.some((keys) => isKey(event, keys)) && one.isEnabled(),
  );
  if (!command) return;
  event.preventDefault();
  command.run(context);
}

/** Escape: ends what is going on, else selects nothing. */
function goBack(view: CanvasView): void {
  const { dragged, notice } = canvasStore.getState();
  if (dragged) cancelDrag();
  else if (notice) closeOverlays();
  else select({});
  view.focus();
}

function goTo(direction: Direction, view: CanvasView): void {
  const graph = graphNow();
  const current = [...documentStore.getState().selection.nodes].at(-1);
  const next = current === undefined ? firstCard(graph) : cardTowards(graph, current, direction);
  if (next === null) {
    announce(current === undefined ? 'The canvas is empty' : `Nothing ${direction} of ${titleNow(current)}`);
    return;
  }
  select({ nodes: new Set([next]) });
  view.focusCard(next);
}

/** Keys that work wherever the focus is, but for fields that are being typed in. */
export function useGlobalKeys(context: CommandContext): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return;
      // Where nothing has the focus, the keys are the canvas's.
      if (document.activeElement === document.body) keyOnCanvas(event, context);
      else runKey(event, context, true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [context]);
}

/** Copy, cut and paste as the browser gives them: from keys, menus and touch, without asking for permission. */
export function useClipboardKeys(container: RefObject<HTMLDivElement | null>, view: CanvasView): void {
  useEffect(() => {
    const isOurs = () => {
      const { activeElement } = document;
      const isHere = activeElement === document.body || container.current?.contains(activeElement);
      return isHere && !isTyping(activeElement) && !window.getSelection()?.toString();
    };
    const onCopy = (event: ClipboardEvent) => {
      const text = isOurs() ? copiedText() : null;
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') removeCut();
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isOurs() || text === '') return;
      event.preventDefault();
      const { at, screen } = view.pointer();
      pasteText(text, at, screen);
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [container, view]);
}
