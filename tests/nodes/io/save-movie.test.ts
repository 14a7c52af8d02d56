import { describe, expect, it } from 'vitest';
import saveMovie from '../../../src/nodes/io/save-movie.ts';
import { movieOf as movieInFile } from '../../../src/runtime/formats/image-stack.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { parseProvenance } from '../../../src/runtime/graph/provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile } from '../../support/files.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

const frame = (values: readonly number[], depth = 1) => ({
  width: 2,
  height: 1,
  depth,
  data: Float32Array.from(values),
});
const save = async (...[movie, params]: [unknown, Parameters<typeof runNode>[2]?]) =>
  (await runNode(saveMovie as AnyNode, { movie }, params)) as Readonly<Record<string, Uint8Array>>;
const reopened = async (bytes: Uint8Array | undefined) =>
  movieInFile(await openTiffStack(bytesAsFile(bytes ?? new Uint8Array()), fromFile));

describe('io.save-movie', () => {
  const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 30, times_s: null };
  it.each(['none', 'deflate'])('writes all frames, channels and planes in order, %s', async (compression) => {
    const frames = [0, 1, 2].map((t) => [0, 1].map((c) => frame([t, c, t + 10, c + 0.5], 2)));
    const files = await save(movieOf(frames, { calibration }), { name: 'out', compression });
    expect(Object.keys(files)).toEqual(['out.tif']);
    const movie = await reopened(files['out.tif']);
    expect(movie).toMatchObject({ size: { t: 3, c: 2, z: 2, y: 1, x: 2 }, dtype: 'float32', calibration });
    for (const t of [0, 1, 2]) for (const c of [0, 1]) expect(await movie.frame(t, c)).toEqual(frames[t]?.[c]);
  });
  it('keeps NaN and infinity', async () => {
    const files = await save(movieOf([[frame([Number.NaN, Number.NEGATIVE_INFINITY])]]));
    expect((await (await reopened(files['movie.tif'])).frame(0, 0)).data).toEqual(
      Float32Array.of(Number.NaN, Number.NEGATIVE_INFINITY),
    );
  });
  it('refuses a name that leaves the results folder', async () => {
    const movie = movieOf([[frame([1, 2])]]);
    for (const name of ['../x.tif', 'a/b.tif', '', '.hidden']) {
      await expect(save(movie, { name })).rejects.toThrow(`name is "${name}", expected a plain file name`);
    }
  });
  it('writes the graph that made it into the file', async () => {
    const files = await save(movieOf([[frame([1, 2])]]));
    const graph = await readProvenance(bytesAsFile(files['movie.tif'] ?? new Uint8Array()));
    expect(parseProvenance(graph ?? '').made.results).toEqual(['source-movie.out']);
  });
  it('refuses a movie without frames', async () => {
    await expect(save(movieOf([]))).rejects.toThrow('0 pages of a stack of 0');
  });
});
