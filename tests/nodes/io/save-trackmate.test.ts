import { describe, expect, it } from 'vitest';
import saveTrackMate from '../../../src/nodes/io/save-trackmate.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
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
  it('refuses a name that is a path', () => {
    expect(() => saveTrackMate.names?.({ name: '../cells.xml' })).toThrow('plain file name');
  });
});
