import { useEffect, useRef } from 'react';
import { useEngine, useViewer } from './engine-context.ts';
import { zoomBy } from './navigation.ts';
import { Overlay } from './overlay.tsx';
import { ShapesLayer } from './shapes-layer.tsx';
import { stageKeys } from './stage-keys.ts';
import { SwipeDivider } from './swipe-divider.tsx';
import { useStagePointer } from './use-stage-pointer.ts';
import classes from './viewer.module.css';

const hint =
  'Arrow left and right step through time, up and down through planes, Shift with arrows moves the picture, plus and minus zoom, 0 fits, 1 is full size, space plays, Enter selects the cell in the middle.';

/** The picture: drag moves it, the wheel zooms, a click selects a cell. */
export function Stage() {
  const engine = useEngine();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const pointer = useStagePointer(engine, stage);
  const tool = useViewer((state) => state.tool);
  const frame = useViewer((state) => state.sides[0]?.t ?? null);

  useEffect(() => (canvas.current ? engine.attach(canvas.current) : undefined), [engine]);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) engine.resize(Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height));
    });
    observer.observe(element);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
      zoomBy(engine, Math.exp(-delta * 0.002), event.clientX - left, event.clientY - top);
    };
    // React's own wheel listener is passive: the page would scroll along.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, [engine]);

  return (
    <div
      ref={stage}
      className={classes['stage']}
      data-tool={tool}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved, stepped through and picked from by keys
      tabIndex={0}
      role="application"
      aria-roledescription="picture"
      aria-label={frame === null ? 'Picture' : `Picture, frame ${frame + 1}`}
      aria-description={hint}
      {...pointer}
      {...stageKeys(engine)}
    >
      <canvas ref={canvas} className={classes['canvas']} />
      <ShapesLayer />
      <Overlay />
      <SwipeDivider />
    </div>
  );
}
