import { describe, expect, test } from 'vitest';
import overlap from '../../../src/nodes/track/overlap.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { type Labels, uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

/** One row of pixels a frame, `.` is background. */
function labelsOf(rows: readonly string[]): Labels {
  const width = rows[0]?.length ?? 3;
  return {
    size: { t: rows.length, c: 1, z: 1, y: 1, x: width },
    calibration: uncalibrated,
    async frame(t): Promise<Frame<Uint32Array>> {
      const data = Uint32Array.from(rows[t]!, (one) => (one === '.' ? 0 : Number(one)));
      return { width, height: 1, depth: 1, data };
    },
  };
}
async function track(rows: readonly string[], params: Readonly<Record<string, StoredParam>> = {}): Promise<Tracks> {
  const { tracks } = await runNode(overlap as AnyNode, { labels: labelsOf(rows) }, params);
  return tracks as Tracks;
}
const edgesOf = ({ edges, frame, label }: Tracks) =>
  Array.from(edges.source, (from, k) => {
    const to = edges.target[k]!;
    return `${frame[from]}/${label[from]}>${frame[to]}/${label[to]}`;
  });

describe('the overlap tracker', () => {
  test('makes every object a node with centroid, area and equivalent radius', async () => {
    const tracks = await track(['.11..22.', '..33....']);
    expect([...tracks.frame]).toEqual([0, 0, 1]);
    expect([...tracks.label]).toEqual([1, 2, 3]);
    expect([...tracks.x]).toEqual([1.5, 5.5, 2.5]);
    expect([...tracks.features['area']!]).toEqual([2, 2, 2]);
    expect(tracks.radius[0]).toBeCloseTo(Math.sqrt(2 / Math.PI), 12);
    expect(tracks.units).toEqual({ area: 'px²' });
    expect(edgesOf(tracks)).toEqual(['0/1>1/3']);
  });

  test('finds divisions by cover unless told not to', async () => {
    const rows = ['1111111111', '22......33'];
    expect(edgesOf(await track(rows))).toEqual(['0/1>1/2', '0/1>1/3']);
    expect(edgesOf(await track(rows, { divisions: false }))).toEqual([]);
  });

  test('finds merges, larger steps and gaps when told to', async () => {
    expect(edgesOf(await track(['22......33', '1111111111'], { merges: true }))).toEqual(['0/2>1/1', '0/3>1/1']);
    expect(edgesOf(await track(['111.....', '...222..'], { scaleFactor: 3 }))).toEqual(['0/1>1/2']);
    expect(edgesOf(await track(['111', '...', '111'], { gapClosing: true }))).toEqual(['0/1>2/1']);
    expect(edgesOf(await track(['111', '...', '111']))).toEqual([]);
  });

  test('of no frames, no objects and one frame gives nodes without links', async () => {
    expect((await track([])).frame.length).toBe(0);
    expect((await track(['...', '...'])).frame.length).toBe(0);
    expect(edgesOf(await track(['.1.']))).toEqual([]);
  });
});
