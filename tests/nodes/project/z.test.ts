import { describe, expect, it } from 'vitest';
import z from '../../../src/nodes/project/z.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

/** Two pixels in each plane. */
const stack = (data: Pixels): Frame => ({ width: 2, height: 1, depth: data.length / 2, data });
const project = async (frames: readonly (readonly Frame[])[], method: string) =>
  (await runNode(z, { movie: movieOf(frames) }, { method }))['movie'] as HeldMovie;

describe('project.z', () => {
  it.each([
    ['max', 'uint16', [9, 8]],
    ['min', 'uint16', [1, 2]],
    ['median', 'uint16', [4, 3]],
    ['sum', 'float32', [17, 16]],
    ['mean', 'float32', [4.25, 4]],
    ['sd', 'float32', [Math.fround(Math.sqrt(34.75 / 3)), Math.fround(Math.sqrt(22 / 3))]],
  ] as const)('%s of four planes is %s', async (method, dtype, expected) => {
    const movie = await project([[stack(Uint16Array.of(9, 3, 3, 8, 4, 2, 1, 3))]], method);
    expect(movie.dtype).toBe(dtype);
    expect(movie.size.z).toBe(1);
    expect(movie.frames[0]![0]).toMatchObject({ width: 2, height: 1, depth: 1 });
    for (const [i, value] of expected.entries()) expect(movie.frames[0]![0]!.data[i]).toBeCloseTo(value, 6);
  });
  it('rounds a half up for the median of whole numbers, and not for float32', async () => {
    expect([...(await project([[stack(Uint8Array.of(1, 4, 2, 4))]], 'median')).frames[0]![0]!.data]).toEqual([2, 4]);
    expect([...(await project([[stack(Float32Array.of(1, 4, 2, 4))]], 'median')).frames[0]![0]!.data]).toEqual([
      1.5, 4,
    ]);
  });
  it('projects every frame and channel for itself and forgets the distance of the planes', async () => {
    const frames = [
      [stack(Uint8Array.of(1, 2, 3, 4)), stack(Uint8Array.of(5, 6, 7, 0))],
      [stack(Uint8Array.of(9, 9, 8, 8)), stack(Uint8Array.of(0, 1, 1, 0))],
    ];
    const calibration = { pixelSize_um: { x: 0.2, y: 0.2, z: 1 }, frameInterval_s: 5, times_s: null };
    const { movie } = await runNode(z, { movie: movieOf(frames, { calibration }) });
    expect((movie as HeldMovie).frames.map((channels) => channels.map((frame) => [...frame.data]))).toEqual([
      [
        [3, 4],
        [7, 6],
      ],
      [
        [9, 9],
        [1, 1],
      ],
    ]);
    expect((movie as HeldMovie).calibration).toEqual({ ...calibration, pixelSize_um: { x: 0.2, y: 0.2, z: null } });
  });
  it('leaves a movie of one plane as it is, its sd being 0, and hands NaN on', async () => {
    for (const method of ['max', 'median', 'mean', 'sum', 'min']) {
      expect([...(await project([[stack(Float32Array.of(1.5, Number.NaN))]], method)).frames[0]![0]!.data]).toEqual([
        1.5,
        Number.NaN,
      ]);
    }
    expect([...(await project([[stack(Uint8Array.of(7, 8))]], 'sd')).frames[0]![0]!.data]).toEqual([0, 0]);
  });
});
