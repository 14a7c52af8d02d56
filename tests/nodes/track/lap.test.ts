import { describe, expect, test } from 'vitest';
import lap from '../../../src/nodes/track/lap.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { type Detections, noDetections } from '../../../src/runtime/data/spots.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import { linkByLap, trackMateDefaults } from '../../../src/runtime/kernels/reference/link-by-lap.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { detectionsOf, spotsOf } from '../../support/detections.ts';
import { goldenJson } from '../../support/golden.ts';
import { runNode } from '../../support/run-node.ts';

async function track(
  frames: readonly Detections[],
  params: Readonly<Record<string, StoredParam>> = {},
  header: Parameters<typeof spotsOf>[1] = {},
): Promise<Tracks> {
  const { tracks } = await runNode(lap as AnyNode, { spots: spotsOf(frames, header) }, params);
  return tracks as Tracks;
}
const edgesOf = ({ edges }: Tracks) => Array.from(edges.source, (from, k) => `${from}>${edges.target[k]}`);
const calibrated = { pixelSize_um: { x: 0.5, y: 0.5, z: 2 }, frameInterval_s: 60, times_s: null };

describe('the LAP tracker', () => {
  test('makes every detection a node, with its label, radius, quality and features', async () => {
    const tracks = await track([
      detectionsOf(
        [
          [10, 10],
          [50, 50],
        ],
        { area: [30, 40] },
      ),
      detectionsOf([[51, 50]]),
    ]);
    expect([...tracks.frame]).toEqual([0, 0, 1]);
    expect([...tracks.label]).toEqual([1, 2, 1]);
    expect([...tracks.features['area']!]).toEqual([30, 40, Number.NaN]);
    expect([...tracks.features['quality']!]).toEqual([1, 2, 1]);
    expect(tracks.units).toEqual({ quality: '1', area: 'px²' });
    expect(edgesOf(tracks)).toEqual(['1>2']);
    expect(tracks.size).toEqual({ t: 2, c: 1, z: 1, y: 100, x: 100 });
  });

  test('gives the links of its kernel', async () => {
    const { points } = goldenJson<{ points: [number, number, number][] }>('links.json');
    const frames = Array.from({ length: 25 }, (_, t) =>
      detectionsOf(points.filter(([frame]) => frame === t).map(([, y, x]) => [y, x])),
    );
    const columns = {
      frame: Uint32Array.from(points, ([t]) => t),
      y: Float64Array.from(points, ([, y]) => y),
      x: Float64Array.from(points, ([, , x]) => x),
      z: new Float64Array(points.length),
    };
    const splitting = { maxDistance: 15 };
    const plain = linkByLap(columns, 25, { ...trackMateDefaults, splitting });
    expect((await track(frames, { splitting: true, rules: 'TrackMate' })).edges).toEqual(plain);
    const evidence = { maxAsymmetry: 0.5, longStepRatio: 8 };
    const robust = linkByLap(columns, 25, { ...trackMateDefaults, splitting, evidence });
    expect((await track(frames, { splitting: true })).edges).toEqual(robust);
    expect(robust).not.toEqual(plain);
  });

  test('divides only when asked to', async () => {
    const mother = detectionsOf([[50, 50]]);
    const daughters = detectionsOf([
      [50, 42],
      [50, 58],
    ]);
    const frames = [mother, mother, mother, daughters, daughters];
    expect(edgesOf(await track(frames, { splitting: true }))).toEqual(['0>1', '1>2', '2>3', '2>4', '3>5', '4>6']);
    expect(edgesOf(await track(frames)).length).toBe(5);
  });

  test('takes lengths in µm, and planes as thick as they are recorded', async () => {
    const frames = [detectionsOf([[10, 10, 0]]), detectionsOf([[10, 10, 3]])];
    const size = { t: 2, c: 1, z: 4, y: 100, x: 100 };
    // 3 planes of 2 µm are 12 px of 0.5 µm.
    const at = (linkingMaxDistance: StoredParam) =>
      track(frames, { linkingMaxDistance, gapClosing: false }, { size, calibration: calibrated });
    expect(edgesOf(await at('5.9 µm'))).toEqual([]);
    expect(edgesOf(await at('6.1 µm'))).toEqual(['0>1']);
    const plain = await track(
      frames,
      { linkingMaxDistance: 3.1, gapClosing: false },
      { size, calibration: uncalibrated },
    );
    expect(edgesOf(plain)).toEqual(['0>1']);
  });

  test('keeps like with like where a feature is penalised, and names the features where there is no such', async () => {
    const frames = [
      detectionsOf([[10, 10]], { area: [100] }),
      detectionsOf(
        [
          [10, 13],
          [10, 6],
        ],
        { area: [200, 100] },
      ),
    ];
    expect(edgesOf(await track(frames))).toEqual(['0>1']);
    expect(edgesOf(await track(frames, { featurePenalty: 'area' }))).toEqual(['0>2']);
    expect(edgesOf(await track(frames, { featurePenalty: 'area', featurePenaltyWeight: 0 }))).toEqual(['0>1']);
    await expect(track(frames, { featurePenalty: 'size' })).rejects.toThrow('there are: radius, quality, area');
  });

  test('of empty movies, empty frames and one frame gives nodes without links', async () => {
    expect((await track([])).frame.length).toBe(0);
    const empty = await track([noDetections, noDetections, noDetections], { featurePenalty: 'area', splitting: true });
    expect(empty.frame.length).toBe(0);
    expect(empty.size.t).toBe(3);
    const one = await track([
      detectionsOf([
        [1, 1],
        [2, 2],
      ]),
    ]);
    expect(one.frame.length).toBe(2);
    expect(edgesOf(one)).toEqual([]);
  });
});
