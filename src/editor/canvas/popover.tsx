import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './canvas.module.css';
import type { Point } from './canvas-store.ts';

/** A small window on the canvas at a point of the screen; closes when something else is clicked. */
export function Popover({
  screen,
  label,
  children,
  onClose,
}: {
  screen: Point;
  label: string;
  children: ReactNode;
  onClose(): void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useEffect(() => {
    const around = box.current?.parentElement?.getBoundingClientRect();
    const own = box.current?.getBoundingClientRect();
    if (!around || !own) return;
    const within = (at: number, size: number, room: number) => Math.max(8, Math.min(at, room - size - 8));
    setPlace({
      left: within(screen.x - around.left, own.width, around.width),
      top: within(screen.y - around.top, Math.min(380, around.height - 16), around.height),
    });
  }, [screen]);
  useEffect(() => {
    const close = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as globalThis.Node)) onClose();
    };
    document.addEventListener('pointerdown', close, true);
    return () => document.removeEventListener('pointerdown', close, true);
  }, [onClose]);
  // Unplaced it is still drawn, so that its field takes the focus at once.
  return (
    <div
      ref={box}
      className={classes['popover']}
      role="dialog"
      aria-label={label}
      style={place ?? { left: 8, top: 8, opacity: 0 }}
    >
      {children}
    </div>
  );
}
