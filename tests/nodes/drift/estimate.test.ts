import { describe, expect, test } from 'vitest';
import estimate from '../../../src/nodes/drift/estimate.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { Transform } from '../../../src/runtime/data/transform.ts';
import { describeWith, readPlanes, sharedFile } from '../../support/golden.ts';
import { seeded } from '../../support/planes.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

const width = 72;
const height = 60;
const random = seeded(11);
const blobs = Array.from({ length: 40 }, () => ({
  x: random() * (width + 40) - 20,
  y: random() * (height + 40) - 20,
  bright: 300 + 500 * random(),
}));

/** Spots of light that all move alike, with noise of 20 grey values. */
function scene(dx: number, dy: number, seed: number): Frame<Uint16Array> {
  const noise = seeded(seed);
  const data = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = 200;
      for (const { x: bx, y: by, bright } of blobs) {
        value += bright * Math.exp(-((x - bx - dx) ** 2 + (y - by - dy) ** 2) / 8);
      }
      data[y * width + x] = Math.round(value + 20 * (noise() + noise() + noise() - 1.5));
    }
  }
  return { width, height, depth: 1, data };
}
const walkX = [0, 0.4, 1.1, 0.8, -0.5, -4.2, -4.6, -3.9, -3.2, -2.5, -2.9, -3.3];
const walkY = [0, -0.3, 0.2, 0.9, 1.5, 5.1, 5.6, 5.2, 6.1, 6.4, 6.9, 7.2];
const moving = walkX.map((dx, t) => scene(dx, walkY[t]!, t));
const still = movieOf([[scene(0, 0, 1)]]);

const driftOf = async (frames: readonly Frame<Pixels>[], params = {}) =>
  (await runNode(estimate, { movie: movieOf(frames.map((frame) => [frame])) }, params))['transform'] as Transform;
const rms = ({ dx, dy }: Transform, x: ArrayLike<number> = walkX, y: ArrayLike<number> = walkY) =>
  Math.sqrt(dx.reduce((sum, d, t) => sum + (d - x[t]!) ** 2 + (dy[t]! - y[t]!) ** 2, 0) / dx.length);

describe('drift.estimate', () => {
  test.each([
    ['the defaults', {}, 0.15],
    ['several previous', { reference: 'several previous' }, 0.12],
    ['first', { reference: 'first' }, 0.12],
    ['running mean', { reference: 'running mean' }, 0.12],
    ['phase correlation', { method: 'phase correlation' }, 0.25],
    ['no window', { window: 'none' }, 0.15],
    ['a Hann window', { window: 'Hann', reference: 'first' }, 0.15],
    ['no filter', { smoothing: 0, background: 0 }, 0.3],
    ['whole px', { upsampling: 1 }, 0.5],
  ])('%s: follows jitter and a jump of 5 px, and its quality is near 1', async (_name, params, tolerance) => {
    const found = await driftOf(moving, params);
    expect(rms(found)).toBeLessThan(tolerance);
    expect([found.dx[0], found.dy[0], found.quality[0]]).toEqual([0, 0, 1]);
    expect(found.dz).toEqual(new Float64Array(12));
    for (const quality of found.quality) expect(quality).toBeGreaterThan(params && 'smoothing' in params ? 0.8 : 0.9);
    if ('upsampling' in params) expect([...found.dx, ...found.dy].every(Number.isInteger)).toBe(true);
  });

  test('says the size and calibration of the movie, one channel', async () => {
    const calibration = { pixelSize_um: { x: 0.65, y: 0.65, z: null }, frameInterval_s: 300, times_s: null };
    const movie = movieOf(
      moving.slice(0, 2).map((frame) => [frame, frame]),
      { calibration },
    );
    const { transform } = (await runNode(estimate, { movie })) as { transform: Transform };
    expect(transform).toMatchObject({ type: 'shift', size: { t: 2, c: 1, z: 1, y: height, x: width }, calibration });
  });

  test('looks at the channel that is asked for', async () => {
    const movie = movieOf(moving.map((frame) => [moving[0]!, frame]));
    const { transform: first } = (await runNode(estimate, { movie })) as { transform: Transform };
    const { transform: second } = (await runNode(estimate, { movie }, { channel: 2 })) as { transform: Transform };
    expect([...first.dx, ...first.dy].every((d) => d === 0)).toBe(true);
    expect(rms(second)).toBeLessThan(0.15);
  });

  test.each(['previous', 'first', 'several previous', 'running mean'])(
    'time averaging of 3 with %s finds a slow drift and interpolates it',
    async (reference) => {
      const slow = Array.from({ length: 11 }, (_, t) => scene(0.5 * t, -0.3 * t, t));
      const { dx, dy } = await driftOf(slow, { reference, timeAveraging: 3 });
      // Block middles are frames 1, 4, 7 and 9.5; outside of them the drift is constant.
      const expected = [0, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.25];
      for (const [t, x] of expected.entries()) {
        expect(Math.abs(dx[t]! - x)).toBeLessThan(0.15);
        expect(Math.abs(dy[t]! + 0.6 * x)).toBeLessThan(0.15);
      }
    },
  );

  test('a largest shift below the jump keeps each step within it', async () => {
    const { dx, dy } = await driftOf(moving, { maxShift: 2 });
    for (let t = 1; t < 12; t++) {
      expect(Math.abs(dx[t]! - dx[t - 1]!)).toBeLessThanOrEqual(2 + 1e-9);
      expect(Math.abs(dy[t]! - dy[t - 1]!)).toBeLessThanOrEqual(2 + 1e-9);
    }
  });

  test('one bad frame does not move the others with several previous', async () => {
    const bad = moving.map((frame, t) =>
      t === 6 ? { ...frame, data: scene(0, 0, 99).data.map((v) => 65535 - v) } : frame,
    );
    const { dx, dy } = await driftOf(bad, { reference: 'several previous' });
    for (const t of [7, 8, 9, 10, 11]) {
      expect(Math.abs(dx[t]! - walkX[t]!)).toBeLessThan(0.3);
      expect(Math.abs(dy[t]! - walkY[t]!)).toBeLessThan(0.3);
    }
  });

  test.each(['previous', 'first', 'several previous', 'running mean'])(
    'with %s constant frames and frames of NaN have quality NaN and stay where the frame before was',
    async (reference) => {
      const float = (frame: Frame<Pixels>) => ({ ...frame, data: Float32Array.from(frame.data) });
      const frames = [moving[0]!, moving[1]!, moving[2]!].map(float);
      frames.push({ ...frames[0]!, data: new Float32Array(width * height).fill(5) });
      frames.push({ ...frames[0]!, data: new Float32Array(width * height).fill(Number.NaN) });
      const { dx, dy, quality } = await driftOf(frames, { reference });
      expect(Math.abs(dx[2]! - walkX[2]!)).toBeLessThan(0.15);
      expect(dx[3]).toBeCloseTo(dx[2]!, 9);
      expect(dy[4]).toBeCloseTo(dy[2]!, 9);
      expect([...quality.slice(3)]).toEqual([Number.NaN, Number.NaN]);
    },
  );

  test('one frame has no drift, no frames give none, one px has quality NaN', async () => {
    const { transform } = (await runNode(estimate, { movie: still })) as { transform: Transform };
    expect([transform.dx, transform.quality].map((values) => [...values])).toEqual([[0], [1]]);
    const none = (await driftOf([])) as Transform;
    expect([none.size.t, none.dx.length, none.quality.length]).toEqual([0, 0, 0]);
    const pixel = { width: 1, height: 1, depth: 1, data: Uint8Array.of(7) };
    const found = await driftOf([pixel, pixel]);
    expect([...found.dx, ...found.quality]).toEqual([0, 0, Number.NaN, Number.NaN]);
  });

  test('volumes move along x, y and, where asked for, z', async () => {
    const depth = 10;
    const volume = (dx: number, z0: number): Frame<Uint16Array> => {
      const plane = scene(dx, 0, 4).data;
      const data = new Uint16Array(width * height * depth);
      for (let z = 0; z < depth; z++) {
        const light = Math.exp(-((z - z0) ** 2) / 4);
        for (let i = 0; i < plane.length; i++) data[z * plane.length + i] = plane[i]! * light;
      }
      return { width, height, depth, data };
    };
    const frames = [volume(0, 4), volume(2, 5), volume(3, 5.5)];
    const flat = await driftOf(frames);
    expect([...flat.dx].map((d) => Math.round(d * 5) / 5)).toEqual([0, 2, 3]);
    expect([...flat.dz]).toEqual([0, 0, 0]);
    const deep = await driftOf(frames, { alongZ: true });
    for (const [t, z] of [0, 1, 1.5].entries()) expect(Math.abs(deep.dz[t]! - z)).toBeLessThan(0.2);
  });
});

describeWith('data/drift/pystackreg-pc12')('drift.estimate on a drifting cell', () => {
  test('agrees with StackReg within 0.25 px', async () => {
    const planes = await readPlanes(sharedFile('data/drift/pystackreg-pc12/pc12-unreg.tif')!);
    const frames = planes.map((plane) => ({ ...plane, depth: 1, data: Uint16Array.from(plane.data) }));
    // Shifts that turn the file into ImageJ's pc12-reg-translation.tif, to 0.01 px.
    const [x, y] = [
      [0, 0.09, -0.16, -0.75, 0.3],
      [0, -8.52, -13.66, -15.35, -12.2],
    ];
    expect(rms(await driftOf(frames), x, y)).toBeLessThan(0.25);
    expect(rms(await driftOf(frames, { reference: 'several previous', smoothing: 1 }), x, y)).toBeLessThan(0.25);
  });
});

describeWith('data/drift/sima-2photon-example')('drift.estimate on a two-photon movie', () => {
  test('takes no false peak, in any mode, where plain phase correlation takes some', async () => {
    const planes = await readPlanes(sharedFile('data/drift/sima-2photon-example/example.tif')!);
    const frames = planes.map((plane) => ({ ...plane, depth: 1, data: Uint16Array.from(plane.data) }));
    for (const params of [
      {},
      { method: 'phase correlation' },
      { reference: 'first' },
      { reference: 'several previous' },
    ]) {
      const { dx, dy } = await driftOf(frames, params);
      for (let t = 1; t < 20; t++) {
        expect(dx[t]).toBeGreaterThan(-11);
        expect(dx[t]).toBeLessThan(-2.5);
        expect(dy[t]).toBeGreaterThan(0);
        expect(dy[t]).toBeLessThan(3.2);
      }
    }
  });
});
