import { ViewportPortal } from '@xyflow/react';
import { useStore } from 'zustand';
import classes from './canvas.module.css';
import { canvasStore } from './canvas-store.ts';

const far = 100_000;

/** Lines that show what a dragged card is in line with. */
export function Guides() {
  const guides = useStore(canvasStore, (state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes['guides']} aria-hidden>
        {guides.map(({ axis, at }) => (
          <line
            key={`${axis} ${at}`}
            className={classes['guide']}
            {...(axis === 'x' ? { x1: at, x2: at, y1: -far, y2: far } : { y1: at, y2: at, x1: -far, x2: far })}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
