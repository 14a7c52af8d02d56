import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Zoom } from '../../../runtime/formats/figure-layout.ts';
import type { FigurePage } from '../../../runtime/formats/figure-page.ts';
import { selectionStore, selectTracks } from '../../store/selection-store.ts';
import { type Hit, hitAt, panelAt } from './figure-hits.ts';
import type { FigureTracks } from './figure-tracks.ts';
import { panned, zoomedAbout, zoomedToBox } from './figure-zoom.ts';

type OnZoom = (change: ((zoom: Zoom) => Zoom) | null) => void;
interface Drag {
  readonly x: number;
  readonly y: number;
  readonly pans: boolean;
  readonly isLong: boolean;
  /** Where it is now. */
  readonly to: readonly [x: number, y: number];
}
const clickReach = 4;

/**
 * Pointer and keys of a figure: hover finds, click selects, dragging shows a part, with Shift it moves; the wheel zooms, a
 * double click shows all.
 */
export function useFigurePointer(
  page: FigurePage | null,
  tracks: FigureTracks,
  onZoom: OnZoom,
  onHit: (hit: Hit | null) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const element = useRef<HTMLElement | null>(null);
  const latest = useRef({ page, onZoom });
  useEffect(() => {
    latest.current = { page, onZoom };
  });
  const wheel = useRef((event: WheelEvent) => {
    const { page: current, onZoom: zoom } = latest.current;
    const [x, y] = placeOn(event.currentTarget as HTMLElement, event);
    const panel = current && panelAt(current, x, y);
    if (!panel || event.deltaY === 0) return;
    event.preventDefault();
    const factor = Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.0025);
    zoom((old) => zoomedAbout(old, panel, x, y, factor));
  });
  const box = drag?.isLong && !drag.pans ? boxOf(drag) : null;
  return {
    box,
    handlers: {
      ref: (node: HTMLElement | null) => {
        // React's own wheel listener can't keep the page from scrolling.
        element.current?.removeEventListener('wheel', wheel.current);
        node?.addEventListener('wheel', wheel.current, { passive: false });
        element.current = node;
      },
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const [x, y] = placeOn(event.currentTarget, event.nativeEvent);
        if (event.button > 1 || !page || !panelAt(page, x, y)) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ x, y, to: [x, y], pans: event.shiftKey || event.button === 1, isLong: false });
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (!page) return;
        const [x, y] = placeOn(event.currentTarget, event.nativeEvent);
        if (!drag) {
          onHit(hitAt(page, x, y));
          return;
        }
        const isLong = drag.isLong || Math.hypot(x - drag.x, y - drag.y) > clickReach;
        if (isLong) onHit(null);
        const panel = panelAt(page, drag.x, drag.y);
        if (isLong && drag.pans && panel) {
          const [dx, dy] = [x - drag.to[0], y - drag.to[1]];
          onZoom((old) => panned(old, panel, dx, dy));
        }
        setDrag({ ...drag, isLong, to: [x, y] });
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        if (!page || !drag) return;
        setDrag(null);
        const panel = panelAt(page, drag.x, drag.y);
        if (!drag.isLong) {
          const hit = hitAt(page, drag.x, drag.y);
          if (tracks.any) choose(hit, tracks, event.ctrlKey || event.metaKey);
        } else if (!drag.pans && panel && Math.min(...sizeOf(drag)) > clickReach) {
          onZoom((old) => zoomedToBox(old, panel, [drag.x, drag.y], drag.to));
        }
      },
      onPointerCancel: () => setDrag(null),
      onPointerLeave: () => {
        if (!drag) onHit(null);
      },
      onDoubleClick: () => onZoom(null),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const change = page && byKey(event.key, page);
        if (change === null) return;
        event.preventDefault();
        onZoom(change === 'all' ? null : change);
      },
    },
  };
}

function choose(hit: Hit | null, tracks: FigureTracks, adds: boolean): void {
  const named = hit ? tracks.of(hit.drawn.mark.table, hit.row) : [];
  if (adds) {
    const before = new Set(selectionStore.getState().tracks);
    for (const track of named) if (!before.delete(track)) before.add(track);
    selectTracks(before, 'plot', hit && tracks.place(hit.drawn.mark.table, hit.row));
  } else selectTracks(named, 'plot', hit && named.length > 0 ? tracks.place(hit.drawn.mark.table, hit.row) : null);
}

function byKey(key: string, page: FigurePage): ((zoom: Zoom) => Zoom) | 'all' | null {
  const [panel] = page.grid.panels;
  if (!panel) return null;
  const { left, top, width, height } = panel;
  const about = (factor: number) => (zoom: Zoom) =>
    zoomedAbout(zoom, panel, left + width / 2, top + height / 2, factor);
  switch (key) {
    case '+':
    case '=':
      return about(0.8);
    case '-':
      return about(1.25);
    case '0':
    case 'Escape':
      return 'all';
    case 'ArrowLeft':
      return (zoom) => panned(zoom, panel, width / 10, 0);
    case 'ArrowRight':
      return (zoom) => panned(zoom, panel, -width / 10, 0);
    case 'ArrowUp':
      return (zoom) => panned(zoom, panel, 0, height / 10);
    case 'ArrowDown':
      return (zoom) => panned(zoom, panel, 0, -height / 10);
    default:
      return null;
  }
}

function placeOn(
  element: HTMLElement,
  event: { readonly clientX: number; readonly clientY: number },
): [number, number] {
  const { left, top } = element.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

const sizeOf = ({ x, y, to }: Drag): [number, number] => [Math.abs(to[0] - x), Math.abs(to[1] - y)];

function boxOf(drag: Drag): CSSProperties {
  const [width, height] = sizeOf(drag);
  return { left: Math.min(drag.x, drag.to[0]), top: Math.min(drag.y, drag.to[1]), width, height };
}
