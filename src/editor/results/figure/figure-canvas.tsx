import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Figure } from '../../../runtime/data/figure.ts';
import type { Zoom } from '../../../runtime/formats/figure-layout.ts';
import type { DrawnMark } from '../../../runtime/formats/figure-marks.ts';
import { type FigurePage, figurePage, figureParts } from '../../../runtime/formats/figure-page.ts';
import { pageToSvg } from '../../../runtime/formats/figure-svg.ts';
import { selectionStore } from '../../store/selection-store.ts';
import { idColourText } from '../id-colour-text.ts';
import classes from './figure.module.css';
import type { Hit } from './figure-hits.ts';
import { FigureTip } from './figure-tip.tsx';
import type { FigureTracks } from './figure-tracks.ts';
import { type Emphasis, paintPanel } from './paint-marks.ts';
import { useFigurePointer } from './use-figure-pointer.ts';

export interface FigureCanvasProps {
  readonly figure: Figure;
  readonly label: string;
  readonly tracks: FigureTracks;
  readonly zoom: Zoom;
  /** `null`: show all. */
  onZoom(change: ((zoom: Zoom) => Zoom) | null): void;
}
const papers = { light: '#ffffff', dark: '#1f2125' } as const;
const narrowest = 320;

/** A figure filling its room: the frame as SVG, the marks on a canvas over it, what is selected on another. */
export function FigureCanvas({ figure, label, tracks, zoom, onZoom }: FigureCanvasProps) {
  const scheme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const parts = useMemo(() => figureParts(figure), [figure]);
  const late = useDeferredValue(zoom);
  const page = useMemo(
    () =>
      width < 10
        ? null
        : figurePage(figure, parts, { width: Math.max(narrowest, Math.floor(width)), height: height - 2, zoom: late }),
    [figure, parts, width, height, late],
  );
  const selected = useStore(selectionStore, (state) => state.tracks);
  const [hit, setHit] = useState<Hit | null>(null);
  const pointer = useFigurePointer(page, tracks, onZoom, (next) =>
    // the same point again: nothing is drawn anew
    setHit((old) => (old && next && old.drawn === next.drawn && old.row === next.row && old.x === next.x ? old : next)),
  );
  const hasSelection = tracks.any && selected.size > 0;
  return (
    <div ref={ref} className={classes['room']}>
      {page && (
        <div
          className={classes['page']}
          role="application"
          aria-label={`${figure.title || label}: figure. Plus and minus zoom, arrow keys move, 0 shows all.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys zoom and move
          tabIndex={0}
          style={{ width: page.width, height: page.height, background: papers[scheme] }}
          data-tracks={tracks.any || undefined}
          {...pointer.handlers}
        >
          <Frame page={page} />
          <Marks page={page} paper={papers[scheme]} emphasis={null} dimmed={hasSelection} />
          <Chosen
            page={page}
            paper={papers[scheme]}
            tracks={tracks}
            selected={selected}
            hit={hit}
            isDark={scheme === 'dark'}
          />
          {pointer.box && <div className={classes['box']} style={pointer.box} />}
          {hit && <FigureTip hit={hit} figure={figure} tracks={tracks} page={page} />}
        </div>
      )}
    </div>
  );
}

/** Axes, names, legend and notes: the SVG that is exported, without its marks. */
function Frame({ page }: { readonly page: FigurePage }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Parsed as XML, which our own text is: titles come from users, and as XML they can be nothing but text.
    const svg = new DOMParser().parseFromString(pageToSvg(page, '', false), 'image/svg+xml').documentElement;
    svg.setAttribute('aria-hidden', 'true');
    svg.querySelector('title')?.remove();
    host.current?.replaceChildren(svg);
  }, [page]);
  return <div ref={host} className={classes['frame']} />;
}

interface MarksProps {
  readonly page: FigurePage;
  readonly paper: string;
  readonly emphasis: Emphasis | null;
  readonly dimmed?: boolean;
}

function Marks({ page, paper, emphasis, dimmed = false }: MarksProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current && prepared(canvas.current, page);
    if (!context) return;
    for (const panel of page.grid.panels) paintPanel(context, panel, page.colours, paper, emphasis);
  }, [page, paper, emphasis]);
  return <canvas ref={canvas} className={classes['marks']} data-dimmed={dimmed || undefined} aria-hidden />;
}

/** What is selected, and what is under the pointer, over everything else. */
function Chosen(props: {
  readonly page: FigurePage;
  readonly paper: string;
  readonly tracks: FigureTracks;
  readonly selected: ReadonlySet<number>;
  readonly hit: Hit | null;
  readonly isDark: boolean;
}) {
  const { page, paper, tracks, selected, hit, isDark } = props;
  const chosen = useMemo(
    (): Emphasis => ({
      takes: ({ mark }, row) => selected.size > 0 && tracks.of(mark.table, row).some((track) => selected.has(track)),
      colour: (drawn, row) => ownColour(drawn, row, tracks, isDark),
    }),
    [tracks, selected, isDark],
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current && prepared(canvas.current, page);
    if (!context) return;
    for (const panel of page.grid.panels) {
      if (tracks.any && selected.size > 0) paintPanel(context, panel, page.colours, paper, chosen);
      if (hit?.panel.panel !== panel.panel) continue;
      paintPanel(context, panel, page.colours, paper, hovered(hit, tracks, isDark));
    }
  }, [page, paper, chosen, hit, tracks, selected, isDark]);
  return <canvas ref={canvas} className={classes['marks']} aria-hidden />;
}

/** The line or dot under the pointer. */
function hovered(hit: Hit, tracks: FigureTracks, isDark: boolean): Emphasis {
  const { mark, groups } = hit.drawn;
  const own = mark.type === 'line' ? groups.find(({ rows }) => rows.includes(hit.row))?.rows[0] : hit.row;
  const [track] = tracks.of(mark.table, hit.row);
  return {
    takes: (drawn, row) =>
      (drawn === hit.drawn && row === own) || (track !== undefined && tracks.of(drawn.mark.table, row)[0] === track),
    colour: (drawn, row) => ownColour(drawn, row, tracks, isDark),
  };
}

/** The colour that a track has in pictures and trees, where the figure gives colours no other meaning. */
function ownColour({ mark }: DrawnMark, row: number, tracks: FigureTracks, isDark: boolean): string | null {
  const [track] = mark.colour === undefined ? tracks.of(mark.table, row) : [];
  return track === undefined ? null : idColourText(track, isDark);
}

/** The canvas at the size and sharpness of the screen, empty. */
function prepared(canvas: HTMLCanvasElement, { width, height }: FigurePage): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio || 1;
  const wide = Math.round(width * scale);
  const high = Math.round(height * scale);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  // Thousands of thin lines are drawn faster without a graphics card than with one, and the same everywhere.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, wide, high);
  context?.scale(scale, scale);
  return context;
}
