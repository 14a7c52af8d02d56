import { assignSparse } from '../../src/runtime/kernels/reference/assign-sparse.ts';
import { type LapOptions, linkByLap, trackMateDefaults } from '../../src/runtime/kernels/reference/link-by-lap.ts';
import { meanSquaredDisplacement } from '../../src/runtime/kernels/reference/mean-squared-displacement.ts';
import { goldenJson, sharedFile } from '../support/golden.ts';
import { sparseCosts } from '../support/sparse-costs.ts';
import { readTrackMate } from '../support/trackmate-xml.ts';
import { tracksOf } from '../support/tracks.ts';
import { type GoldenCase, notIn, scipy, trackpy, unlike, worstPart } from './golden-case.ts';

type Row = readonly [t: number, y: number, x: number];
type Pair = readonly [source: number, target: number];
interface Links {
  readonly points: readonly Row[];
  readonly trackpy: readonly number[];
  readonly laptrack_edges: readonly Pair[];
  readonly laptrack_splits: readonly Pair[];
  readonly scipy_lap: readonly Pair[];
}
const golden = goldenJson<Links>('links.json');
const named = (pairs: readonly Pair[]) => pairs.map(([a, b]) => `${a}>${b}`);

function linksOf(rows: readonly Row[], options: Partial<LapOptions>): string[] {
  const points = tracksOf(rows, []);
  const { source, target } = linkByLap(points, points.size.t, { ...trackMateDefaults, ...options });
  return Array.from(source, (from, k) => `${from}>${target[k]}`);
}

const lapCase: GoldenCase = {
  golden: 'lap.json',
  tool: `${scipy} linear_sum_assignment`,
  ours: '`assignSparse`, track.lap',
  compares: 'rows that are assigned otherwise, of four matrices up to 40 × 40',
  tolerance: 0,
  async difference() {
    const { cases } = goldenJson<{ cases: { cost: number[][]; rows: number[]; cols: number[] }[] }>('lap.json');
    return cases.reduce((sum, { cost, rows, cols }) => {
      const expected = new Array<number>(cost.length).fill(-1);
      rows.forEach((row, k) => {
        expected[row] = cols[k]!;
      });
      return sum + unlike(assignSparse(sparseCosts(cost), 1e5, 1e5), expected);
    }, 0);
  },
};

const frameToFrame: GoldenCase = {
  golden: 'links.json: scipy_lap',
  tool: `${scipy} linear_sum_assignment, frame to frame`,
  ours: '`linkByLap`, track.lap',
  compares: `links that only one of them has, of ${golden.scipy_lap.length}`,
  tolerance: 0,
  async difference() {
    const ours = linksOf(golden.points, { linkingMaxDistance: 12, gapClosing: null });
    const theirs = named(golden.scipy_lap);
    return notIn(ours, theirs) + notIn(theirs, ours);
  },
};

const withSplits = () =>
  linksOf(golden.points, {
    linkingMaxDistance: 12,
    gapClosing: { maxDistance: 15.6, maxFrameGap: 2 },
    splitting: { maxDistance: 14 },
  });
const laptrackLinks = named([...golden.laptrack_edges, ...golden.laptrack_splits]);
const laptrackCases: readonly GoldenCase[] = [
  {
    golden: 'links.json: laptrack_edges, laptrack_splits',
    tool: 'laptrack 0.16.1',
    ours: '`linkByLap`, rules of TrackMate, track.lap',
    compares: 'links of ours that laptrack has not',
    tolerance: 0,
    difference: async () => notIn(withSplits(), laptrackLinks),
  },
  {
    golden: 'links.json: laptrack_edges, laptrack_splits',
    tool: 'laptrack 0.16.1',
    ours: '`linkByLap`, rules of TrackMate, track.lap',
    compares: `links of laptrack that ours leaves out, of ${laptrackLinks.length}`,
    tolerance: 10,
    meant:
      'laptrack joins lone detections and prices a lone end from the cutoff; TrackMate, and ours by its rules, do not',
    difference: async () => notIn(laptrackLinks, withSplits()),
  },
];

const trackMateCase = (name: string): GoldenCase => ({
  golden: `trackmate_tracks_${name}.xml`,
  tool: 'TrackMate 6',
  ours: '`linkByLap`, rules of TrackMate, track.lap',
  compares: 'links that only one of them has',
  tolerance: 0,
  needs: 'data/particles/laptrack-expected',
  async difference() {
    const file = readTrackMate(sharedFile(`data/particles/laptrack-expected/trackmate_tracks_${name}.xml`)!);
    const on = (key: string) => (file.settings.get(key) === 'true' ? { maxDistance: 15 } : null);
    const found = linksOf(
      file.spots.map(({ frame, y, x }) => [frame, y, x] as const),
      {
        gapClosing: on('ALLOW_GAP_CLOSING') && { maxDistance: 15, maxFrameGap: 2 },
        splitting: on('ALLOW_TRACK_SPLITTING'),
        merging: on('ALLOW_TRACK_MERGING'),
      },
    );
    const ours = found.map((link) =>
      link
        .split('>')
        .map((i) => file.spots[Number(i)]!.id)
        .join('>'),
    );
    return notIn(ours, file.edges) + notIn(file.edges, ours);
  },
});

/** Successive points of one particle. */
function trackpyLinks(): string[] {
  const last = new Map<number, number>();
  return golden.trackpy.flatMap((id, k) => {
    const from = last.get(id);
    last.set(id, k);
    return from === undefined ? [] : [`${from}>${k}`];
  });
}
const trackpyCase: GoldenCase = {
  golden: 'links.json: trackpy',
  tool: `${trackpy} link, memory 1`,
  ours: '`linkByLap`, track.lap',
  compares: `links that only one of them has, of ${trackpyLinks().length}`,
  tolerance: 1,
  meant:
    'one gap is left open, which costs more than lone ends as TrackMate prices them, from the costs of the candidates; trackpy closes any within the search range',
  async difference() {
    const ours = linksOf(golden.points, {
      linkingMaxDistance: 12,
      gapClosing: { maxDistance: 12, maxFrameGap: 2 },
      evidence: { maxAsymmetry: 0.5, longStepRatio: 8 },
    });
    const theirs = trackpyLinks();
    return notIn(ours, theirs) + notIn(theirs, ours);
  },
};

const msdCase: GoldenCase = {
  golden: 'msd.json: emsd',
  tool: `${trackpy} emsd`,
  ours: '`meanSquaredDisplacement`, measure.msd',
  compares: 'part of each of ten lags',
  tolerance: 5e-10,
  async difference() {
    const { emsd } = goldenJson<{ emsd: number[] }>('msd.json');
    const group = Uint32Array.from(golden.trackpy, (id) => id + 1);
    const { ensemble } = meanSquaredDisplacement(tracksOf(golden.points, []), group, Math.max(...group), emsd.length);
    return worstPart(ensemble, emsd);
  },
};

export const trackCases: readonly GoldenCase[] = [
  lapCase,
  frameToFrame,
  trackpyCase,
  ...laptrackCases,
  ...['without_gap_closing', 'with_gap_closing', 'with_splitting', 'with_merging', 'with_splitting_merging'].map(
    trackMateCase,
  ),
  msdCase,
];
