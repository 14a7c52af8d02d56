import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { viewStore } from '../store/view-store.ts';
import { useEngine, useViewer } from './engine-context.ts';
import classes from './viewer.module.css';

/** The line between two pictures that are swiped: dragged, or moved by arrow keys. */
export function SwipeDivider() {
  const engine = useEngine();
  const isSwipe = useStore(viewStore, ({ compare, shown }) => compare === 'swipe' && shown.length > 1);
  const swipe = useViewer((state) => state.swipe);
  const width = useViewer((state) => state.size.width);
  const line = useRef<HTMLDivElement>(null);
  if (!isSwipe) return null;
  const set = (value: number): void => engine.store.setState({ swipe: Math.min(1, Math.max(0, value)) });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 0.1 : 0.02;
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(swipe + move);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const left = line.current?.parentElement?.getBoundingClientRect().left ?? 0;
    if (event.buttons === 1 && width > 0) set((event.clientX - left) / width);
  };
  return (
    <div
      ref={line}
      className={classes['divider']}
      style={{ left: swipe * width }}
      data-on-picture
      role="slider"
      tabIndex={0}
      aria-label="Divider between the two pictures"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(swipe * 100)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
