/** cos-based factors times 2^13, as integer decoders round them. */
const scale = 13;
const f0298 = 2446;
const f0390 = 3196;
const f0541 = 4433;
const f0765 = 6270;
const f0899 = 7373;
const f1175 = 9633;
const f1501 = 12299;
const f1847 = 15137;
const f1961 = 16069;
const f2053 = 16819;
const f2562 = 20995;
const f3072 = 25172;

const work = new Int32Array(64);

/**
 * The inverse cosine transform of one 8 × 8 block, in integers, so that every decoder that follows the same rounding
 * (libjpeg's "islow") gives the same pixels.
 *
 * @param block  64 dequantised coefficients, row by row; overwritten with pixels before the level shift, not clamped.
 * @param bits   of a sample: 8 or 12.
 * @source       Loeffler, Ligtenberg and Moschytz 1989, with 11 multiplications.
 */
export function inverseDct(block: Int32Array, bits: number): void {
  // Extra bits kept between the passes: fewer for 12-bit samples, so that sums stay within 32 bits.
  const kept = bits > 8 ? 1 : 2;
  for (let i = 0; i < 8; i++) {
    const isFlat =
      (block[i + 8]! |
        block[i + 16]! |
        block[i + 24]! |
        block[i + 32]! |
        block[i + 40]! |
        block[i + 48]! |
        block[i + 56]!) ===
      0;
    if (!isFlat) transform(block, work, i, 8, scale - kept);
    else for (let row = i; row < 64; row += 8) work[row] = block[i]! << kept;
  }
  for (let i = 0; i < 8; i++) transform(work, block, i * 8, 1, scale + kept + 3);
}

function transform(from: Int32Array, to: Int32Array, at: number, step: number, shift: number): void {
  const half = 1 << (shift - 1);
  const s2 = from[at + 2 * step]!;
  const s6 = from[at + 6 * step]!;
  const rotated = (s2 + s6) * f0541;
  const even2 = rotated - s6 * f1847;
  const even3 = rotated + s2 * f0765;
  const s0 = from[at]!;
  const s4 = from[at + 4 * step]!;
  const sum = (s0 + s4) * (1 << scale);
  const difference = (s0 - s4) * (1 << scale);
  const e0 = sum + even3;
  const e3 = sum - even3;
  const e1 = difference + even2;
  const e2 = difference - even2;
  const s7 = from[at + 7 * step]!;
  const s5 = from[at + 5 * step]!;
  const s3 = from[at + 3 * step]!;
  const s1 = from[at + step]!;
  const all = (s7 + s3 + s5 + s1) * f1175;
  const z1 = (s7 + s1) * -f0899;
  const z2 = (s5 + s3) * -f2562;
  const z3 = (s7 + s3) * -f1961 + all;
  const z4 = (s5 + s1) * -f0390 + all;
  const o0 = s7 * f0298 + z1 + z3;
  const o1 = s5 * f2053 + z2 + z4;
  const o2 = s3 * f3072 + z2 + z3;
  const o3 = s1 * f1501 + z1 + z4;
  to[at] = (e0 + o3 + half) >> shift;
  to[at + 7 * step] = (e0 - o3 + half) >> shift;
  to[at + step] = (e1 + o2 + half) >> shift;
  to[at + 6 * step] = (e1 - o2 + half) >> shift;
  to[at + 2 * step] = (e2 + o1 + half) >> shift;
  to[at + 5 * step] = (e2 - o1 + half) >> shift;
  to[at + 3 * step] = (e3 + o0 + half) >> shift;
  to[at + 4 * step] = (e3 - o0 + half) >> shift;
}
