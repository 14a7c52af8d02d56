import { describe, expect, it } from 'vitest';
import { differenceOfGaussians, dogResponse, logResponse } from '../../src/runtime/kernels/reference/spot-response.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { goldenPlanes } from '../support/golden.ts';

/** A Gaussian spot of height 100 in the middle. */
function spotFrame(size: number, depth: number, sigma: number, sigmaZ: number) {
  const middle = (size - 1) / 2;
  const middleZ = (depth - 1) / 2;
  const data = new Float32Array(size * size * depth);
  for (let z = 0, i = 0; z < depth; z++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++, i++)
        data[i] =
          100 *
          Math.exp(
            -((x - middle) ** 2 + (y - middle) ** 2) / (2 * sigma ** 2) - (z - middleZ) ** 2 / (2 * sigmaZ ** 2),
          );
  return { width: size, height: size, depth, data };
}
const centre = ({ width, height, depth, data }: { width: number; height: number; depth: number; data: Float32Array }) =>
  data[(((depth - 1) / 2) * height + (height - 1) / 2) * width + (width - 1) / 2]!;

/** TrackMate's LoG kernel summed over a frame around its middle: the formula, without cutting. */
function trackMateLog(frame: ReturnType<typeof spotFrame>, radius: number, zRatio: number): number {
  const dims = frame.depth > 1 ? 3 : 2;
  const sigma = radius / Math.sqrt(dims);
  const sigmas = [sigma, sigma, sigma / zRatio].slice(0, dims);
  let total = 0;
  frame.data.forEach((value, i) => {
    const x = (i % frame.width) - (frame.width - 1) / 2;
    const y = (Math.floor(i / frame.width) % frame.height) - (frame.height - 1) / 2;
    const z = (Math.floor(i / (frame.width * frame.height)) - (frame.depth - 1) / 2) * zRatio;
    let mantissa = 0;
    [x, y, z].slice(0, dims).forEach((distance, d) => {
      mantissa += (distance ** 2 / sigma ** 2 - 1) / sigmas[d]! ** 2;
    });
    total -=
      (value * mantissa * Math.exp(-(x ** 2 + y ** 2 + (dims > 2 ? z ** 2 : 0)) / (2 * sigma ** 2))) /
      (Math.PI * sigma ** 2);
  });
  return total;
}

describe('logResponse', () => {
  it.each([2.2, 3, 5])("is what TrackMate's kernel of radius %d answers to a spot", async (radius) => {
    const frame = spotFrame(65, 1, 2, 1);
    const response = await logResponse(frame, radius, 1, referenceKernels);
    expect(centre(response) / trackMateLog(frame, radius, 1)).toBeCloseTo(1, 2);
  });

  it("is what TrackMate's kernel answers in three dimensions with planes 2 px apart", async () => {
    const frame = spotFrame(41, 21, 2, 1);
    const response = await logResponse(frame, 4, 2, referenceKernels);
    expect(centre(response) / trackMateLog(frame, 4, 2)).toBeCloseTo(1, 1);
  });

  it('answers A / σ² to a Gaussian spot of matching size', async () => {
    const response = await logResponse(spotFrame(41, 1, 2, 1), 2 * Math.SQRT2, 1, referenceKernels);
    expect(centre(response)).toBeCloseTo(100 / 4, 1);
  });

  it('answers 0 to a constant frame and at most 0.01 to a slope, away from the border', async () => {
    const flat = { width: 32, height: 32, depth: 1, data: new Uint16Array(1024).fill(40_000) };
    expect((await logResponse(flat, 2.5, 1, referenceKernels)).data.every((value) => value === 0)).toBe(true);
    const slope = { ...flat, data: Uint16Array.from({ length: 1024 }, (_, i) => 1000 + 10 * (i % 32)) };
    expect(Math.abs((await logResponse(slope, 2.5, 1, referenceKernels)).data[16 * 32 + 16]!)).toBeLessThan(0.01);
  });
});

describe('dogResponse', () => {
  it('answers narrow minus wide blur to a Gaussian spot: A σ² (1 / (σ² + n²) - 1 / (σ² + w²))', async () => {
    const response = await dogResponse(spotFrame(61, 1, 2, 1), 2 * Math.SQRT2, 1, referenceKernels);
    const [narrow, wide] = [1.8 ** 2 - 0.25, 2.2 ** 2 - 0.25];
    expect(centre(response)).toBeCloseTo(100 * 4 * (1 / (4 + narrow) - 1 / (4 + wide)), 2);
  });

  it('is highest in the middle of a spot of three dimensions, and 0 for a constant frame', async () => {
    const frame = spotFrame(21, 11, 2, 1);
    const { data } = await dogResponse(frame, 3.5, 2, referenceKernels);
    expect(data.indexOf(Math.max(...data))).toBe((5 * 21 + 10) * 21 + 10);
    const flat = { width: 9, height: 9, depth: 3, data: new Float32Array(243).fill(7) };
    for (const value of (await dogResponse(flat, 2, 1, referenceKernels)).data)
      expect(Math.abs(value)).toBeLessThan(1e-5);
  });
});

describe('differenceOfGaussians', () => {
  it("is scikit-image's within 1e-6 of the range", async () => {
    const [frames] = await goldenPlanes('in-frames.tif');
    const [golden] = await goldenPlanes('dog_1_1.6.tif');
    const narrow = { sigma: 1, sigmaZ: 1 };
    const wide = { sigma: 1.6, sigmaZ: 1.6 };
    const { data } = await differenceOfGaussians({ ...frames!, depth: 1 }, narrow, wide, referenceKernels);
    let worst = 0;
    let range = 0;
    golden!.data.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(data[Math.floor(i / 96) * 128 + (i % 96)]! - value));
      range = Math.max(range, 2 * Math.abs(value));
    });
    expect(worst / range).toBeLessThan(1e-6);
  });
});
