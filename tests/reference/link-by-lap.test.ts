import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSparse } from '../../src/runtime/kernels/reference/assign-sparse.ts';
import { type LapOptions, linkByLap, trackMateDefaults } from '../../src/runtime/kernels/reference/link-by-lap.ts';
import { linkCandidates } from '../../src/runtime/kernels/reference/link-candidates.ts';
import type { LinkPoints } from '../../src/runtime/kernels/reference/link-frames.ts';
import { pointGrid } from '../../src/runtime/kernels/reference/point-grid.ts';
import { Random } from '../../src/runtime/kernels/reference/random.ts';
import { simulateNuclei } from '../../src/runtime/kernels/reference/simulate-nuclei.ts';
import { describeWith, goldenJson, sharedFile } from '../support/golden.ts';
import { readTrackMate } from '../support/trackmate-xml.ts';

type Row = readonly [t: number, y: number, x: number];
const pointsOf = (rows: readonly Row[]): LinkPoints => ({
  frame: Uint32Array.from(rows, ([t]) => t),
  y: Float64Array.from(rows, ([, y]) => y),
  x: Float64Array.from(rows, ([, , x]) => x),
  z: new Float64Array(rows.length),
});
function linksOf(rows: readonly Row[], options: Partial<LapOptions> = {}): string[] {
  const frames = rows.reduce((most, [t]) => Math.max(most, t + 1), 0);
  const { source, target } = linkByLap(pointsOf(rows), frames, { ...trackMateDefaults, ...options });
  return Array.from(source, (from, k) => `${from}>${target[k]}`);
}
const evidence = { maxAsymmetry: 0.5, longStepRatio: 8 };
const splitting = { maxDistance: 15 };
/** One still object in frames `from` to `to`. */
const still = (from: number, to: number, y: number, x: number): Row[] =>
  Array.from({ length: to - from + 1 }, (_, k) => [from + k, y, x] as const);
const sorted = (rows: readonly Row[]) => [...rows].sort((a, b) => a[0] - b[0]);

describe('frame to frame linking', () => {
  test('minimises the sum of squares: two short steps beat a very short and a long one', () => {
    const rows: Row[] = [
      [0, 0, 0],
      [0, 0, 4],
      [1, 0, 3],
      [1, 0, 8],
    ];
    expect(linksOf(rows)).toEqual(['0>2', '1>3']);
  });

  test('links up to the largest distance, not at it', () => {
    const rows: Row[] = [
      [0, 0, 0],
      [1, 0, 15],
    ];
    expect(linksOf(rows, { gapClosing: null })).toEqual([]);
    expect(linksOf(rows, { linkingMaxDistance: 15.01, gapClosing: null })).toEqual(['0>1']);
  });

  test('does not link over an empty frame', () => {
    expect(linksOf([...still(0, 1, 0, 0), ...still(3, 4, 0, 0)], { gapClosing: null })).toEqual(['0>1', '2>3']);
  });

  test('gives the links of scipy on real density', () => {
    const { points, scipy_lap } = goldenJson<{ points: Row[]; scipy_lap: [number, number][] }>('links.json');
    const all = pointsOf(points);
    const found: string[] = [];
    for (let t = 1; t < 25; t++) {
      const members = (frame: number) => Int32Array.from([...points.keys()].filter((i) => points[i]![0] === frame));
      const from = pointGrid(all, 12, members(t - 1));
      const to = pointGrid(all, 12, members(t));
      assignSparse(linkCandidates(from, to, 12), 144, 144).forEach((column, row) => {
        if (column >= 0) found.push(`${from.order[row]},${to.order[column]}`);
      });
    }
    expect(found.sort()).toEqual(scipy_lap.map(String).sort());
    expect(linksOf(points, { linkingMaxDistance: 12, gapClosing: null })).toEqual(
      scipy_lap.map(([a, b]) => `${a}>${b}`),
    );
  });

  test('prefers the object of like size where a feature is penalised', () => {
    const rows: Row[] = [
      [0, 0, 0],
      [1, 0, 3],
      [1, 0, -4],
    ];
    const values = Float64Array.of(100, 200, 100);
    expect(linksOf(rows, { gapClosing: null })).toEqual(['0>1']);
    expect(linksOf(rows, { gapClosing: null, penalties: [{ weight: 1, values }] })).toEqual(['0>2']);
    const unknown = Float64Array.of(100, Number.NaN, Number.NaN);
    expect(linksOf(rows, { gapClosing: null, penalties: [{ weight: 1, values: unknown }] })).toEqual(['0>1']);
  });

  test('multiplies the squared distance by (1 + 1.5 weight |a - b| / mean)²', () => {
    // d² = 9, a = 1, b = 3: the factor is 1 + 1.5 · 2 / 2 = 2.5, the cost 56.25 = 7.5².
    const rows: Row[] = [
      [0, 0, 0],
      [1, 0, 3],
    ];
    const penalties = [{ weight: 1, values: Float64Array.of(1, 3) }];
    expect(linksOf(rows, { gapClosing: null, penalties, linkingMaxDistance: 7.49 })).toEqual([]);
    expect(linksOf(rows, { gapClosing: null, penalties, linkingMaxDistance: 7.51 })).toEqual(['0>1']);
  });
});

describe('joining segments by the rules of TrackMate', () => {
  const gap: Row[] = [...still(0, 2, 0, 0), ...still(4, 6, 0, 1)];

  test('bridges one missing frame with a frame gap of 2, and none with 1', () => {
    expect(linksOf(gap)).toContain('2>3');
    expect(linksOf(gap, { gapClosing: { maxDistance: 15, maxFrameGap: 1 } })).not.toContain('2>3');
    expect(linksOf(gap, { gapClosing: { maxDistance: 0.9, maxFrameGap: 2 } })).not.toContain('2>3');
  });

  test('does not join a lone detection; with evidence it does', () => {
    const rows: Row[] = [...still(0, 2, 0, 0), [4, 0, 0]];
    expect(linksOf(rows)).toEqual(['0>1', '1>2']);
    expect(linksOf(rows, { evidence })).toEqual(['0>1', '1>2', '2>3']);
  });

  test('splits off a segment that starts beside the middle of another, from the frame before', () => {
    const rows = sorted([...still(0, 5, 0, 0), ...still(3, 5, 0, 4)]);
    expect(linksOf(rows, { splitting })).toContain('2>4');
    expect(linksOf(rows)).not.toContain('2>4');
  });

  test('does not split the first detection of a segment', () => {
    const rows = sorted([...still(0, 5, 0, 0), ...still(1, 5, 0, 4)]);
    expect(linksOf(rows, { splitting })).not.toContain('0>2');
  });

  test('merges a segment into the middle of another', () => {
    const rows = sorted([...still(0, 5, 0, 0), ...still(0, 2, 0, 4)]);
    expect(linksOf(rows, { merging: { maxDistance: 15 } })).toContain('5>6');
  });

  test('links nothing that laptrack does not, and leaves out only lone detections and dear splits', () => {
    // laptrack 0.16.1 joins lone detections, and prices a lone end from the cutoff instead of from the candidates.
    const golden = goldenJson<{
      points: Row[];
      laptrack_edges: [number, number][];
      laptrack_splits: [number, number][];
    }>('links.json');
    const theirs = new Set([...golden.laptrack_edges, ...golden.laptrack_splits].map(([a, b]) => `${a}>${b}`));
    const ours = linksOf(golden.points, {
      linkingMaxDistance: 12,
      gapClosing: { maxDistance: 15.6, maxFrameGap: 2 },
      splitting: { maxDistance: 14 },
    });
    expect(ours.filter((edge) => !theirs.has(edge))).toEqual([]);
    expect(ours.length).toBe(858);
    expect(theirs.size).toBe(868);
  });

  describeWith('data/particles/laptrack-expected')('on files that TrackMate wrote', () => {
    test.each(['without_gap_closing', 'with_gap_closing', 'with_splitting', 'with_merging', 'with_splitting_merging'])(
      'gives exactly its links: %s',
      (name) => {
        const file = readTrackMate(sharedFile(`data/particles/laptrack-expected/trackmate_tracks_${name}.xml`)!);
        const on = (key: string) => (file.settings.get(key) === 'true' ? { maxDistance: 15 } : null);
        const options = {
          gapClosing: on('ALLOW_GAP_CLOSING') && { maxDistance: 15, maxFrameGap: 2 },
          splitting: on('ALLOW_TRACK_SPLITTING'),
          merging: on('ALLOW_TRACK_MERGING'),
        };
        const rows = file.spots.map(({ frame, y, x }) => [frame, y, x] as const);
        const ours = linksOf(rows, options).map((edge) =>
          edge
            .split('>')
            .map((i) => file.spots[Number(i)]!.id)
            .join('>'),
        );
        expect(ours.sort()).toEqual([...file.edges].sort());
      },
    );
  });
});

describe('linking with evidence', () => {
  test('divides where two start symmetrically about an end, though one of them was too far to be linked', () => {
    const rows = sorted([...still(0, 3, 50, 50), ...still(4, 6, 50, 61), ...still(4, 6, 50, 38)]);
    const links = linksOf(rows, { linkingMaxDistance: 10, splitting, evidence });
    expect(links).toContain('3>4');
    expect(links).toContain('3>5');
  });

  test('does not take a neighbour for a daughter where the mother goes on', () => {
    const rows = sorted([...still(0, 6, 50, 50), ...still(4, 6, 50, 60)]);
    expect(linksOf(rows, { splitting })).toContain('3>5');
    expect(linksOf(rows, { splitting, evidence })).not.toContain('3>5');
  });

  test('finds the daughter that was missed in the frame after the division', () => {
    const rows = sorted([...still(0, 3, 50, 50), ...still(4, 8, 50, 58), ...still(5, 8, 50, 42)]);
    const links = linksOf(rows, { splitting, evidence });
    expect(links).toContain('3>4');
    expect(links).toContain('3>6');
    expect(linksOf(rows, { splitting, evidence, gapClosing: null })).not.toContain('3>6');
  });

  const walk = (from: number, to: number, y: number, x: number): Row[] =>
    Array.from({ length: to - from + 1 }, (_, k) => [from + k, y + ((from + k) % 2), x] as const);

  test('does not follow a stray detection out and back', () => {
    const rows = sorted([...walk(0, 9, 50, 50).filter(([t]) => t !== 5), [5, 50, 62]]);
    expect(linksOf(rows)).toContain('4>5');
    const links = linksOf(rows, { evidence });
    expect(links).toContain('4>6');
    expect(links.some((edge) => edge.includes('>5'))).toBe(false);
  });

  test('keeps one track where it jumps, and a fast object among slow ones', () => {
    const jump = sorted([...walk(0, 4, 50, 50), ...walk(5, 9, 50, 62)]);
    expect(linksOf(jump, { evidence })).toContain('4>5');
    const fast = Array.from({ length: 8 }, (_, t) => [t, 90, 12 * t] as const);
    const rows = sorted([...walk(0, 7, 20, 20), ...walk(0, 7, 20, 60), ...fast]);
    expect(linksOf(rows, { evidence }).length).toBe(21);
  });

  test('finds links and divisions of simulated nuclei, 4 % of them missed and 2 % stray detections', () => {
    const { rows, links, divisions } = nuclei();
    const score = (options: Partial<LapOptions>) => {
      const found = linksOf(rows, { ...options, splitting });
      const children = new Map<string, number>();
      const motherOf = (edge: string) => edge.split('>')[0]!;
      for (const edge of found) children.set(motherOf(edge), (children.get(motherOf(edge)) ?? 0) + 1);
      const split = found.filter((edge) => children.get(motherOf(edge)) === 2);
      const plain = found.filter((edge) => !divisions.has(edge));
      const f1 = (truth: ReadonlySet<string>, ours: readonly string[]) =>
        (2 * ours.filter((edge) => truth.has(edge)).length) / (truth.size + ours.length);
      return { link: f1(links, plain), division: f1(divisions, split) };
    };
    expect(divisions.size).toBeGreaterThan(40);
    const ours = score({ evidence });
    const plain = score({});
    expect(ours.link).toBeGreaterThan(0.998);
    expect(ours.division).toBeGreaterThan(0.9);
    expect(ours.link).toBeGreaterThan(plain.link);
    expect(ours.division).toBeGreaterThan(plain.division);
  });
});

/** True positions, some left out and some added, and the links that can still be made over at most one missing frame. */
function nuclei() {
  const settings = { seed: 5, frames: 80, width: 320, height: 320, planes: 1, cells: 70, motility: 1, drift: 0 };
  const { truth } = simulateNuclei({ ...settings, division: true, deathRate: 0.001 });
  const random = new Random(1);
  const rows: Row[] = [];
  const last = new Map<number, number>();
  const first = new Map<number, number>();
  const links = new Set<string>();
  const parents = new Map<number, number>();
  truth.edges.source.forEach((from, k) => {
    const to = truth.edges.target[k]!;
    if (truth.label[from] !== truth.label[to]) parents.set(truth.label[to]!, truth.label[from]!);
  });
  for (let i = 0; i < truth.frame.length; i++) {
    const t = truth.frame[i]!;
    if (random.between(0, 1) < 0.02) rows.push([t, random.between(0, 320), random.between(0, 320)]);
    if (random.between(0, 1) < 0.04) continue;
    const label = truth.label[i]!;
    const from = last.get(label);
    if (from !== undefined && t - rows[from]![0] <= 2) links.add(`${from}>${rows.length}`);
    if (!first.has(label)) first.set(label, rows.length);
    last.set(label, rows.length);
    rows.push([t, truth.y[i]!, truth.x[i]!]);
  }
  const divisions = new Set<string>();
  for (const [child, parent] of parents) {
    const [from, to] = [last.get(parent), first.get(child)];
    if (from === undefined || to === undefined) continue;
    const frames = rows[to]![0] - rows[from]![0];
    if (frames >= 1 && frames <= 2) divisions.add(`${from}>${to}`);
  }
  return { rows, links, divisions };
}

describe('linking', () => {
  test('does not depend on the order of the detections within a frame, ties included', () => {
    const frame = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
      maxLength: 9,
      selector: String,
    });
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 2, maxLength: 6 }),
        fc.boolean(),
        fc.integer(),
        (frames, robust, seed) => {
          const options = {
            linkingMaxDistance: 5,
            gapClosing: { maxDistance: 5, maxFrameGap: 2 },
            splitting: { maxDistance: 6 },
            merging: { maxDistance: 6 },
            evidence: robust ? evidence : null,
          };
          const rows = frames.flatMap((list, t) => list.map(([y, x]) => [t, y, x] as const));
          const shuffled = frames.flatMap((list, t) => {
            const keyed = list.map((place, k) => ({ place, key: Math.imul(seed + k * 7919, 2654435761) | 0 }));
            return keyed.sort((a, b) => a.key - b.key).map(({ place: [y, x] }) => [t, y, x] as const);
          });
          const named = (list: readonly Row[]) =>
            linksOf(list, options)
              .map((edge) =>
                edge
                  .split('>')
                  .map((i) => list[Number(i)]!.join())
                  .join('>'),
              )
              .sort();
          expect(named(shuffled)).toEqual(named(rows));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  test('of no points, of one point and of one frame gives no links', () => {
    for (const rows of [
      [],
      [[0, 1, 1]],
      [
        [0, 1, 1],
        [0, 2, 2],
      ],
    ] as Row[][]) {
      expect(linksOf(rows, { evidence, splitting })).toEqual([]);
    }
    expect(linkByLap(pointsOf([]), 0, trackMateDefaults).source.length).toBe(0);
    expect(linkByLap(pointsOf([]), 5, trackMateDefaults).source.length).toBe(0);
  });

  test('leaves points that are nowhere alone', () => {
    const rows: Row[] = [
      [0, 0, 0],
      [0, Number.NaN, 0],
      [1, 0, 1],
      [1, Number.NaN, 0],
    ];
    expect(linksOf(rows, { evidence })).toEqual(['0>2']);
  });

  test('links points that do not move at all', () => {
    expect(linksOf(still(0, 3, 5, 5), { evidence, splitting })).toEqual(['0>1', '1>2', '2>3']);
  });

  test('refuses points out of order and distances that are not above 0', () => {
    expect(() =>
      linksOf([
        [1, 0, 0],
        [0, 0, 0],
      ]),
    ).toThrow('sort the points by frame');
    expect(() => linksOf([[0, 0, 0]], { linkingMaxDistance: 0 })).toThrow(RangeError);
    expect(() => linksOf([[0, 0, 0]], { gapClosing: { maxDistance: 5, maxFrameGap: 1.5 } })).toThrow('whole number');
  });
});
