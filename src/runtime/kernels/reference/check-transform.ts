import type { LabelsHeader } from '../../data/movie.ts';
import type { Transform } from '../../data/transform.ts';

/**
 * A transform fits what it is applied to.
 *
 * @throws RangeError where it is of another number of frames, or was measured at another pixel size.
 */
export function checkTransform(transform: Transform, { size, calibration }: LabelsHeader): void {
  if (transform.size.t !== size.t || transform.dx.length !== size.t) {
    throw new RangeError(
      `the transform has ${transform.size.t} frames, but the movie has ${size.t}: estimate the drift on frames of the same times`,
    );
  }
  const measured = transform.calibration.pixelSize_um.x;
  const here = calibration.pixelSize_um.x;
  if (measured !== null && here !== null && Math.abs(measured / here - 1) > 0.01) {
    throw new RangeError(
      `the drift was measured at ${measured} µm per px, but the movie has ${here} µm per px: estimate it before pixels are binned or scaled`,
    );
  }
}
