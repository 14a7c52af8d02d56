import { type PointerEvent, type RefObject, useRef } from 'react';
import type { Engine } from './engine.ts';
import { pan, placeAt } from './navigation.ts';
import { pickAt } from './pick.ts';

interface Press {
  readonly x: number;
  readonly y: number;
  lastX: number;
  lastY: number;
  isDrag: boolean;
}
/** Further than this is a drag, not a click. */
const slack_px = 3;

/** Handlers that move the picture, read what is under the pointer, and select on a click. */
export function useStagePointer(engine: Engine, stage: RefObject<HTMLDivElement | null>) {
  const press = useRef<Press | null>(null);
  const place = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = stage.current?.getBoundingClientRect();
    return [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)];
  };
  const isPicture = (event: PointerEvent): boolean =>
    event.target instanceof Element && event.target.closest('[data-on-picture]') === null;
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      const isTool = engine.store.getState().tool !== 'look' && event.button === 0;
      if (event.button > 1 || isTool || !isPicture(event)) return;
      const [x, y] = place(event);
      press.current = { x, y, lastX: x, lastY: y, isDrag: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const [x, y] = place(event);
      const held = press.current;
      if (!held) {
        engine.store.setState({ pointer: placeAt(engine, x, y) });
        return;
      }
      held.isDrag ||= Math.hypot(x - held.x, y - held.y) > slack_px;
      if (held.isDrag) pan(engine, x - held.lastX, y - held.lastY);
      held.lastX = x;
      held.lastY = y;
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const held = press.current;
      press.current = null;
      if (!held || held.isDrag || event.button !== 0) return;
      const { side, at } = placeAt(engine, ...place(event));
      pickAt(engine, side, at, event.shiftKey || event.ctrlKey || event.metaKey);
    },
    onPointerCancel: () => {
      press.current = null;
    },
    onPointerLeave: () => {
      if (!press.current) engine.store.setState({ pointer: null });
    },
  };
}
