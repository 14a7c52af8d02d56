import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fastLength, fastLengthWithin, fft } from '../../src/runtime/kernels/reference/fft.ts';

/** The sum that defines the transform, term by term. */
function byDefinition(re: Float64Array, im: Float64Array): { re: Float64Array; im: Float64Array } {
  const n = re.length;
  const out = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      out.re[k]! += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
      out.im[k]! += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
    }
  }
  return out;
}
const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
/** Numbers in [-1, 1] from a small congruential generator. */
function noise(n: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 1073741824 - 1;
  });
}

describe('fft', () => {
  test('four samples give their sums and turned differences', () => {
    const re = Float64Array.of(1, 2, 4, 8);
    const im = new Float64Array(4);
    fft(re, im);
    expect([...re]).toEqual([15, -3, -5, -3]);
    expect([...im]).toEqual([0, 6, 0, -6]);
  });

  test.each([
    1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 16, 17, 30, 49, 64, 77, 97, 100, 121, 128, 134, 169, 210, 243, 512, 625,
  ])('of length %i equals the definition to 1e-12', (n) => {
    const re = noise(n, n + 1);
    const im = noise(n, n + 2);
    const expected = byDefinition(re, im);
    fft(re, im);
    expect(largestDifference(re, expected.re)).toBeLessThan(1e-12);
    expect(largestDifference(im, expected.im)).toBeLessThan(1e-12);
  });

  test('forward and then exchanged gives n times the signal, whatever the length and batch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 5 }), fc.nat(1e6), (n, batch, seed) => {
        const re = noise(n * batch, seed);
        const im = noise(n * batch, seed + 1);
        const [re0, im0] = [re.slice(), im.slice()];
        fft(re, im, n, batch);
        fft(im, re, n, batch);
        for (let i = 0; i < re.length; i++) {
          expect(Math.abs(re[i]! / n - re0[i]!)).toBeLessThan(1e-12);
          expect(Math.abs(im[i]! / n - im0[i]!)).toBeLessThan(1e-12);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([12, 17, 64])('a batch of interleaved signals of length %i has the bits of single transforms', (n) => {
    const batch = 3;
    const signals = [0, 1, 2].map((b) => ({ re: noise(n, 5 + b), im: noise(n, 9 + b) }));
    const re = Float64Array.from({ length: n * batch }, (_, i) => signals[i % batch]!.re[Math.floor(i / batch)]!);
    const im = Float64Array.from({ length: n * batch }, (_, i) => signals[i % batch]!.im[Math.floor(i / batch)]!);
    fft(re, im, n, batch);
    for (const [b, one] of signals.entries()) {
      fft(one.re, one.im);
      expect([...one.re]).toEqual([...one.re.keys()].map((k) => re[k * batch + b]!));
      expect([...one.im]).toEqual([...one.im.keys()].map((k) => im[k * batch + b]!));
    }
  });

  test('arrays that do not hold the signals are refused', () => {
    expect(() => fft(new Float64Array(7), new Float64Array(7), 4, 2)).toThrow(
      '2 transforms of length 4 need 8 elements',
    );
    expect(() => fft(new Float64Array(0), new Float64Array(0))).toThrow(RangeError);
  });
});

test('the next fast length has no prime factor above 5', () => {
  expect([0, 1, 7, 11, 128, 131, 199, 257, 1011, 1344].map(fastLength)).toEqual([
    1, 1, 8, 12, 128, 135, 200, 270, 1024, 1350,
  ]);
});

test('and so has the largest fast length within', () => {
  expect([1, 7, 11, 128, 131, 199, 1011, 1344].map(fastLengthWithin)).toEqual([1, 6, 10, 128, 128, 192, 1000, 1296]);
});
