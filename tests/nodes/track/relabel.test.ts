import { describe, expect, test } from 'vitest';
import relabel from '../../../src/nodes/track/relabel.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { type HeldLabels, type Labels, uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

const rows = ['55..7', '88.77', '2..44'] as const;
const labels: Labels = {
  size: { t: 3, c: 1, z: 1, y: 1, x: 5 },
  calibration: uncalibrated,
  async frame(t): Promise<Frame<Uint32Array>> {
    return {
      width: 5,
      height: 1,
      depth: 1,
      data: Uint32Array.from(rows[t]!, (one) => (one === '.' ? 0 : Number(one))),
    };
  },
};
/** 5 becomes 8 and divides into 2 and 4; 7 is followed in frame 0 only. */
const tracks = tracksOf(
  [
    [0, 0, 0.5],
    [0, 0, 4],
    [1, 0, 0.5],
    [2, 0, 0],
    [2, 0, 3.5],
  ],
  [
    [0, 2],
    [2, 3],
    [2, 4],
  ],
  { label: Uint32Array.of(5, 7, 8, 2, 4) },
);
async function run(of: Tracks, params: Readonly<Record<string, StoredParam>> = {}): Promise<readonly string[]> {
  const { labels: out } = await runNode(relabel as AnyNode, { labels, tracks: of }, params);
  return (out as HeldLabels).frames.map(({ data }) => data.join(' '));
}

describe('labelling by track', () => {
  test('gives an object its number until it divides, and removes what is in no track', async () => {
    expect(await run(tracks)).toEqual(['1 1 0 0 2', '1 1 0 0 0', '3 0 0 4 4']);
  });

  test('by lineage, descendants share a number', async () => {
    expect(await run(tracks, { by: 'lineage' })).toEqual(['1 1 0 0 2', '1 1 0 0 0', '1 0 0 1 1']);
  });

  test('can keep the others, numbered above all tracks', async () => {
    expect(await run(tracks, { keepOthers: true })).toEqual(['1 1 0 0 2', '1 1 0 11 11', '3 0 0 4 4']);
  });

  test('finds the object under a detection that has no label', async () => {
    expect(await run({ ...tracks, label: new Uint32Array(5) })).toEqual(['1 1 0 0 2', '1 1 0 0 0', '3 0 0 4 4']);
  });

  test('of tracks without nodes is empty', async () => {
    expect(await run(tracksOf([], []))).toEqual(['0 0 0 0 0', '0 0 0 0 0', '0 0 0 0 0']);
  });
});
