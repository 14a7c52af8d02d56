import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import applyToLabels from '../../../src/nodes/drift/apply-to-labels.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { type HeldLabels, type Labels, uncalibrated } from '../../../src/runtime/data/movie.ts';
import { runNode } from '../../support/run-node.ts';
import { transformOf } from '../../support/transforms.ts';

const size = { x: 4, y: 3 };
const one: Frame<Uint32Array> = {
  width: 4,
  height: 3,
  depth: 1,
  data: Uint32Array.of(0, 1, 1, 0, 0, 0, 70000, 0, 2, 0, 0, 0),
};
const labelsOf = (
  frames: readonly Frame<Uint32Array>[],
  x = frames[0]?.width ?? 4,
  y = frames[0]?.height ?? 3,
): Labels => ({
  size: { t: frames.length, c: 1, z: 1, y, x },
  calibration: uncalibrated,
  frame: async (t) => frames[t]!,
});
const moved = async (frames: readonly Frame<Uint32Array>[], transform: unknown, params = {}) =>
  (await runNode(applyToLabels, { labels: labelsOf(frames), transform }, params))['labels'] as HeldLabels;

describe('drift.apply-to-labels', () => {
  test('moves labels back by the drift, rounded to whole px, and keeps their numbers', async () => {
    const { frames } = await moved([one], transformOf([0.6], [-1.4], size));
    expect([...frames[0]!.data]).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 70000, 0, 0]);
  });

  test('with invert it moves them onto the recorded movie', async () => {
    const { frames } = await moved([one], transformOf([1], [-1], size), { invert: true });
    expect([...frames[0]!.data]).toEqual([0, 0, 0, 70000, 0, 2, 0, 0, 0, 0, 0, 0]);
  });

  test('there and back again gives the labels that were in the field all the time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (drift) => {
          const frame = { width: 12, height: 9, depth: 1, data: Uint32Array.from({ length: 108 }, (_, i) => i + 1) };
          const frames = drift.map(() => frame);
          const whole = { x: 12, y: 9 };
          const transform = transformOf(
            drift.map(([dx]) => Math.round(dx)),
            drift.map(([, dy]) => Math.round(dy)),
            whole,
          );
          const cropped = await moved(frames, transform, { edges: 'crop' });
          const back = await moved(cropped.frames, transform, { edges: 'crop', invert: true });
          expect(back.size).toMatchObject(whole);
          for (const { data } of back.frames) {
            let kept = 0;
            for (const [i, label] of data.entries()) {
              if (label === 0) continue;
              expect(label).toBe(i + 1);
              kept++;
            }
            expect(kept).toBe(cropped.size.x * cropped.size.y);
          }
        },
      ),
      { seed: 5, numRuns: 12 },
    );
  });

  test('crop says the size of the cropped movie, and refuses labels of another size', async () => {
    const transform = transformOf([0, 1], [0, 1], size);
    const { size: cut, frames } = await moved([one, one], transform, { edges: 'crop' });
    expect(cut).toMatchObject({ x: 3, y: 2 });
    expect([...frames[1]!.data]).toEqual([0, 70000, 0, 0, 0, 0]);
    await expect(moved([one, one], transform, { edges: 'crop', invert: true })).rejects.toThrow(
      'the labels are 4 × 3 px, but the cropped movie has 3 × 2',
    );
  });

  test('no frames give none, and another length is refused', async () => {
    expect((await moved([], transformOf([], [], size))).frames).toEqual([]);
    await expect(moved([one], transformOf([], [], size))).rejects.toThrow(
      'the transform has 0 frames, but the movie has 1',
    );
  });
});
