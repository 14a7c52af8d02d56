import type { Plane } from '../../src/runtime/data/frame.ts';
import { planeOfSpectrum, planeSpectrum } from '../../src/runtime/kernels/reference/plane-spectrum.ts';

/** The plane moved by a phase ramp, as scipy.ndimage.fourier_shift and the real part of the inverse. */
export function fourierShifted(plane: Plane<Float32Array>, dy: number, dx: number): Plane<Float32Array> {
  const { width, height, columns, re, im } = planeSpectrum(plane);
  for (let r = 0; r < height; r++) {
    for (let u = 0; u < columns; u++) {
      const v = r < height / 2 ? r : r - height;
      // The highest frequency stands for its mirror image too.
      let angle = 0;
      let gain = 1;
      if (2 * u === width) gain *= Math.cos(Math.PI * dx);
      else angle -= (2 * Math.PI * u * dx) / width;
      if (2 * v === -height) gain *= Math.cos(Math.PI * dy);
      else angle -= (2 * Math.PI * v * dy) / height;
      const at = r * columns + u;
      const a = re[at]!;
      const b = im[at]!;
      re[at] = gain * (a * Math.cos(angle) - b * Math.sin(angle));
      im[at] = gain * (a * Math.sin(angle) + b * Math.cos(angle));
    }
  }
  return { width, height, data: Float32Array.from(planeOfSpectrum({ width, height, columns, re, im })) };
}
