import { useComputedColorScheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Tracks } from '../../../runtime/data/tracks.ts';
import { selectionStore, selectTracks } from '../../store/selection-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { trackIndex } from '../../viewer/track-index.ts';
import { placeOfTrack } from '../positions.ts';
import classes from './lineage.module.css';
import { type LineageLayout, neighbour, rowHeight, trackAt } from './lineage-layout.ts';
import { LineageTip, trackSentence } from './lineage-tip.tsx';
import { axisHeight, frameAt, paintLineages, timeAxis, xOf } from './paint-lineages.ts';

interface LineageTreesProps {
  readonly label: string;
  readonly tracks: Tracks;
  readonly layout: LineageLayout;
}
interface Hover {
  readonly track: number;
  readonly t: number;
  /** px in the element. */
  readonly x: number;
  readonly y: number;
}

const keys = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'parent',
  ArrowRight: 'child',
  Home: 'first',
  End: 'last',
} as const;

/** The trees in view on one canvas that stands still while they are scrolled. */
export function LineageTrees({ label, tracks, layout }: LineageTreesProps) {
  const isDark = useComputedColorScheme('light') === 'dark';
  const { ref: measured, width, height } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const element = useMergedRef(measured, scroller);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tracklets } = useMemo(() => trackIndex(tracks), [tracks]);
  const selected = useStore(selectionStore, (state) => state.tracks);
  const from = useStore(selectionStore, (state) => state.from);
  const t = useStore(viewStore, (state) => state.t);
  const colourBy = useStore(viewStore, (state) => state.tracks.colourBy);
  const [hover, setHover] = useState<Hover | null>(null);
  const axis = useMemo(() => timeAxis(Math.max(1, tracks.size.t), width), [tracks, width]);
  const total = (layout.top[layout.order.length] ?? 0) + axisHeight;
  const hovered = hover?.track ?? 0;

  useEffect(() => {
    const context = canvas.current && sharp(canvas.current, width, height);
    const host = scroller.current;
    if (!context || !host) return;
    const look = { isDark, colourBy, selected, hovered, t };
    const paint = () =>
      paintLineages({ ctx: context, layout, tracklets, axis, look, scroll: host.scrollTop, width, height });
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    };
    paint();
    host.addEventListener('scroll', later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      host.removeEventListener('scroll', later);
    };
  }, [layout, tracklets, axis, isDark, colourBy, selected, hovered, t, width, height]);

  // What was selected elsewhere comes into view.
  useEffect(() => {
    const [track] = selected;
    if (track !== undefined && from !== 'lineage') reveal(scroller.current, layout, track, height);
  }, [selected, from, layout, height]);

  const at = (event: PointerEvent): Hover => {
    const host = scroller.current;
    const box = host?.getBoundingClientRect();
    const x = event.clientX - (box?.left ?? 0);
    const y = event.clientY - (box?.top ?? 0);
    const frame = frameAt(axis, x);
    const reach = Math.ceil((6 / Math.max(1, axis.right - axis.left)) * axis.frames);
    const inTrees = y > axisHeight && x >= axis.left - 8;
    const track = inTrees ? trackAt(layout, tracklets, y - axisHeight + (host?.scrollTop ?? 0), frame, reach) : 0;
    return { track, t: frame, x, y };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const place = at(event);
    if (place.track === 0) {
      viewStore.setState({ t: place.t });
      if (place.y > axisHeight && selected.size > 0) selectTracks([], 'lineage');
      return;
    }
    const next = new Set(event.ctrlKey || event.metaKey || event.shiftKey ? selected : []);
    if (selected.has(place.track) && next.size > 0) next.delete(place.track);
    else next.add(place.track);
    selectTracks(next, 'lineage', placeOfTrack(tracks, place.track, place.t));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = keys[event.key as keyof typeof keys];
    if (key === undefined) return;
    event.preventDefault();
    const [track = 0] = selected;
    const next = neighbour(layout, tracklets, track, key);
    if (next === 0) return;
    selectTracks([next], 'lineage', placeOfTrack(tracks, next, tracklets.begin[next - 1] ?? 0));
    reveal(scroller.current, layout, next, height);
  };
  const [chosen = 0] = selected;
  return (
    <div className={classes['frame']}>
      <div
        ref={element}
        className={classes['scroller']}
        role="application"
        aria-label={`${label}: lineages. Up and down go from track to track, left to the mother, right to a daughter.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the tree
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => setHover(at(event))}
        onPointerLeave={() => setHover(null)}
      >
        <div style={{ height: Math.max(total, height) }}>
          <canvas ref={canvas} className={classes['canvas']} style={{ width, height }} aria-hidden />
        </div>
      </div>
      {hover && hover.track > 0 && (
        <LineageTip
          tracks={tracks}
          layout={layout}
          track={hover.track}
          t={hover.t}
          x={Math.min(xOf(axis, hover.t), width - 190)}
          y={hover.y}
          isLow={hover.y > height - 90}
        />
      )}
      <div role="status" className={classes['spoken']}>
        {chosen > 0 && chosen <= tracklets.begin.length ? trackSentence(tracks, layout, chosen) : ''}
      </div>
    </div>
  );
}

function reveal(host: HTMLElement | null, layout: LineageLayout, track: number, height: number): void {
  const y = layout.y[track - 1];
  if (!host || y === undefined || Number.isNaN(y)) return;
  const room = height - axisHeight;
  if (y - rowHeight < host.scrollTop) host.scrollTop = y - Math.min(room / 3, 80);
  else if (y + rowHeight > host.scrollTop + room) host.scrollTop = y - room + Math.min(room / 3, 80);
}

function sharp(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  context?.scale(scale, scale);
  return context;
}
