import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layOutLineages,
  lineageAt,
  neighbour,
  rowHeight,
  trackAt,
} from '../../src/editor/results/lineage/lineage-layout.ts';
import { placeOfRow, placeOfTrack } from '../../src/editor/results/positions.ts';
import { uncalibrated } from '../../src/runtime/data/movie.ts';
import { trackletsOf } from '../../src/runtime/data/tracklets.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';

/** Tracks from nodes [frame, x] and edges between them. */
function tracksOf(
  nodes: readonly (readonly [number, number])[],
  edges: readonly (readonly [number, number])[],
): Tracks {
  const zeros = new Float64Array(nodes.length);
  return {
    size: { t: 10, c: 1, z: 1, y: 9, x: 99 },
    calibration: uncalibrated,
    frame: Uint32Array.from(nodes, ([t]) => t),
    x: Float64Array.from(nodes, ([, x]) => x),
    y: Float64Array.from(nodes, ([, x]) => x),
    z: zeros,
    radius: zeros,
    label: new Uint32Array(nodes.length),
    features: {},
    units: {},
    edges: { source: Uint32Array.from(edges, ([a]) => a), target: Uint32Array.from(edges, ([, b]) => b) },
  };
}
/** Track 1: frames 0 and 1, divides into 3 and 4; track 2 stands alone and is longer; track 5 starts late. */
const family = tracksOf(
  [
    [0, 10],
    [0, 50],
    [1, 10],
    [1, 50],
    [2, 8],
    [2, 12],
    [2, 50],
    [5, 90],
  ],
  [
    [0, 2],
    [1, 3],
    [2, 4],
    [2, 5],
    [3, 6],
  ],
);
const tracklets = trackletsOf(family);
const layout = layOutLineages(family, tracklets, { sort: 'size', divided: false });

describe('the layout of lineages', () => {
  it('puts a mother between her daughters, each on a row of its own', () => {
    const [mother, , left, right] = layout.y;
    expect(right! - left!).toBe(rowHeight);
    expect(mother).toBe((left! + right!) / 2);
    expect([...layout.order]).toEqual([1, 2, 3]);
    expect([...layout.members]).toEqual([3, 1, 4, 2, 5]);
  });
  it('sorts by start, and leaves out what never divides, where asked', () => {
    expect([...layOutLineages(family, tracklets, { sort: 'start', divided: false }).order]).toEqual([1, 2, 3]);
    const divided = layOutLineages(family, tracklets, { sort: 'size', divided: true });
    expect([...divided.order]).toEqual([1]);
    expect(divided.y[1]).toBeNaN();
    expect(divided.placeOf[1]).toBe(-1);
  });
  it('finds the lineage and the track at a place, of rows that overlap the one that lives then', () => {
    expect(lineageAt(layout, -1)).toBe(-1);
    expect(lineageAt(layout, layout.top[1]! - 0.1)).toBe(0);
    expect(lineageAt(layout, layout.top[1]!)).toBe(1);
    expect(lineageAt(layout, layout.top[3]!)).toBe(-1);
    expect(trackAt(layout, tracklets, layout.y[0]!, 1, 0)).toBe(1);
    expect(trackAt(layout, tracklets, layout.y[3]!, 2, 0)).toBe(4);
    expect(trackAt(layout, tracklets, layout.y[3]!, 8, 0)).toBe(0);
  });
  it('leads from track to track by keys', () => {
    const go = (track: number, key: Parameters<typeof neighbour>[3]) => neighbour(layout, tracklets, track, key);
    expect([go(1, 'child'), go(4, 'parent'), go(1, 'parent'), go(4, 'child')]).toEqual([3, 1, 0, 0]);
    expect([go(1, 'down'), go(3, 'up'), go(3, 'down'), go(0, 'down')]).toEqual([4, 0, 1, 3]);
    expect([go(1, 'first'), go(1, 'last')]).toEqual([3, 5]);
  });
  it('notes links that are no descent: merges', () => {
    const merged = tracksOf(
      [
        [0, 10],
        [0, 30],
        [1, 12],
      ],
      [
        [0, 2],
        [1, 2],
      ],
    );
    const of = trackletsOf(merged);
    expect(layOutLineages(merged, of, { sort: 'size', divided: false }).merges).toEqual([[2, 3]]);
  });
  it('is empty for tracks without nodes', () => {
    const none = tracksOf([], []);
    const empty = layOutLineages(none, trackletsOf(none), { sort: 'size', divided: false });
    expect([empty.order.length, empty.members.length, lineageAt(empty, 0)]).toEqual([0, 0, -1]);
  });
  it('gives every track one row within its lineage, whatever the forest', () => {
    const forest = fc.array(fc.tuple(fc.nat(30), fc.nat(3)), { maxLength: 40 }).map((grown) => {
      // node k hangs on an earlier node one or more frames before it, or on none
      const nodes: [number, number][] = [];
      const edges: [number, number][] = [];
      grown.forEach(([on, gap], k) => {
        const parent = on < k && gap > 0 ? on : -1;
        nodes.push([parent < 0 ? gap : nodes[parent]![0] + gap, k]);
        if (parent >= 0) edges.push([parent, k]);
      });
      const order = nodes.map((_, k) => k).sort((a, b) => nodes[a]![0] - nodes[b]![0] || a - b);
      const place = new Map(order.map((k, i) => [k, i]));
      const moved = edges.map(([a, b]): [number, number] => [place.get(a)!, place.get(b)!]);
      return tracksOf(
        order.map((k) => nodes[k]!),
        moved.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
    });
    fc.assert(
      fc.property(forest, (tracks) => {
        const of = trackletsOf(tracks);
        const laid = layOutLineages(tracks, of, { sort: 'size', divided: false });
        expect([...laid.members].sort((a, b) => a - b)).toEqual(Array.from(of.begin, (_, k) => k + 1));
        laid.order.forEach((lineage, i) => {
          for (let k = laid.starts[i]!; k < laid.starts[i + 1]!; k++) {
            const track = laid.members[k]!;
            expect(of.lineage[track - 1]).toBe(lineage);
            expect(laid.y[track - 1]).toBeGreaterThan(laid.top[i]!);
            expect(laid.y[track - 1]).toBeLessThan(laid.top[i + 1]!);
          }
        });
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('the place of a track', () => {
  it('is where it is in a frame, else where it begins or ends', () => {
    expect(placeOfTrack(family, 1, 1)).toEqual({ t: 1, x: 10, y: 10 });
    expect(placeOfTrack(family, 1, 9)).toEqual({ t: 1, x: 10, y: 10 });
    expect(placeOfTrack(family, 5, 0)).toEqual({ t: 5, x: 90, y: 90 });
    expect(placeOfTrack(family, 99, 0)).toBeNull();
  });
  it('of a row is its own columns in px, else its track', () => {
    const column = (name: string, unit: string, value: number) => ({ name, unit, values: Float64Array.of(value) });
    const row = (...columns: ReturnType<typeof column>[]) => placeOfRow({ columns, cautions: [] }, 0, family);
    expect(row(column('frame', 'frame', 3), column('x_px', 'px', 4), column('y_px', 'px', 5))).toEqual({
      t: 3,
      x: 4,
      y: 5,
    });
    expect(
      row(column('frame', 'frame', 1), column('x', 'µm', 4), column('y', 'µm', 5), column('track', '', 2)),
    ).toEqual({
      t: 1,
      x: 50,
      y: 50,
    });
    expect(row(column('track', '', 5), column('first_frame', 'frame', 5))).toEqual({ t: 5, x: 90, y: 90 });
    expect(row(column('area', 'px²', 5))).toBeNull();
  });
});
