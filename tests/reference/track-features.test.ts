import { describe, expect, test } from 'vitest';
import {
  type TrackFeature,
  trackFeatureDimensions,
  trackFeatures,
} from '../../src/runtime/kernels/reference/track-features.ts';
import { describeWith, sharedFile } from '../support/golden.ts';
import { readTrackMate } from '../support/trackmate-xml.ts';

/** Nodes `[t, y, x]` and edges by node number; time in frames of `interval`. */
function pathsOf(
  rows: readonly (readonly [number, number, number])[],
  edges: readonly (readonly [number, number])[],
  interval = 1,
) {
  return {
    frame: Uint32Array.from(rows, ([t]) => t),
    time: Float64Array.from(rows, ([t]) => t * interval),
    y: Float64Array.from(rows, ([, y]) => y),
    x: Float64Array.from(rows, ([, , x]) => x),
    z: new Float64Array(rows.length),
    edges: { source: Uint32Array.from(edges, ([a]) => a), target: Uint32Array.from(edges, ([, b]) => b) },
  };
}
const one = (features: Readonly<Record<TrackFeature, Float64Array>>, group = 1) =>
  Object.fromEntries(Object.entries(features).map(([name, values]) => [name, values[group - 1]]));

describe('track features', () => {
  test('of a path around a corner with a gap', () => {
    const paths = pathsOf(
      [
        [2, 0, 0],
        [3, 0, 3],
        [5, 4, 3],
      ],
      [
        [0, 1],
        [1, 2],
      ],
      10,
    );
    const features = one(trackFeatures(paths, Uint32Array.of(1, 1, 1), 1));
    const expected = {
      number_spots: 3,
      number_gaps: 1,
      longest_gap: 1,
      number_splits: 0,
      number_merges: 0,
      number_complex: 0,
      track_duration: 30,
      track_start: 20,
      track_stop: 50,
      track_displacement: 5,
      track_x_location: 2,
      track_y_location: 4 / 3,
      track_z_location: 0,
      track_mean_speed: 0.25,
      track_max_speed: 0.3,
      track_min_speed: 0.2,
      track_median_speed: 0.3,
      track_std_speed: Math.sqrt(0.005),
      total_distance_traveled: 7,
      max_distance_traveled: 5,
      confinement_ratio: 5 / 7,
      mean_straight_line_speed: 5 / 30,
      linearity_of_forward_progression: 5 / 30 / 0.25,
      mean_directional_change_rate: Math.PI / 2 / 20,
      mean_turning_angle: Math.PI / 2,
      mean_cosine_turning_angle: 0,
    };
    expect(Object.keys(features)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expect(features[name], name).toBeCloseTo(value, 12);
  });

  test('count splits, merges and nodes that are both', () => {
    const rows = [0, 1, 1, 2, 3, 3].map((t, k) => [t, k, k] as const);
    const paths = pathsOf(rows, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
      [3, 4],
      [3, 5],
    ]);
    const features = one(trackFeatures(paths, new Uint32Array(6).fill(1), 1));
    expect([features['number_splits'], features['number_merges'], features['number_complex']]).toEqual([1, 0, 1]);
  });

  test('of a group take only the edges within it, but see that its last node divides', () => {
    const paths = pathsOf(
      [
        [0, 0, 0],
        [1, 0, 1],
        [2, 5, 1],
        [2, 0, 9],
      ],
      [
        [0, 1],
        [1, 2],
        [1, 3],
      ],
    );
    const features = trackFeatures(paths, Uint32Array.of(1, 1, 2, 0), 2);
    expect([...features.total_distance_traveled]).toEqual([1, 0]);
    expect([...features.number_splits]).toEqual([1, 0]);
    expect([...features.number_spots]).toEqual([2, 1]);
  });

  test('that are not defined are NaN: a single detection, an object at rest, an empty group', () => {
    const single = one(trackFeatures(pathsOf([[4, 1, 2]], []), Uint32Array.of(1), 1));
    expect(single['number_spots']).toBe(1);
    expect(single['track_duration']).toBe(0);
    for (const name of ['track_mean_speed', 'track_median_speed', 'confinement_ratio', 'mean_turning_angle'] as const) {
      expect(single[name]).toBeNaN();
    }
    const rest = pathsOf(
      [
        [0, 1, 1],
        [1, 1, 1],
        [2, 1, 1],
      ],
      [
        [0, 1],
        [1, 2],
      ],
    );
    const still = one(trackFeatures(rest, new Uint32Array(3).fill(1), 1));
    expect(still['track_mean_speed']).toBe(0);
    expect(still['confinement_ratio']).toBeNaN();
    expect(still['mean_turning_angle']).toBeNaN();
    expect(one(trackFeatures(pathsOf([], []), new Uint32Array(0), 1))['track_start']).toBeNaN();
    expect(trackFeatures(pathsOf([], []), new Uint32Array(0), 0).number_spots.length).toBe(0);
  });
});

/** Features that depend on which node is the last. */
const fromEnd: ReadonlySet<TrackFeature> = new Set([
  'track_displacement',
  'confinement_ratio',
  'mean_straight_line_speed',
  'linearity_of_forward_progression',
]);

describeWith('data/particles/pycellin-trackmate-xml')('track features of files that TrackMate wrote', () => {
  test.each(['pycellin-trackmate-xml/FakeTracks', 'pycellin-trackmate-xml/Celegans-5pc-17timepoints'])(
    'equal those in the file: %s',
    (name) => {
      const { spots, tracks } = readTrackMate(sharedFile(`data/particles/${name}.xml`)!);
      const place = new Map(spots.map(({ id }, k) => [id, k]));
      const group = new Uint32Array(spots.length);
      const edges: (readonly [number, number])[] = [];
      tracks.forEach((track, g) => {
        for (const edge of track.edges) {
          const [a, b] = edge.split('>').map((id) => place.get(id)!);
          group[a!] = group[b!] = g + 1;
          edges.push([a!, b!]);
        }
      });
      const interval = name.includes('Celegans') ? 2 : 1;
      /** Which of several nodes in the last frame is the end is a matter of their order in memory there. */
      const severalEnds = (g: number) => {
        const frames = spots.filter((_, k) => group[k] === g + 1).map(({ frame }) => frame);
        return frames.filter((frame) => frame === Math.max(...frames)).length > 1;
      };
      const paths = {
        ...pathsOf(
          spots.map(({ frame, y, x }) => [frame, y, x] as const),
          edges,
          interval,
        ),
        z: Float64Array.from(spots, ({ z }) => z),
      };
      const features = trackFeatures(paths, group, tracks.length);
      let compared = 0;
      for (const feature of Object.keys(trackFeatureDimensions) as TrackFeature[]) {
        tracks.forEach(({ attributes }, g) => {
          const expected = attributes.get(feature.toUpperCase());
          if (expected === undefined || (fromEnd.has(feature) && severalEnds(g))) return;
          if (Number.isNaN(Number(expected))) expect(features[feature][g], `${feature} ${g}`).toBeNaN();
          else
            expect(features[feature][g]! / (Number(expected) || 1), `${feature} ${g}`).toBeCloseTo(
              Number(expected) === 0 ? 0 : 1,
              9,
            );
          compared++;
        });
      }
      expect(compared).toBeGreaterThan(80);
    },
  );
});
