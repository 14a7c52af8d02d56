import { type FftPass, fftPass, newFftPass } from './fft-pass.ts';
import { portableCosSin } from './portable-trig.ts';

interface Chirp {
  /** Length of the convolution: a power of two, at least 2n - 1. */
  readonly size: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** The transform of the conjugate chirp. */
  readonly filterRe: Float64Array;
  readonly filterIm: Float64Array;
}
type Plan =
  | { readonly passes: readonly FftPass[]; readonly chirp: null }
  | { readonly passes: null; readonly chirp: Chirp };

const largestRadix = 13;
const plans = new Map<number, Plan>();

/**
 * Fourier transforms of `batch` interleaved complex signals, in place: X[k] = Σ x[j] · exp(-2πi·j·k/n).
 * With `re` and `im` exchanged it gives the inverse transform times n. Many transforms of one length are best made
 * together: each twiddle factor is then read once for the whole batch, and the inner loops are long.
 *
 * @param re     real parts, element j of signal b at [j · batch + b]; overwritten.
 * @param im     imaginary parts, as `re`.
 * @param n      length of each signal, at least 1.
 * @param batch  number of signals; re.length must be n · batch.
 * @throws RangeError if the arrays do not hold n · batch elements each.
 * @cost         O(batch · n · log n) time for any n; lengths with a prime factor above 13 take about five times as long.
 * @source       Stockham passes of radix 4, 2, 3, 5 and other small primes; Bluestein's convolution for other lengths.
 *               Definition (numpy.fft.fft): within 1e-15 · log2(n) of it, relative to the largest element.
 */
export function fft(re: Float64Array, im: Float64Array, n = re.length, batch = 1): void {
  if (n < 1 || re.length !== n * batch || im.length !== n * batch) {
    throw new RangeError(
      `${batch} transforms of length ${n} need ${n * batch} elements, but are given ${re.length} and ${im.length}`,
    );
  }
  const plan = planOf(n);
  if (plan.chirp) bluestein(re, im, n, batch, plan.chirp);
  else stockham(re, im, n, batch, plan.passes);
}

/** The smallest length from `n` on that has no prime factors but 2, 3 and 5: transforms of it are fast. */
export function fastLength(n: number): number {
  let length = Math.max(1, Math.ceil(n));
  while (!isFast(length)) length++;
  return length;
}

/** The largest such length up to `n`; `n` is at least 1. */
export function fastLengthWithin(n: number): number {
  let length = Math.floor(n);
  while (length > 1 && !isFast(length)) length--;
  return length;
}

function isFast(length: number): boolean {
  let rest = length;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

function planOf(n: number): Plan {
  const known = plans.get(n);
  if (known) return known;
  const plan = makePlan(n);
  if (plans.size > 64) plans.clear();
  plans.set(n, plan);
  return plan;
}

function makePlan(n: number): Plan {
  const radices: number[] = [];
  let rest = n;
  while (rest % 4 === 0) {
    radices.push(4);
    rest /= 4;
  }
  for (let radix = 2; radix <= largestRadix; radix++) {
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  if (rest > 1) return { passes: null, chirp: makeChirp(n) };
  let length = n;
  const passes = radices.map((radix) => {
    const pass = newFftPass(radix, length);
    length /= radix;
    return pass;
  });
  return { passes, chirp: null };
}

let spareRe = new Float64Array(0);
let spareIm = new Float64Array(0);

function stockham(re: Float64Array, im: Float64Array, n: number, batch: number, passes: readonly FftPass[]): void {
  const total = n * batch;
  if (spareRe.length < total) {
    spareRe = new Float64Array(total);
    spareIm = new Float64Array(total);
  }
  let fromRe: Float64Array = re;
  let fromIm: Float64Array = im;
  let toRe: Float64Array = spareRe;
  let toIm: Float64Array = spareIm;
  let stride = batch;
  for (const pass of passes) {
    fftPass(fromRe, fromIm, toRe, toIm, pass, stride);
    stride *= pass.radix;
    const re0 = fromRe;
    const im0 = fromIm;
    fromRe = toRe;
    fromIm = toIm;
    toRe = re0;
    toIm = im0;
  }
  if (fromRe !== re) {
    re.set(fromRe.subarray(0, total));
    im.set(fromIm.subarray(0, total));
  }
}

/** j·k = (j² + k² - (k - j)²) / 2 makes the transform a convolution with a chirp, which a power of two can do. */
function makeChirp(n: number): Chirp {
  let size = 1;
  while (size < 2 * n - 1) size *= 2;
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  const filterRe = new Float64Array(size);
  const filterIm = new Float64Array(size);
  let square = 0; // j² modulo 2n, kept small so that the angle stays exact
  for (let j = 0; j < n; j++) {
    const [c, s] = portableCosSin(square / (2 * n));
    cos[j] = c;
    sin[j] = -s;
    filterRe[j] = cos[j]!;
    filterIm[j] = -sin[j]!;
    if (j > 0) {
      filterRe[size - j] = cos[j]!;
      filterIm[size - j] = -sin[j]!;
    }
    square = (square + 2 * j + 1) % (2 * n);
  }
  fft(filterRe, filterIm);
  return { size, cos, sin, filterRe, filterIm };
}

function bluestein(re: Float64Array, im: Float64Array, n: number, batch: number, chirp: Chirp): void {
  const { size, cos, sin, filterRe, filterIm } = chirp;
  const ar = new Float64Array(size);
  const ai = new Float64Array(size);
  for (let b = 0; b < batch; b++) {
    ar.fill(0);
    ai.fill(0);
    for (let j = 0, at = b; j < n; j++, at += batch) {
      ar[j] = re[at]! * cos[j]! - im[at]! * sin[j]!;
      ai[j] = re[at]! * sin[j]! + im[at]! * cos[j]!;
    }
    fft(ar, ai, size);
    for (let k = 0; k < size; k++) {
      const r = ar[k]! * filterRe[k]! - ai[k]! * filterIm[k]!;
      ai[k] = ar[k]! * filterIm[k]! + ai[k]! * filterRe[k]!;
      ar[k] = r;
    }
    fft(ai, ar, size); // exchanged: the inverse
    for (let k = 0, at = b; k < n; k++, at += batch) {
      re[at] = (ar[k]! * cos[k]! - ai[k]! * sin[k]!) / size;
      im[at] = (ar[k]! * sin[k]! + ai[k]! * cos[k]!) / size;
    }
  }
}
