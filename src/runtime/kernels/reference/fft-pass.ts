import { portableCosSin } from './portable-trig.ts';

const fifth = portableCosSin(1 / 5);
const twoFifths = portableCosSin(2 / 5);

/** One radix of a Stockham transform: how it splits transforms of `length` into `radix` shorter ones. */
export interface FftPass {
  readonly radix: number;
  /** Length of the transforms that this pass splits. */
  readonly length: number;
  /** cos and -sin of 2π·p·j/length for j = 1 ... radix - 1, for each p < length / radix. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** cos and -sin of 2π·j/radix, for the radices without a loop of their own. */
  readonly rootCos: Float64Array;
  readonly rootSin: Float64Array;
}

/** The tables of one pass. */
export function newFftPass(radix: number, length: number): FftPass {
  const groups = length / radix;
  const cos = new Float64Array(groups * (radix - 1));
  const sin = new Float64Array(groups * (radix - 1));
  for (let p = 0; p < groups; p++) {
    for (let j = 1; j < radix; j++) {
      const [c, s] = portableCosSin(((p * j) % length) / length);
      cos[p * (radix - 1) + j - 1] = c;
      sin[p * (radix - 1) + j - 1] = -s;
    }
  }
  const rootCos = Float64Array.from({ length: radix }, (_, j) => portableCosSin(j / radix)[0]);
  const rootSin = Float64Array.from({ length: radix }, (_, j) => -portableCosSin(j / radix)[1]);
  return { radix, length, cos, sin, rootCos, rootSin };
}

/**
 * Makes one pass: reads element q + stride·(p + k·groups) for k = 0 ... radix - 1, and writes q + stride·(radix·p + j).
 *
 * @param stride  number of elements q that share each twiddle factor: the batch times the radices already done.
 */
export function fftPass(
  fromRe: Float64Array,
  fromIm: Float64Array,
  toRe: Float64Array,
  toIm: Float64Array,
  pass: FftPass,
  stride: number,
): void {
  if (pass.radix === 4) radix4(fromRe, fromIm, toRe, toIm, pass, stride);
  else if (pass.radix === 2) radix2(fromRe, fromIm, toRe, toIm, pass, stride);
  else if (pass.radix === 3) radix3(fromRe, fromIm, toRe, toIm, pass, stride);
  else if (pass.radix === 5) radix5(fromRe, fromIm, toRe, toIm, pass, stride);
  else anyRadix(fromRe, fromIm, toRe, toIm, pass, stride);
}

function radix4(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  pass: FftPass,
  s: number,
): void {
  const groups = pass.length >> 2;
  const step = groups * s;
  const { cos, sin } = pass;
  for (let p = 0; p < groups; p++) {
    const c1 = cos[3 * p]!;
    const s1 = sin[3 * p]!;
    const c2 = cos[3 * p + 1]!;
    const s2 = sin[3 * p + 1]!;
    const c3 = cos[3 * p + 2]!;
    const s3 = sin[3 * p + 2]!;
    let from = p * s;
    let to = 4 * p * s;
    for (const end = from + s; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const br = xr[from + step]!;
      const bi = xi[from + step]!;
      const cr = xr[from + 2 * step]!;
      const ci = xi[from + 2 * step]!;
      const dr = xr[from + 3 * step]!;
      const di = xi[from + 3 * step]!;
      const acr = ar + cr;
      const aci = ai + ci;
      const amr = ar - cr;
      const ami = ai - ci;
      const bdr = br + dr;
      const bdi = bi + di;
      const bmr = br - dr;
      const bmi = bi - di;
      yr[to] = acr + bdr;
      yi[to] = aci + bdi;
      const er = amr + bmi;
      const ei = ami - bmr;
      yr[to + s] = er * c1 - ei * s1;
      yi[to + s] = er * s1 + ei * c1;
      const fr = acr - bdr;
      const fi = aci - bdi;
      yr[to + 2 * s] = fr * c2 - fi * s2;
      yi[to + 2 * s] = fr * s2 + fi * c2;
      const gr = amr - bmi;
      const gi = ami + bmr;
      yr[to + 3 * s] = gr * c3 - gi * s3;
      yi[to + 3 * s] = gr * s3 + gi * c3;
    }
  }
}

function radix2(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  pass: FftPass,
  s: number,
): void {
  const groups = pass.length >> 1;
  const step = groups * s;
  const { cos, sin } = pass;
  for (let p = 0; p < groups; p++) {
    const c = cos[p]!;
    const d = sin[p]!;
    let from = p * s;
    let to = 2 * p * s;
    for (const end = from + s; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const br = xr[from + step]!;
      const bi = xi[from + step]!;
      yr[to] = ar + br;
      yi[to] = ai + bi;
      yr[to + s] = (ar - br) * c - (ai - bi) * d;
      yi[to + s] = (ar - br) * d + (ai - bi) * c;
    }
  }
}

function radix3(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  pass: FftPass,
  s: number,
): void {
  const groups = pass.length / 3;
  const step = groups * s;
  const { cos, sin } = pass;
  const half = Math.sqrt(3) / 2;
  for (let p = 0; p < groups; p++) {
    const c1 = cos[2 * p]!;
    const s1 = sin[2 * p]!;
    const c2 = cos[2 * p + 1]!;
    const s2 = sin[2 * p + 1]!;
    let from = p * s;
    let to = 3 * p * s;
    for (const end = from + s; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const sumR = xr[from + step]! + xr[from + 2 * step]!;
      const sumI = xi[from + step]! + xi[from + 2 * step]!;
      const turnR = (xi[from + step]! - xi[from + 2 * step]!) * half;
      const turnI = (xr[from + 2 * step]! - xr[from + step]!) * half;
      const midR = ar - sumR / 2;
      const midI = ai - sumI / 2;
      yr[to] = ar + sumR;
      yi[to] = ai + sumI;
      yr[to + s] = (midR + turnR) * c1 - (midI + turnI) * s1;
      yi[to + s] = (midR + turnR) * s1 + (midI + turnI) * c1;
      yr[to + 2 * s] = (midR - turnR) * c2 - (midI - turnI) * s2;
      yi[to + 2 * s] = (midR - turnR) * s2 + (midI - turnI) * c2;
    }
  }
}

function radix5(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  pass: FftPass,
  s: number,
): void {
  const groups = pass.length / 5;
  const step = groups * s;
  const { cos, sin } = pass;
  const [ca, sa] = fifth;
  const [cb, sb] = twoFifths;
  for (let p = 0; p < groups; p++) {
    const w = 4 * p;
    let from = p * s;
    let to = 5 * p * s;
    for (const end = from + s; from < end; from++, to++) {
      const ar = xr[from]!;
      const ai = xi[from]!;
      const outerR = xr[from + step]! + xr[from + 4 * step]!;
      const outerI = xi[from + step]! + xi[from + 4 * step]!;
      const innerR = xr[from + 2 * step]! + xr[from + 3 * step]!;
      const innerI = xi[from + 2 * step]! + xi[from + 3 * step]!;
      const outR = xr[from + step]! - xr[from + 4 * step]!;
      const outI = xi[from + step]! - xi[from + 4 * step]!;
      const inR = xr[from + 2 * step]! - xr[from + 3 * step]!;
      const inI = xi[from + 2 * step]! - xi[from + 3 * step]!;
      const m1r = ar + ca * outerR + cb * innerR;
      const m1i = ai + ca * outerI + cb * innerI;
      const m2r = ar + cb * outerR + ca * innerR;
      const m2i = ai + cb * outerI + ca * innerI;
      const t1r = sa * outI + sb * inI;
      const t1i = -sa * outR - sb * inR;
      const t2r = sb * outI - sa * inI;
      const t2i = -sb * outR + sa * inR;
      yr[to] = ar + outerR + innerR;
      yi[to] = ai + outerI + innerI;
      yr[to + s] = (m1r + t1r) * cos[w]! - (m1i + t1i) * sin[w]!;
      yi[to + s] = (m1r + t1r) * sin[w]! + (m1i + t1i) * cos[w]!;
      yr[to + 2 * s] = (m2r + t2r) * cos[w + 1]! - (m2i + t2i) * sin[w + 1]!;
      yi[to + 2 * s] = (m2r + t2r) * sin[w + 1]! + (m2i + t2i) * cos[w + 1]!;
      yr[to + 3 * s] = (m2r - t2r) * cos[w + 2]! - (m2i - t2i) * sin[w + 2]!;
      yi[to + 3 * s] = (m2r - t2r) * sin[w + 2]! + (m2i - t2i) * cos[w + 2]!;
      yr[to + 4 * s] = (m1r - t1r) * cos[w + 3]! - (m1i - t1i) * sin[w + 3]!;
      yi[to + 4 * s] = (m1r - t1r) * sin[w + 3]! + (m1i - t1i) * cos[w + 3]!;
    }
  }
}

function anyRadix(
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  pass: FftPass,
  s: number,
): void {
  const { radix, cos, sin, rootCos, rootSin } = pass;
  const groups = pass.length / radix;
  const step = groups * s;
  for (let p = 0; p < groups; p++) {
    for (let j = 0; j < radix; j++) {
      const c = j === 0 ? 1 : cos[p * (radix - 1) + j - 1]!;
      const d = j === 0 ? 0 : sin[p * (radix - 1) + j - 1]!;
      let from = p * s;
      let to = (radix * p + j) * s;
      for (const end = from + s; from < end; from++, to++) {
        let sumR = xr[from]!;
        let sumI = xi[from]!;
        let at = from + step;
        let root = j;
        for (let k = 1; k < radix; k++) {
          const ar = xr[at]!;
          const ai = xi[at]!;
          sumR += ar * rootCos[root]! - ai * rootSin[root]!;
          sumI += ar * rootSin[root]! + ai * rootCos[root]!;
          at += step;
          root += j;
          if (root >= radix) root -= radix;
        }
        yr[to] = sumR * c - sumI * d;
        yi[to] = sumR * d + sumI * c;
      }
    }
  }
}
