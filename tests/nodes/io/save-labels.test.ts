import { describe, expect, it } from 'vitest';
import saveLabels from '../../../src/nodes/io/save-labels.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { labelsOf } from '../../../src/runtime/formats/image-stack.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { parseProvenance } from '../../../src/runtime/graph/provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile } from '../../support/files.ts';
import { runNode } from '../../support/run-node.ts';

const labels = (...frames: number[][]) => ({
  size: { t: frames.length, c: 1, z: 1, y: 1, x: 2 },
  calibration: uncalibrated,
  frame: async (t: number) => ({ width: 2, height: 1, depth: 1, data: Uint32Array.from(frames[t] ?? []) }),
});
const save = async (...[value, params]: [unknown, Parameters<typeof runNode>[2]?]) =>
  (await runNode(saveLabels as AnyNode, { labels: value }, params)) as Readonly<Record<string, Uint8Array>>;

describe('io.save-labels', () => {
  it.each([
    ['uint16', 65_535],
    ['uint32', 4_294_967_295],
  ])('writes numbers in %s as they are, up to %i', async (type, largest) => {
    const files = await save(labels([0, 1], [0, 0], [7, largest]), { type });
    const stack = await openTiffStack(bytesAsFile(files['labels.tif'] ?? new Uint8Array()), fromFile);
    expect(stack.size.t).toBe(3);
    const read = labelsOf(stack, 'labels.tif');
    expect((await read.frame(1)).data).toEqual(Uint32Array.of(0, 0));
    expect((await read.frame(2)).data).toEqual(Uint32Array.of(7, largest));
  });
  it('writes the graph that made it into the file', async () => {
    const files = await save(labels([0, 1]));
    const graph = await readProvenance(bytesAsFile(files['labels.tif'] ?? new Uint8Array()));
    expect(parseProvenance(graph ?? '').made.results).toEqual(['source-labels.out']);
  });
  it('refuses a number that does not fit, naming frame and what to do', async () => {
    await expect(save(labels([0, 1], [65_536, 0]))).rejects.toThrow(
      "label 65536 in frame 1 doesn't fit 16 bit: set type to uint32",
    );
  });
});
