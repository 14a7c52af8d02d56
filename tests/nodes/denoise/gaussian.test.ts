import { expect, test } from 'vitest';
import gaussian from '../../../src/nodes/denoise/gaussian.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const blurred = async (movie: ReturnType<typeof movieOf>, params = {}) =>
  (await runNode(gaussian, { movie }, params))['movie'] as HeldMovie;

test('equals scipy with repeated edges to half a thousandth of a grey value', async () => {
  const [plane] = await goldenPlanes('in-frames.tif');
  const [expected] = await goldenPlanes('gauss_2_nearest.tif');
  const movie = movieOf([[{ ...plane!, depth: 1, data: Uint16Array.from(plane!.data) }]]);
  const { dtype, frames } = await blurred(movie, { sigma: 2 });
  expect(dtype).toBe('float32');
  const { data } = frames[0]![0]!;
  for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - expected!.data[i]!)).toBeLessThan(5e-4);
});

test('a sigma in µm is converted with the pixel size', async () => {
  const frame = frameOf([[0, 0, 0, 90, 0, 0, 0]], (values) => Uint8Array.from(values));
  const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: null, times_s: null };
  const inMicrons = await blurred(movieOf([[frame]], { calibration }), { sigma: '1 µm' });
  const inPixels = await blurred(movieOf([[frame]]), { sigma: 2 });
  expect([...inMicrons.frames[0]![0]!.data]).toEqual([...inPixels.frames[0]![0]!.data]);
  await expect(blurred(movieOf([[frame]]), { sigma: '1 µm' })).rejects.toThrow('pixel size is not recorded');
});

test('planes are not mixed, constant frames stay, NaN spreads, no frames give none', async () => {
  const deep = { width: 2, height: 2, depth: 2, data: Float32Array.of(3, 3, 3, 3, 8, 8, 8, 8) };
  const [[constant] = []] = (await blurred(movieOf([[deep]]))).frames;
  for (const [i, value] of constant!.data.entries()) expect(value).toBeCloseTo(i < 4 ? 3 : 8, 5);
  const holed = frameOf([[1, 1, 1, 1, Number.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1]], (values) => Float32Array.from(values));
  const [[out] = []] = (await blurred(movieOf([[holed]]), { sigma: 1 })).frames;
  expect(out!.data[5]).toBeNaN();
  expect(out!.data[13]).toBeCloseTo(1, 5);
  expect((await blurred(movieOf([]))).frames).toEqual([]);
});
