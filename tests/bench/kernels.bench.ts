import { bench, describe } from 'vitest';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { loadSimdKernels } from '../../src/runtime/kernels/simd-kernels.ts';
import type { Kernels } from '../../src/runtime/node/kernels.ts';
import { seeded } from '../support/planes.ts';

// npx vitest bench --project unit tests/bench/kernels.bench.ts

/** Nuclei on a slope with photon noise, 512 × 512. */
function nuclei(): Plane<Float32Array> {
  const side = 512;
  const random = seeded(3);
  const data = new Float32Array(side * side);
  const blobs = Array.from({ length: 60 }, () => [
    random() * side,
    random() * side,
    8 + random() * 6,
    500 + random() * 2000,
  ]);
  for (let i = 0; i < data.length; i++) {
    const x = i % side;
    const y = Math.floor(i / side);
    let value = 300 + 0.3 * x + 100 * Math.sin(y / 80);
    for (const [cx = 0, cy = 0, radius = 1, height = 0] of blobs) {
      value += height * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius * radius));
    }
    data[i] = value + Math.sqrt(value) * 1.7 * (random() + random() + random() + random() - 2);
  }
  return { width: side, height: side, data };
}

const float32 = nuclei();
const uint16 = { ...float32, data: Uint16Array.from(float32.data) };
const simd = await loadSimdKernels();

const calls: readonly (readonly [string, (kernels: Kernels, plane: Plane<Pixels>) => Promise<unknown>])[] = [
  ['Gaussian, sigma 2', (k, p) => k.gaussian(p, 2)],
  ['Gaussian, sigma 50', (k, p) => k.gaussian(p, 50)],
  ['median 3 × 3', (k, p) => k.median(p, 3)],
  ['median 5 × 5', (k, p) => k.median(p, 5)],
  ['median 21 × 21', (k, p) => k.median(p, 21)],
  ['bilinear shift', (k, p) => k.shift(p, 1.3, -2.4, { interpolation: 'bilinear', outside: 0 })],
  ['cubic shift', (k, p) => k.shift(p, 1.3, -2.4, { interpolation: 'cubic', outside: 0 })],
  ['Fourier shift', (k, p) => k.shift(p, 1.3, -2.4, { interpolation: 'fourier', outside: 0 })],
  ['threshold', (k, p) => k.threshold(p, 700)],
  ['rolling ball of 50', (k, p) => k.background(p, 'rolling ball', 50)],
  ['top-hat of 8', (k, p) => k.background(p, 'top-hat', 8)],
];
for (const [title, call] of calls) {
  describe(title, () => {
    bench('simd, float32', async () => void (await call(simd, float32)));
    bench('simd, uint16', async () => void (await call(simd, uint16)));
    bench('reference, float32', async () => void (await call(referenceKernels, float32)), { iterations: 2, time: 200 });
  });
}
