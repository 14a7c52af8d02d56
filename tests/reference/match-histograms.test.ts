import { describe, expect, test } from 'vitest';
import { matchHistograms } from '../../src/runtime/kernels/reference/match-histograms.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('matchHistograms', () => {
  test('ranks of the source take the values of the template', () => {
    expect([...matchHistograms(Uint8Array.of(3, 1, 2, 9), Uint8Array.of(10, 40, 20, 30))]).toEqual([30, 10, 20, 40]);
  });

  test('between the quantiles of the template values are interpolated, below the first its first is taken', () => {
    // source quantiles 1/4 ... 1, template 1/2 and 1
    expect([...matchHistograms(Float32Array.of(1, 2, 3, 4), Float32Array.of(100, 200))]).toEqual([100, 100, 150, 200]);
  });

  test('equals scikit-image, as integers and as floats', async () => {
    const frames = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('histmatch.tif');
    const source = frames[2]!.data as Float32Array;
    const template = frames[0]!.data as Float32Array;
    for (const made of [
      matchHistograms(Uint16Array.from(source), Uint16Array.from(template)),
      matchHistograms(source, template),
      matchHistograms(source, Uint16Array.from(template)),
    ]) {
      for (let i = 0; i < made.length; i++) expect(made[i]).toBe(expected!.data[i]);
    }
  });

  test('a frame matched with itself stays as it is', () => {
    const data = Uint16Array.of(5, 9, 5, 100, 65535, 0);
    expect([...matchHistograms(data, data)]).toEqual([...data]);
  });

  test('NaN stays and takes no part; a template without numbers changes nothing; no pixels give none', () => {
    const nan = Number.NaN;
    expect([...matchHistograms(Float32Array.of(1, nan, 2), Float32Array.of(nan, 7, 9))]).toEqual([7, nan, 9]);
    expect([...matchHistograms(Float32Array.of(1, 2), Float32Array.of(nan))]).toEqual([1, 2]);
    expect([...matchHistograms(new Uint8Array(0), Uint8Array.of(1))]).toEqual([]);
    expect([...matchHistograms(Uint8Array.of(4, 4), Uint8Array.of(1, 3))]).toEqual([3, 3]);
  });
});
