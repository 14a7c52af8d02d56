import { describe, expect, it } from 'vitest';
import openRois from '../../../src/nodes/io/open-rois.ts';
import saveRois from '../../../src/nodes/io/save-rois.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile, filesInMemory } from '../../support/files.ts';
import { runNode } from '../../support/run-node.ts';

/** Two planes, three frames; object 1 has a hole, object 9 is in two parts. */
const planes = [
  [1, 1, 1, 0, 9, 1, 0, 1, 0, 0, 1, 1, 1, 9, 0],
  [0, 0, 0, 0, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0, 0],
].flat();
const frames = [planes, new Array(30).fill(0), planes.map((value) => value && 4_000_000_000 + value)].map((data) => ({
  width: 5,
  height: 3,
  depth: 2,
  data: Uint32Array.from(data as number[]),
}));
const labels = {
  size: { t: 3, c: 1, z: 2, y: 3, x: 5 },
  calibration: uncalibrated,
  frame: async (t: number) => frames[t]!,
};
const shapes = {
  shapes: [
    {
      type: 'line',
      name: 'axis',
      t: null,
      points: [
        [1, 2],
        [3, 4.5],
      ],
    },
    {
      type: 'polygon',
      name: 'axis',
      t: 2,
      points: [
        [1, 2],
        [3, 4.5],
        [0, 9],
      ],
    },
    { type: 'point', name: '', t: 0, points: [[1.25, 2]] },
  ],
};
const save = async (inputs: object) =>
  (await runNode(saveRois as AnyNode, inputs as Record<string, unknown>)) as Record<string, Uint8Array>;
const open = async (files: Record<string, Uint8Array>, more = {}) =>
  openRois.open(
    { path: 'rois.zip', position: 'frame', width: 0, height: 0, frames: 0, pixelSize: 0, frameInterval: 0, ...more },
    filesInMemory(files),
  );

describe('io.save-rois', () => {
  it('gives labels back, with holes, parts, planes and numbers', async () => {
    const opened = await open(await save({ labels }));
    expect(opened.labels.size).toEqual(labels.size);
    for (let t = 0; t < 3; t++) expect(await opened.labels.frame(t)).toEqual(frames[t]);
  });
  it('gives shapes back, two of one name told apart', async () => {
    const opened = await open(await save({ shapes }));
    expect(opened.shapes.shapes.map(({ name }) => name)).toEqual(['axis', 'axis-2', 'point 3']);
    expect(opened.shapes.shapes.map(({ name: _, ...shape }) => shape)).toEqual(
      shapes.shapes.map(({ name: _, ...shape }) => shape),
    );
  });
  it('writes the same bytes each time, with the graph in them', async () => {
    const [files, again] = [await save({ labels, shapes }), await save({ labels, shapes })];
    expect(files).toEqual(again);
    const graph = await readProvenance(bytesAsFile(files['rois.zip']!, 'rois.zip'));
    expect(JSON.parse(graph ?? '{}')).toMatchObject({ format: 'cellwire-graph' });
  });
  it('says that something must be connected', async () => {
    await expect(save({})).rejects.toThrow('connect label images or shapes');
  });
});
