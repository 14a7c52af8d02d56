import { describe, expect, it } from 'vitest';
import { lineageRows } from '../../src/runtime/data/lineage.ts';
import { uncalibrated } from '../../src/runtime/data/movie.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';
import { labelLineage, labelsAtNodes } from '../../src/runtime/kernels/reference/label-lineage.ts';

/** Nodes as [frame, x, label]. */
function tracksOf(
  nodes: readonly (readonly [number, number, number])[],
  edges: readonly (readonly [number, number])[],
) {
  const zeros = new Float64Array(nodes.length);
  const tracks: Tracks = {
    size: { t: 9, c: 1, z: 1, y: 1, x: 9 },
    calibration: uncalibrated,
    frame: Uint32Array.from(nodes, ([frame]) => frame),
    x: Float64Array.from(nodes, ([, x]) => x),
    y: zeros,
    z: zeros,
    radius: zeros,
    label: Uint32Array.from(nodes, ([, , label]) => label),
    features: {},
    units: {},
    edges: { source: Uint32Array.from(edges, ([from]) => from), target: Uint32Array.from(edges, ([, to]) => to) },
  };
  return tracks;
}
/** Runs it on label images of one row each. */
function join(tracks: Tracks, frames: readonly (readonly number[])[]) {
  const planes = frames.map((row) => ({ width: row.length, height: 1, depth: 1, data: Uint32Array.from(row) }));
  const valueAt = planes.flatMap((plane, t) => [...labelsAtNodes(plane, tracks, t)]);
  const labels = frames.map((row) => Uint32Array.from(new Set(row.filter((value) => value !== 0))).sort());
  const { ids, lineage } = labelLineage(tracks, Uint32Array.from(valueAt), labels);
  return { ids: ids.map((frame) => [...frame]), rows: lineageRows(lineage).map(Object.values) };
}

describe('labelLineage', () => {
  it('keeps ids that last, and lets them say where a track ends', () => {
    const tracks = tracksOf(
      [
        [0, 0, 5],
        [1, 0, 5],
        [2, 0, 8],
      ],
      [
        [0, 1],
        [1, 2],
      ],
    );
    expect(join(tracks, [[5], [5], [8]])).toEqual({
      ids: [[5], [5], [8]],
      rows: [
        [5, 0, 1, 0],
        [8, 2, 2, 5],
      ],
    });
  });
  it('follows objects that are numbered anew in every frame', () => {
    const tracks = tracksOf(
      [
        [0, 0, 1],
        [0, 3, 2],
        [1, 0, 2],
        [1, 3, 1],
      ],
      [
        [0, 2],
        [1, 3],
      ],
    );
    const { ids, rows } = join(tracks, [
      [1, 0, 0, 2],
      [2, 0, 0, 1],
    ]);
    expect(ids).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(rows).toEqual([
      [1, 0, 1, 0],
      [2, 0, 1, 0],
    ]);
  });
  it('recognises images that carry tracklet numbers by what lies at the nodes', () => {
    // The label column says 1 and 2, the image 2 and 1 (tracklets are numbered from left to right).
    const tracks = tracksOf(
      [
        [0, 3, 1],
        [0, 0, 2],
        [1, 3, 1],
        [1, 0, 2],
      ],
      [
        [0, 2],
        [1, 3],
      ],
    );
    const relabelled = [1, 0, 0, 2];
    expect(join(tracks, [relabelled, relabelled]).ids).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(
      join(tracks, [
        [2, 0, 0, 1],
        [2, 0, 0, 1],
      ]).rows,
    ).toEqual([
      [1, 0, 1, 0],
      [2, 0, 1, 0],
    ]);
  });
  it('lets a track go on under a new id after a gap, whatever the image calls it', () => {
    const tracks = tracksOf(
      [
        [0, 0, 4],
        [2, 0, 4],
      ],
      [[0, 1]],
    );
    expect(join(tracks, [[4], [0], [4]])).toEqual({
      ids: [[4], [], [5]],
      rows: [
        [4, 0, 0, 0],
        [5, 2, 2, 4],
      ],
    });
    expect(join(tracks, [[1], [0], [1]])).toEqual({
      ids: [[1], [], [2]],
      rows: [
        [1, 0, 0, 0],
        [2, 2, 2, 1],
      ],
    });
  });
  it('gives objects without a node an id of their own', () => {
    const tracks = tracksOf([[0, 0, 3]], []);
    expect(join(tracks, [[3, 9], [9]])).toEqual({
      ids: [[3, 4], [5]],
      rows: [
        [3, 0, 0, 0],
        [4, 0, 0, 0],
        [5, 1, 1, 0],
      ],
    });
  });
  it('goes by the labels alone where positions are unknown', () => {
    const tracks = tracksOf(
      [
        [0, Number.NaN, 6],
        [1, Number.NaN, 6],
      ],
      [[0, 1]],
    );
    expect(join(tracks, [[6], [6]]).rows).toEqual([[6, 0, 1, 0]]);
  });
  it('refuses tracks of other labels', () => {
    const tracks = tracksOf(
      [
        [0, 5, 20],
        [1, 5, 21],
      ],
      [],
    );
    expect(() => join(tracks, [[7], [7]])).toThrow('only 0 of 2 track nodes have an object');
  });
  it('has nothing to say about tracks without nodes', () => {
    expect(join(tracksOf([], []), [[7]])).toEqual({ ids: [[1]], rows: [[1, 0, 0, 0]] });
  });
});
