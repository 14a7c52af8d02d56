import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { createRoot } from 'react-dom/client';
import { Results } from '../../src/editor/results/results.tsx';
import { resultsStore } from '../../src/editor/results/results-store.ts';
import type { OutputValue, Session } from '../../src/editor/session/session.ts';
import { SessionContext } from '../../src/editor/session/session-context.tsx';
import { theme } from '../../src/editor/shell/theme.ts';
import { selectionStore } from '../../src/editor/store/selection-store.ts';
import linePlot from '../../src/nodes/figure/line-plot.ts';
import type { Figure } from '../../src/runtime/data/figure.ts';
import type { Table } from '../../src/runtime/data/table.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { fakeSession, node, open, quietStep } from './panels-session.tsx';

export const graphLine = '{"edges":[],"format":"cellwire-graph","formatVersion":1,"nodes":{}}';
const document: Partial<GraphDocument> = {
  nodes: {
    track: { ...node('track.lap'), at: [0, 0] },
    points: { ...node('measure.track-table', {}, 2), at: [10, 0] },
    plot: { ...node('figure.line-plot', { y: 'area' }, 2), at: [20, 0] },
    save: { ...node('io.save-table'), at: [20, 20] },
  },
  edges: [
    ['track.tracks', 'points.tracks'],
    ['points.table', 'plot.table'],
    ['points.table', 'save.table'],
  ],
};

/** Cells that divide once: 40 founders over 60 frames. */
export function family(founders = 40, frames = 60): Tracks {
  const nodes: { t: number; x: number; y: number; before: number }[] = [];
  const half = frames / 2;
  const grow = (begin: number, end: number, x: number, y: number, from: number): number => {
    let before = from;
    for (let t = begin; t < end; t++) before = nodes.push({ t, x: x + t / 10, y, before }) - 1;
    return before;
  };
  for (let k = 0; k < founders; k++) {
    const mother = grow(k % 5, half + (k % 7), 10 + 12 * k, 5 + 3 * k, -1);
    if (k % 3 === 0) continue;
    grow(half + (k % 7), frames, 10 + 12 * k, 2 + 3 * k, mother);
    grow(half + (k % 7), frames - k, 10 + 12 * k, 8 + 3 * k, mother);
  }
  const order = nodes.map((_, i) => i).sort((a, b) => (nodes[a]?.t ?? 0) - (nodes[b]?.t ?? 0) || a - b);
  const place = new Map(order.map((old, i) => [old, i]));
  const edges = order
    .flatMap((old, i) =>
      (nodes[old]?.before ?? -1) >= 0 ? [[place.get(nodes[old]?.before ?? 0) ?? 0, i] as const] : [],
    )
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const column = (of: (one: (typeof nodes)[number]) => number) =>
    Float64Array.from(order, (old) => of(nodes[old] as (typeof nodes)[number]));
  return {
    size: { t: frames, c: 1, z: 1, y: 200, x: 600 },
    calibration: { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 300, times_s: null },
    frame: Uint32Array.from(column(({ t }) => t)),
    x: column(({ x }) => x),
    y: column(({ y }) => y),
    z: column(() => 0),
    radius: column(() => 5),
    label: Uint32Array.from(order, (_, i) => i + 1),
    features: { area: column(({ t, x }) => 80 + 20 * Math.sin(t / 6 + x) + t / 3) },
    units: { area: 'px²' },
    edges: { source: Uint32Array.from(edges, ([a]) => a), target: Uint32Array.from(edges, ([, b]) => b) },
  };
}

/** 200,000 rows × 50 columns, tracks of 100 frames. */
export function bigTable(rows = 200_000, columns = 50): Table {
  const values = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
  return {
    columns: [
      { name: 'track', unit: '', values: values((row) => Math.floor(row / 100) + 1) },
      { name: 'frame', unit: 'frame', values: values((row) => row % 100) },
      { name: 'x_px', unit: 'px', values: values((row) => row % 512) },
      { name: 'y_px', unit: 'px', values: values((row) => (row * 7) % 512) },
      { name: 'well', unit: '', values: Array.from({ length: rows }, (_, row) => `well ${row % 12}`) },
      ...Array.from({ length: columns - 5 }, (_, k) => ({
        name: `feature_${k + 1}`,
        unit: 'grey value',
        values: values((row) => (row % 997 === 3 ? Number.NaN : Math.sin(row * (k + 1)) * 100)),
      })),
    ],
    cautions: ['intensity is not quantitative'],
  };
}

export async function plotOf(table: Table): Promise<Figure> {
  const params = Object.fromEntries(Object.entries(linePlot.params).map(([name, one]) => [name, one.default]));
  const made = await linePlot.run(
    { table } as never,
    { ...params, y: 'area', title: 'Area of cells' } as never,
    {} as never,
  );
  return made.figure as Figure;
}

/** The results dock with these values in it, `step.port`. */
export function showResults(
  values: Readonly<Record<string, unknown>>,
  scheme: 'light' | 'dark' = 'light',
  stale = false,
) {
  const held = (value: unknown): OutputValue => ({ value, isStale: stale, provenance: graphLine, cautions: [] });
  const own: Partial<Session> = {
    value: async ({ step, port }) => {
      const value = values[`${step}.${port}`];
      return value === undefined ? null : held(value);
    },
    provenance: () => graphLine,
  };
  const { session, state, calls } = fakeSession(own);
  const done = stale ? 'stale' : 'done';
  const states = Object.keys(values).map(
    (key) => [key.slice(0, key.lastIndexOf('.')), { ...quietStep, state: done }] as const,
  );
  state.setState({ steps: new Map(states) });
  open(document);
  resultsStore.setState({ tab: null, tables: {}, lineages: { sort: 'size', divided: false } });
  selectionStore.setState({ tracks: new Set(), at: null, from: null });
  const place = globalThis.document.createElement('div');
  place.style.cssText =
    'width: 1000px; height: 360px; background: var(--mantine-color-body); color: var(--mantine-color-text)';
  globalThis.document.body.append(place);
  const root = createRoot(place);
  root.render(
    <MantineProvider theme={theme} env="test" forceColorScheme={scheme}>
      <SessionContext value={session}>
        <Results />
      </SessionContext>
    </MantineProvider>,
  );
  const close = () => {
    root.unmount();
    place.remove();
  };
  return { session, state, calls, place, close };
}
