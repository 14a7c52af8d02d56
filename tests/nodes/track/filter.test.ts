import { describe, expect, test } from 'vitest';
import filter from '../../../src/nodes/track/filter.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

/** A family: 0 > 2 > 4 and 5, 4 > 7. One that moves 6 px: 1 > 3. A stray detection: 6. */
const tracks = tracksOf(
  [
    [0, 10, 10],
    [0, 50, 50],
    [1, 10, 11],
    [1, 50, 56],
    [2, 8, 11],
    [2, 12, 11],
    [2, 90, 90],
    [4, 8, 12],
  ],
  [
    [0, 2],
    [2, 4],
    [2, 5],
    [4, 7],
    [1, 3],
  ],
  { features: { area: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7) }, units: { area: 'px²' } },
);
async function run(params: Readonly<Record<string, StoredParam>>, of: Tracks = tracks) {
  const { tracks: out } = await runNode(filter as AnyNode, { tracks: of }, params);
  const kept = out as Tracks;
  return {
    // The area of a node is its number.
    nodes: [...(kept.features['area'] ?? [])],
    edges: Array.from(
      kept.edges.source,
      (from, k) => `${kept.features['area']![from]}>${kept.features['area']![kept.edges.target[k]!]}`,
    ),
  };
}
const all = ['0>2', '1>3', '2>4', '2>5', '4>7'];

describe('filtering tracks', () => {
  test('keeps everything by default', async () => {
    expect(await run({})).toEqual({ nodes: [0, 1, 2, 3, 4, 5, 6, 7], edges: all });
  });

  test('removes stray detections', async () => {
    expect(await run({ minDetections: 2 })).toEqual({ nodes: [0, 1, 2, 3, 4, 5, 7], edges: all });
  });

  test('judges a cell with its descendants, or each piece alone', async () => {
    expect((await run({ minDuration: 2 })).nodes).toEqual([0, 2, 4, 5, 7]);
    expect(await run({ minDuration: 2, of: 'tracks' })).toEqual({ nodes: [4, 7], edges: ['4>7'] });
    expect((await run({ minDuration: 4 })).nodes).toEqual([0, 2, 4, 5, 7]);
    expect((await run({ minDuration: 5 })).nodes).toEqual([]);
  });

  test('by displacement in px or µm, gaps, and any track feature', async () => {
    expect((await run({ minDisplacement: 5 })).nodes).toEqual([1, 3]);
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 10, times_s: null };
    expect((await run({ minDisplacement: '2.5 µm' }, { ...tracks, calibration })).nodes).toEqual([1, 3]);
    expect((await run({ minDisplacement: '3.5 µm' }, { ...tracks, calibration })).nodes).toEqual([]);
    expect((await run({ maxGaps: 0 })).nodes).toEqual([1, 3, 6]);
    expect((await run({ feature: 'track_mean_speed', featureMin: 3 })).nodes).toEqual([1, 3]);
    // In µm/s: 6 px of 0.5 µm in 10 s.
    expect(
      (await run({ feature: 'track_mean_speed', featureMin: 0.3, featureMax: 0.31 }, { ...tracks, calibration })).nodes,
    ).toEqual([1, 3]);
  });

  test('removes tracks whose feature is not defined', async () => {
    expect((await run({ feature: 'track_std_speed' })).nodes).toEqual([0, 2, 4, 5, 7]);
  });

  test('names the features where there is no such', async () => {
    await expect(run({ feature: 'speed' })).rejects.toThrow('track_mean_speed');
  });

  test('of empty tracks is empty', async () => {
    expect(await run({ minDetections: 2 }, tracksOf([], []))).toEqual({ nodes: [], edges: [] });
  });
});
