import { portableExp, portableLog } from './portable-math.ts';

const layers = 128;
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;
const fixedPoint = 0x800000; // 2^23: signed 24-bit abscissae
const zigguratLimit = new Float64Array(layers);
const zigguratScale = new Float64Array(layers);
const zigguratHeight = new Float64Array(layers);
buildZiggurat();

/** Tables of Poisson numbers exist for every eighth below this mean. */
const tabled = 256;
const perUnit = 8;
const odds = 0x400000; // 2^22
/**
 * Walker's alias table of each mean: first value, 32 - log2(cells), then the cells. A cell holds the odds (22 bits) of its
 * own value and the other value (10 bits), so that a draw reads one word.
 */
const poissonTables: (Uint32Array | undefined)[] = [];

const blockSize = 256;

/**
 * A seeded stream of random numbers: the same seed and stream numbers give the same values in every engine and worker.
 * A stream per frame and purpose lets any frame be drawn alone, in any order.
 *
 * @source xoshiro128** 1.1 (Blackman, Vigna), doi:10.1145/3460772; seeded through the finaliser of MurmurHash3.
 */
export class Random {
  readonly #state = new Int32Array(4);
  readonly #block = new Int32Array(blockSize);
  #next = blockSize;

  /** @param numbers  seed, then whatever names the stream, such as frame and channel; integers. */
  constructor(...numbers: readonly number[]) {
    let hash = 0x9e3779b9 | 0;
    for (const one of numbers) {
      hash = mix(hash ^ mix(one | 0));
      hash = mix((hash + 0x6d2b79f5) ^ Math.floor(one / 4294967296));
    }
    for (let i = 0; i < 4; i++) {
      hash = (hash + 0x9e3779b9) | 0;
      this.#state[i] = mix(hash);
    }
    if ((this.#state[0]! | this.#state[1]! | this.#state[2]! | this.#state[3]!) === 0) this.#state[0] = 1;
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    if (this.#next === blockSize) this.#refill();
    return this.#block[this.#next++]!;
  }

  /** A block at a time, as the state then stays in registers. */
  #refill(): void {
    const block = this.#block;
    let [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = this.#state;
    for (let i = 0; i < blockSize; i++) {
      const five = Math.imul(s1, 5);
      block[i] = Math.imul((five << 7) | (five >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    this.#state.set([s0, s1, s2, s3]);
    this.#next = 0;
  }

  /** Uniform in (0, 1), both ends excluded. */
  uniform(): number {
    return ((this.bits() >>> 0) + 0.5) * 2.3283064365386963e-10;
  }

  /** Uniform in (low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Normal with mean 0 and standard deviation 1. @source Marsaglia, Tsang, doi:10.18637/jss.v005.i08, index and abscissa from separate bits. */
  normal(): number {
    for (;;) {
      const bits = this.bits();
      const layer = bits & (layers - 1);
      const abscissa = bits >> 8;
      if (Math.abs(abscissa) < zigguratLimit[layer]!) return abscissa * zigguratScale[layer]!;
      if (layer === 0) {
        const beyond = this.#tail();
        return abscissa > 0 ? beyond : -beyond;
      }
      const x = abscissa * zigguratScale[layer]!;
      const height = zigguratHeight[layer]! + this.uniform() * (zigguratHeight[layer - 1]! - zigguratHeight[layer]!);
      if (height < portableExp(-0.5 * x * x)) return x;
    }
  }

  /** Lognormal: its logarithm has mean 0 and standard deviation `sigma`. */
  lognormal(sigma: number): number {
    return portableExp(sigma * this.normal());
  }

  /**
   * Poisson with any mean; 0 where the mean is not above 0. Exact up to the 32 bits of a uniform number.
   * A sum of Poisson numbers is one, so whole eighths of the mean come from a table and the rest from inversion.
   * @source Walker, doi:10.1145/355744.355749; from 256 on PTRS (Hörmann), doi:10.1016/0167-6687(93)90997-4.
   */
  poisson(mean: number): number {
    if (mean >= tabled) return this.#rejection(mean);
    if (!(mean > 0)) return 0;
    const eighths = Math.floor(mean * perUnit);
    let count = 0;
    if (eighths > 0) {
      const table = poissonTables[eighths] ?? newPoissonTable(eighths);
      const bits = this.bits();
      const shift = table[1]!;
      const cell = bits >>> shift;
      const entry = table[cell + 2]!;
      const own = (((bits << (32 - shift)) >>> 10) - (entry >>> 10)) >> 31; // all ones or zero: a branch would be guessed wrong
      count = table[0]! + ((cell & own) | (entry & 1023 & ~own));
    }
    const rest = mean - eighths / perUnit;
    const u = this.uniform();
    if (u <= 1 - rest) return count; // below exp(-rest), without computing it
    let chance = expOfMinus(rest);
    let sum = chance;
    for (let k = 1; u > sum && k < 20; k++) {
      chance *= rest / k;
      sum += chance;
      count++;
    }
    return count;
  }

  #rejection(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const sure = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = this.uniform();
      const room = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / room + b) * u + mean + 0.43);
      if (room >= 0.07 && v <= sure) return k;
      if (k < 0 || (room < 0.013 && v > room)) continue;
      const scale = 1.1239 + 1.1328 / (b - 3.4);
      const accepted = portableLog((v * scale) / (a / (room * room) + b));
      if (accepted <= k * portableLog(mean) - mean - logOfFactorial(k)) return k;
    }
  }

  #tail(): number {
    for (;;) {
      const x = -portableLog(this.uniform()) / tailStart;
      const y = -portableLog(this.uniform());
      if (y + y >= x * x) return tailStart + x;
    }
  }
}

/** exp(-x) for 0 ≤ x < 1/8, within 1e-13. */
function expOfMinus(x: number): number {
  return 1 - x * (1 - x * (1 / 2 - x * (1 / 6 - x * (1 / 24 - x * (1 / 120 - x * (1 / 720 - x * (1 / 5040)))))));
}

/** log(k!) by Stirling's series: within 1e-12 for k above 50, which rejection from a mean of 256 never leaves. */
function logOfFactorial(k: number): number {
  const halfLog2Pi = 0.9189385332046727;
  return (k + 0.5) * portableLog(k) - k + halfLog2Pi + (1 / 12 - 1 / (360 * k * k)) / k;
}

/** Makes and keeps the alias table of the mean `eighths` / 8; what lies beyond 2^-32 of it on either side is left out. */
function newPoissonTable(eighths: number): Uint32Array {
  const mean = eighths / perUnit;
  const reach = Math.ceil(7 * Math.sqrt(mean)) + 8;
  const first = Math.max(Math.floor(mean) - reach, 0);
  const shift = Math.clz32(Math.floor(mean) + reach - first);
  const cells = 1 << (32 - shift);
  const chance = new Float64Array(cells);
  const mode = Math.floor(mean) - first;
  chance[mode] = 1;
  for (let i = mode - 1; i >= 0; i--) chance[i] = (chance[i + 1]! * (first + i + 1)) / mean;
  for (let i = mode + 1; i < cells; i++) chance[i] = (chance[i - 1]! * mean) / (first + i);
  const sum = chance.reduce((total, one) => total + one, 0);
  const keep = chance.map((one) => (one / sum) * cells);
  const other = Int32Array.from(keep, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  keep.forEach((share, i) => {
    (share < 1 ? poor : rich).push(i);
  });
  for (let low = poor.pop(); low !== undefined; low = poor.pop()) {
    const high = rich.at(-1);
    if (high === undefined) break;
    other[low] = high;
    keep[high]! -= 1 - keep[low]!;
    if (keep[high]! < 1) poor.push(rich.pop() ?? high);
  }
  const table = new Uint32Array(cells + 2);
  table[0] = first;
  table[1] = shift;
  for (let i = 0; i < cells; i++) table[i + 2] = (Math.min(Math.round(keep[i]! * odds), odds - 1) << 10) | other[i]!;
  poissonTables[eighths] = table;
  return table;
}

function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function buildZiggurat(): void {
  let edge = tailStart;
  let above = edge;
  const base = layerArea / portableExp(-0.5 * edge * edge);
  zigguratLimit[0] = (edge / base) * fixedPoint;
  zigguratScale[0] = base / fixedPoint;
  zigguratScale[layers - 1] = edge / fixedPoint;
  zigguratHeight[0] = 1;
  zigguratHeight[layers - 1] = portableExp(-0.5 * edge * edge);
  for (let i = layers - 2; i > 0; i--) {
    edge = Math.sqrt(-2 * portableLog(layerArea / edge + portableExp(-0.5 * edge * edge)));
    zigguratLimit[i + 1] = (edge / above) * fixedPoint;
    above = edge;
    zigguratHeight[i] = portableExp(-0.5 * edge * edge);
    zigguratScale[i] = edge / fixedPoint;
  }
}
