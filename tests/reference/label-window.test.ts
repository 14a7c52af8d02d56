import { describe, expect, test } from 'vitest';
import { uncalibrated } from '../../src/runtime/data/movie.ts';
import { checkTransform } from '../../src/runtime/kernels/reference/check-transform.ts';
import { commonArea } from '../../src/runtime/kernels/reference/common-area.ts';
import { labelWindow } from '../../src/runtime/kernels/reference/label-window.ts';
import { transformOf } from '../support/transforms.ts';

describe('labelWindow', () => {
  const frame = { width: 3, height: 2, depth: 2, data: Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) };
  test('reads from the offset and gives 0 outside', () => {
    const out = (x: number, y: number, z: number, width = 3, height = 2) => [
      ...labelWindow(frame, { x, y, z }, { width, height }).data,
    ];
    expect(out(0, 0, 0)).toEqual([...frame.data]);
    expect(out(1, 0, 0)).toEqual([2, 3, 0, 5, 6, 0, 8, 9, 0, 11, 12, 0]);
    expect(out(-2, -1, 0)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 7]);
    expect(out(0, 1, 1)).toEqual([10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(out(1, 1, -1, 1, 1)).toEqual([0, 5]);
    expect(out(9, -9, 0)).toEqual(Array(12).fill(0));
  });
});

describe('commonArea', () => {
  test('is what all frames show of the reference', () => {
    const area = commonArea(transformOf([0, 1.2, -2], [0, 0, 3.0000000001], { x: 10, y: 8 }));
    // frame 1 shows x ≤ 7.8 of the reference, frame 2 shows x ≥ 2 and y ≤ 4
    expect(area).toEqual({ x0: 2, y0: 0, width: 6, height: 5 });
  });
  test('is everything without drift and without frames, and an error where nothing is left', () => {
    expect(commonArea(transformOf([0], [0], { x: 10, y: 8 }))).toEqual({ x0: 0, y0: 0, width: 10, height: 8 });
    expect(commonArea(transformOf([], [], { x: 10, y: 8 }))).toEqual({ x0: 0, y0: 0, width: 10, height: 8 });
    expect(() => commonArea(transformOf([5, -5], [0, 0], { x: 10, y: 8 }))).toThrow(
      'the drift of 10.0 px along x and 0.0 px along y leaves no pixel of 10 × 8',
    );
  });
});

test('a transform of other frames or of another pixel size does not fit', () => {
  const transform = transformOf([0, 1], [0, 0], { x: 4, y: 4 });
  const { size } = transform;
  const at = (x: number | null) => ({ ...uncalibrated, pixelSize_um: { x, y: x, z: null } });
  expect(() => checkTransform(transform, { size: { ...size, t: 3 }, calibration: uncalibrated })).toThrow(
    'the transform has 2 frames, but the movie has 3',
  );
  expect(() => checkTransform({ ...transform, calibration: at(0.65) }, { size, calibration: at(0.325) })).toThrow(
    'measured at 0.65 µm per px, but the movie has 0.325',
  );
  checkTransform({ ...transform, calibration: at(0.65) }, { size: { ...size, x: 2 }, calibration: at(0.6501) });
  checkTransform({ ...transform, calibration: at(0.65) }, { size, calibration: at(null) });
});
