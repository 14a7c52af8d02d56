import type { Pixels, Plane } from '../../data/frame.ts';

/** @throws RangeError where the pixels are not width × height of them. */
export function checkPlane({ width, height, data }: Plane<Pixels>): void {
  if (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width >= 0 &&
    height >= 0 &&
    data.length === width * height
  ) {
    return;
  }
  throw new RangeError(`the plane is ${width} × ${height} px but holds ${data.length}, expected width × height pixels`);
}
