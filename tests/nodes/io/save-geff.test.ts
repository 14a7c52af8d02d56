import { describe, expect, it } from 'vitest';
import openGeff from '../../../src/nodes/io/open-geff.ts';
import saveGeff from '../../../src/nodes/io/save-geff.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile, filesInMemory } from '../../support/files.ts';
import { runNode } from '../../support/run-node.ts';
import { tracksOf } from '../../support/tracks.ts';

const tracks = tracksOf(
  [
    [0, 1, 2],
    [1, 1, 2],
  ],
  [[0, 1]],
);

describe('io.save-geff', () => {
  it('writes a folder that io.open-geff opens, and whose attributes carry the graph', async () => {
    const files = (await runNode(saveGeff as AnyNode, { tracks }, { name: 'cells' })) as Record<string, Uint8Array>;
    const params = { path: 'cells.geff/', pixelSize: 0, frameInterval: 0 };
    expect(await openGeff.open(params, filesInMemory(files))).toEqual({ tracks });
    const graph = await readProvenance(bytesAsFile(files['cells.geff/.zattrs']!, '.zattrs'));
    expect(JSON.parse(graph ?? '{}')).toMatchObject({ format: 'cellwire-graph' });
  });
  it('refuses a name that is a path', () => {
    expect(() => saveGeff.names?.({ name: 'a/b' })).toThrow('plain file name');
  });
});
