import { createStore } from 'zustand/vanilla';
import type { FrameData, Session, SessionState } from '../../src/editor/session/session.ts';
import type { OutputRef } from '../../src/editor/store/view-store.ts';
import type { LabelsHeader, MovieHeader } from '../../src/runtime/data/movie.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';

export const frames = 6;
export const width = 64;
export const height = 48;
const size = { t: frames, c: 2, z: 1, y: height, x: width };
const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 90, times_s: null };
const movieHeader: MovieHeader = {
  size,
  dtype: 'uint16',
  channels: [
    { name: 'nuclei', colour: null },
    { name: 'reporter', colour: null },
  ],
  calibration,
};
const labelsHeader: LabelsHeader = { size: { ...size, c: 1 }, calibration };

/** A movie whose pixel (x, y) is 1000 + 100 t + x + 64 y, a second channel of 7, and two cells that move to the right. */
export const document: GraphDocument = {
  format: 'cellwire-graph',
  formatVersion: 1,
  title: 'Two cells',
  notes: '',
  nodes: {
    open: { type: 'io.open-movie', version: 1, params: {}, at: [0, 0] },
    threshold: { type: 'segment.threshold', version: 1, params: {}, at: [15, 0] },
    track: { type: 'track.overlap', version: 1, params: {}, at: [30, 0] },
    line: { type: 'project.kymograph', version: 1, params: { x1: 5, y1: 5, x2: 40, y2: 20 }, at: [15, 16] },
  },
  edges: [
    ['open.movie', 'line.movie'],
    ['open.movie', 'threshold.movie'],
    ['threshold.labels', 'track.labels'],
  ],
  groups: {},
  exposed: {},
};
export const movie: OutputRef = { step: 'open', port: 'movie' };
export const labels: OutputRef = { step: 'threshold', port: 'labels' };
export const tracks: OutputRef = { step: 'track', port: 'tracks' };

/** Where the cells stand at frame t: label 70,000 + t belongs to track 1, label 3 to track 2. */
export const cellAt = (t: number) => ({ x: 10 + t, y: 10, label: 70_000 + t });

export function labelsAt(t: number): Uint32Array {
  const data = new Uint32Array(width * height);
  const fill = (x: number, y: number, id: number): void => {
    for (let j = -4; j <= 4; j++) for (let i = -4; i <= 4; i++) data[(y + j) * width + x + i] = id;
  };
  const { x, y, label } = cellAt(t);
  fill(x, y, label);
  fill(40, 30, 3);
  return data;
}

function tracksValue(): Tracks {
  const count = frames * 2;
  const at = (of: (t: number, cell: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, node) => of(node >> 1, node & 1));
  const links = Uint32Array.from({ length: count - 2 }, (_, edge) => edge);
  return {
    ...labelsHeader,
    frame: Uint32Array.from(at((t) => t)),
    x: at((t, cell) => (cell === 0 ? cellAt(t).x : 40)),
    y: at((_, cell) => (cell === 0 ? 10 : 30)),
    z: new Float64Array(count),
    radius: new Float64Array(count).fill(4),
    label: Uint32Array.from(at((t, cell) => (cell === 0 ? cellAt(t).label : 3))),
    features: { area: at((t, cell) => (cell === 0 ? 100 + t : 50)) },
    units: { area: 'px²' },
    edges: { source: links, target: links.map((node) => node + 2) },
  };
}

export interface Asked {
  readonly output: OutputRef;
  readonly t: number;
  readonly priority: 'visible' | 'ahead';
  readonly signal: AbortSignal;
}
export interface FakeSession extends Session {
  readonly asked: Asked[];
  readonly ran: string[];
  /** Frames wait for `release` while set. */
  held: boolean;
  release(): void;
  failure: Error | null;
  noTracks: boolean;
  /** A step whose size can't be known yet. */
  noHeader: string;
}

/** A session that computes nothing: frames come at once, or when released. */
export function fakeSession(): FakeSession {
  const state = createStore<SessionState>(
    () =>
      ({
        steps: new Map(),
        run: { state: 'idle', framesDone: 0, frames: 0, remaining_s: null, memory: null },
        problems: [],
        saved: [],
        cachedFrames: new Map([['open', Uint8Array.of(1, 1, 0, 0, 1, 0)]]),
        revision: new Map(),
      }) as unknown as SessionState,
  );
  let waiting: (() => void)[] = [];
  const value = tracksValue();
  const session = {
    state,
    asked: [] as Asked[],
    ran: [] as string[],
    held: false,
    failure: null as Error | null,
    noTracks: false,
    noHeader: '',
    release: () => {
      for (const go of waiting) go();
      waiting = [];
    },
    header: async ({ step }: OutputRef) =>
      step === session.noHeader ? null : step === 'open' ? movieHeader : labelsHeader,
    frame: async (
      output: OutputRef,
      t: number,
      signal: AbortSignal,
      priority: 'visible' | 'ahead' = 'visible',
    ): Promise<FrameData> => {
      session.asked.push({ output, t, signal, priority });
      if (session.held) {
        await new Promise<void>((resolve, reject) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }
      signal.throwIfAborted();
      if (session.failure && output.step !== 'open') throw session.failure;
      return frameOf(output, t);
    },
    value: async () => (session.noTracks ? null : { value, isStale: false, provenance: '', cautions: [] }),
    provenance: () => '{"format":"cellwire-graph"}',
    run: (targets?: readonly string[]) => session.ran.push(...(targets ?? [])),
    whyStale: () => ({ reasons: ['threshold.method was otsu, is li'], steps: [], cost_s: null, cost_bytes: null }),
  };
  return session as unknown as FakeSession;
}

function frameOf({ step }: OutputRef, t: number): FrameData {
  if (step === 'open') {
    const first = Uint16Array.from({ length: width * height }, (_, i) => 1000 + 100 * t + i);
    const second = new Uint16Array(width * height).fill(7);
    const plane = (data: Uint16Array) => ({ width, height, depth: 1, data });
    return { kind: 'Movie', header: movieHeader, channels: [plane(first), plane(second)] };
  }
  return { kind: 'Labels', header: labelsHeader, labels: { width, height, depth: 1, data: labelsAt(t) } };
}
