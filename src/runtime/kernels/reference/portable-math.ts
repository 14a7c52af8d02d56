/*
 * Exponential and logarithm made of + - × ÷ only, which IEEE 754 defines to the last bit: engines may differ in the last
 * digit of Math.exp, Math.log, Math.sin and of x ** y, and a simulated movie must have the same bytes everywhere.
 */

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

const view = new DataView(new ArrayBuffer(8));
const powersOfTwo = new Float64Array(2098); // 2^-1074 … 2^1023
powersOfTwo[1074] = 1;
for (let i = 1075; i < 2098; i++) powersOfTwo[i] = powersOfTwo[i - 1]! * 2;
for (let i = 1073; i >= 0; i--) powersOfTwo[i] = powersOfTwo[i + 1]! / 2;

/**
 * e to the power of x, the same bits in every engine.
 *
 * @param x  any number; below -708 the answer is 0, above 709 Infinity, NaN gives NaN.
 * @returns  within 1e-15 of the exact value, relatively.
 */
export function portableExp(x: number): number {
  if (x < -708) return 0;
  if (x > 709) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(x)) return x;
  const k = Math.round(x * Math.LOG2E);
  const r = x - k * ln2High - k * ln2Low;
  let sum = 1;
  for (let n = 14; n > 0; n--) sum = 1 + (sum * r) / n;
  return sum * powersOfTwo[k + 1074]!;
}

/**
 * Natural logarithm, the same bits in every engine.
 *
 * @param x  0 gives -Infinity, negative numbers and NaN give NaN.
 * @returns  within 1e-15 of the exact value, relatively (absolutely near 1).
 */
export function portableLog(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  let mantissa = x;
  if (mantissa < 2.2250738585072014e-308) {
    mantissa *= powersOfTwo[1074 + 60]!; // subnormal
    exponent = -60;
  }
  view.setFloat64(0, mantissa);
  const head = view.getUint32(0);
  exponent += (head >>> 20) - 1023;
  view.setUint32(0, (head & 0xfffff) | 0x3ff00000);
  mantissa = view.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let n = 23; n > 0; n -= 2) sum = sum * square + 1 / n;
  return exponent * ln2High + (2 * s * sum + exponent * ln2Low);
}
