import { describe, expect, it } from 'vitest';
import openCtc from '../../../src/nodes/io/open-ctc.ts';
import fromLabels from '../../../src/nodes/track/from-labels.ts';
import { lineageOf } from '../../../src/runtime/data/lineage.ts';
import { lineageTable } from '../../../src/runtime/data/lineage-table.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { filesOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { runNode } from '../../support/run-node.ts';

const labels = (...frames: number[][]) => ({
  size: { t: frames.length, c: 1, z: 1, y: 1, x: 4 },
  calibration: uncalibrated,
  frame: async (t: number) => ({ width: 4, height: 1, depth: 1, data: Uint32Array.from(frames[t] ?? []) }),
});
const lineage = (...rows: [id: number, begin: number, end: number, parent: number][]) =>
  lineageTable(lineageOf(rows.map(([id, begin, end, parent]) => ({ id, begin, end, parent }))), 100);
const run = async (images: unknown, table?: Table) =>
  (await runNode(fromLabels as AnyNode, { labels: images, lineage: table }))['tracks'] as Tracks;
const edges = ({ edges: { source, target } }: Tracks) => Array.from(source, (from, e) => [from, target[e]]);

describe('track.from-labels', () => {
  it('links each number to its next frame, across missing ones', async () => {
    const tracks = await run(labels([1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 2]));
    expect([...tracks.frame]).toEqual([0, 2, 2]);
    expect([...tracks.label]).toEqual([1, 1, 2]);
    expect([...tracks.x]).toEqual([0.5, 2, 3]);
    expect(tracks.radius[0]).toBeCloseTo(Math.sqrt(2 / Math.PI), 12);
    expect(edges(tracks)).toEqual([[0, 1]]);
  });
  it('joins daughters to the last node of their mother', async () => {
    const tracks = await run(labels([5, 5, 5, 5], [6, 6, 0, 7]), lineage([5, 0, 0, 0], [6, 1, 1, 5], [7, 1, 1, 5]));
    expect(edges(tracks)).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });
  it('keeps numbers that the lineage does not name as tracks of their own', async () => {
    const tracks = await run(labels([5, 0, 9, 0], [5, 0, 9, 0]), lineage([5, 0, 1, 0]));
    expect(edges(tracks)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
  it('gives empty tracks for images without objects', async () => {
    expect((await run(labels([0, 0, 0, 0], [0, 0, 0, 0]))).frame.length).toBe(0);
  });
  it('refuses a table that is no lineage', async () => {
    await expect(run(labels([1, 0, 0, 0]), { columns: [], cautions: [] })).rejects.toThrow(
      'there is no numeric column "track"',
    );
    const broken = lineage([1, 0, 0, 0]);
    const columns = broken.columns.map((one) => (one.name === 'begin' ? { ...one, values: Float64Array.of(3) } : one));
    await expect(run(labels([1, 0, 0, 0]), { ...broken, columns })).rejects.toThrow(
      'row 1 of the lineage is track 1, frames 3 to 0',
    );
  });
});

describeWith('data/tracking')('track.from-labels on real truth', () => {
  it('has every division of the track table, and a node for every marker', async () => {
    const path = sharedFile('data/tracking/ctc-Fluo-N2DH-SIM+-01-first16') ?? '';
    const found = await openCtc.open(
      { path, sequence: '', truth: 'auto', pixelSize: 0, frameInterval: 0 },
      filesOnDisk,
    );
    const tracks = await run(found.truth, found.lineage);
    let markers = 0;
    for (let t = 0; t < 16; t++)
      markers += new Set((await found.truth.frame(t)).data.filter((label) => label > 0)).size;
    expect(tracks.frame.length).toBe(markers);
    const [track, , , parent] = found.lineage.columns.map(({ values }) => values as Float64Array);
    const children = (track ?? []).filter((_, row) => (parent?.[row] ?? 0) > 0).length;
    expect(tracks.edges.source.length).toBe(markers - (track?.length ?? 0) + children);
  });
});
