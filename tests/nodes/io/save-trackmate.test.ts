import { describe, expect, it } from 'vitest';
import saveTrackMate from '../../../src/nodes/io/save-trackmate.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import { readTrackMate } from '../../../src/runtime/formats/trackmate-read.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile } from '../../support/files.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

const tracks = tracksOf(
  [
    [0, 1, 2],
    [1, 1, 2],
  ],
  [[0, 1]],
);

describe('io.save-trackmate', () => {
  it('writes one file that carries the graph in its log', async () => {
    const files = (await runNode(saveTrackMate as AnyNode, { tracks }, { name: 'cells' })) as Record<
      string,
      Uint8Array
    >;
    expect(Object.keys(files)).toEqual(['cells.xml']);
    const graph = await readProvenance(bytesAsFile(files['cells.xml']!, 'cells.xml'));
    expect(JSON.parse(graph ?? '{}')).toMatchObject({ format: 'cellwire-graph' });
  });
  it('gives spots the outlines of their objects, where label images are connected', async () => {
    const size = { t: 2, c: 1, z: 1, y: 3, x: 4 };
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 2, times_s: null };
    const data = Uint32Array.of(0, 7, 7, 0, 0, 7, 0, 0, 9, 0, 0, 7);
    const labels = { size, calibration, frame: async () => ({ width: 4, height: 3, depth: 1, data }) };
    const named = { ...tracks, size, calibration, label: Uint32Array.of(7, 0) };
    const files = await runNode(saveTrackMate as AnyNode, { tracks: named, labels });
    const xml = new TextDecoder().decode(files['tracks.xml'] as Uint8Array);
    const { outlines } = readTrackMate(xml, 'a.xml', { parts: 'all', pixelSize_um: 0, frameInterval_s: 0 });
    const corners = [
      [2.5, -0.5],
      [2.5, 0.5],
      [1.5, 0.5],
      [1.5, 1.5],
      [0.5, 1.5],
      [0.5, -0.5],
    ];
    expect(outlines.shapes).toEqual([{ type: 'polygon', name: 'ID0', t: 0, points: corners }]);
  });
  it('refuses a name that is a path', () => {
    expect(() => saveTrackMate.names?.({ name: '../cells.xml' })).toThrow('plain file name');
  });
});
