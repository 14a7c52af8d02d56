import type { Pixels, Plane } from '../../data/frame.ts';
import type { BackgroundMethod } from '../../node/kernels.ts';
import { gaussian } from './gaussian.ts';
import { dilate, erode } from './grey-morphology.ts';
import { hasHoles } from './holes.ts';
import { checkPlane } from './plane-size.ts';
import { checkBackgroundRadius, rollingBall } from './rolling-ball.ts';

/** @throws RangeError where the method is unknown or the radius out of its range. */
export function checkBackground(method: BackgroundMethod, radius: number): void {
  if (method !== 'rolling ball' && method !== 'gaussian' && method !== 'top-hat') {
    throw new RangeError(`method is ${String(method)}, expected rolling ball, gaussian or top-hat`);
  }
  checkBackgroundRadius(radius);
}

/**
 * The smooth background under the objects, to be subtracted by the caller.
 *
 * `rolling ball`: see `rollingBall`. `gaussian`: a blur of sigma = radius, see `gaussian`. `top-hat`: the grey opening by
 * the disk x² + y² ≤ radius²: objects narrower than it vanish.
 *
 * @param plane   height × width; not modified. Holes (NaN, infinite) don't count for rolling ball and top-hat, and give NaN
 *                where the disk holds nothing else; for gaussian they spread over 4 sigma.
 * @param radius  px, above 0, at most 1000.
 * @returns       a new plane.
 * @throws RangeError where the method is unknown or the radius out of range.
 * @cost          rolling ball: see there; gaussian and top-hat O(pixels · radius).
 * @source        skimage.restoration.rolling_ball, skimage.morphology.opening(disk(radius)) 0.19.3: equal.
 */
export function background(plane: Plane<Pixels>, method: BackgroundMethod, radius: number): Plane<Float32Array> {
  checkPlane(plane);
  checkBackground(method, radius);
  if (method === 'gaussian') return gaussian(plane, radius);
  return method === 'rolling ball' ? rollingBall(plane, radius) : opening(plane, radius);
}

function opening(plane: Plane<Pixels>, radius: number): Plane<Float32Array> {
  const { width, height } = plane;
  if (!hasHoles(plane.data)) return dilate(erode(plane, radius), radius);
  const finite = new Float32Array(plane.data);
  for (let i = 0; i < finite.length; i++) if (!Number.isFinite(finite[i]!)) finite[i] = Number.NaN;
  const low = erode({ width, height, data: finite }, radius);
  for (let i = 0; i < low.data.length; i++) if (low.data[i] === Number.POSITIVE_INFINITY) low.data[i] = Number.NaN;
  const out = dilate(low, radius);
  for (let i = 0; i < out.data.length; i++) if (out.data[i] === Number.NEGATIVE_INFINITY) out.data[i] = Number.NaN;
  return out;
}
