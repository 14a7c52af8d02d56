import { useEffect, useRef } from 'react';
import { useSessionState } from '../session/session-context.tsx';
import { useViewer } from './engine-context.ts';
import classes from './viewer.module.css';

/** Which frames of what is looked at are computed: coloured where they come at once. */
export function HeatStrip({ frames }: { readonly frames: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const step = useViewer(({ sides }) => sides[0]?.layers?.labels?.step ?? sides[0]?.layers?.output.step ?? '');
  const cached = useSessionState((state) => state.cachedFrames.get(step));
  const count = cached ? cached.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0) : 0;
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen) return;
    const columns = Math.min(frames, 1024);
    element.width = columns;
    element.height = 1;
    pen.fillStyle = getComputedStyle(element).color;
    for (let column = 0; column < columns; column++) {
      const from = Math.floor((column * frames) / columns);
      const to = Math.max(from + 1, Math.floor(((column + 1) * frames) / columns));
      let there = 0;
      for (let t = from; t < to; t++) if ((cached?.[t] ?? 0) > 0) there++;
      pen.globalAlpha = there / (to - from);
      if (there > 0) pen.fillRect(column, 0, 1, 1);
    }
  }, [cached, frames]);
  return (
    <canvas
      ref={canvas}
      className={classes['heat']}
      role="img"
      aria-label={`${count} of ${frames} frames are computed`}
      title={`${count} of ${frames} frames are computed`}
    />
  );
}
