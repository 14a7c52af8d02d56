import type { Frame } from '../../data/frame.ts';
import { portableExp } from './portable-math.ts';

/** Where a spot is thought to be, and what else is near. */
export interface Guess {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Standard deviation of the spot in the plane, px, and along z, planes. */
  readonly sigma: number;
  readonly sigmaZ: number;
  /** Other spots near by, x, y and z in turn: pixels closer to one of them don't count. */
  readonly others: Float64Array;
}

const rounds = 25;
const narrowest = 0.5;
const widest = 1.3;
const settled_px = 1e-3;

/**
 * Fits a round Gaussian on an even background to the pixels around a spot, by least squares.
 *
 * In 2-D position, width, height and background are free; in 3-D the width along z follows the width in the plane.
 */
export class GaussianPeak {
  readonly #frame: Frame<Float32Array>;
  readonly #size: number;
  readonly #parameters: Float64Array;
  readonly #trial: Float64Array;
  readonly #matrix: Float64Array;
  readonly #gradient: Float64Array;
  readonly #slope: Float64Array;
  #counts = new Uint8Array(0);
  #left = 0;
  #right = 0;
  #top = 0;
  #bottom = 0;
  #front = 0;
  #back = 0;

  /** @param frame  pixels; only `add` writes to them. */
  constructor(frame: Frame<Float32Array>) {
    this.#frame = frame;
    this.#size = frame.depth > 1 ? 6 : 5;
    this.#parameters = new Float64Array(6);
    this.#trial = new Float64Array(6);
    this.#matrix = new Float64Array(36);
    this.#gradient = new Float64Array(6);
    this.#slope = new Float64Array(6);
  }

  /**
   * @param guess  within the frame.
   * @param out    height, x, y, sigma, z; left as it is where the fit doesn't settle, leaves the window, or ends with a width
   *               under half or above 1.3 times the expected one, a height not above 0, or NaN.
   * @returns      whether the fit is good.
   * @cost         about 50 µs at sigma 1.5 px
   * @source       Levenberg (1944), Marquardt (1963) on the model A · exp(-r² / 2σ²) + B sampled at pixel centres.
   */
  fit(guess: Guess, out: Float64Array): boolean {
    this.#frameWindow(guess);
    const p = this.#parameters;
    p.set([0, 0, guess.x, guess.y, guess.sigma, guess.z]);
    const ratio = guess.sigmaZ / guess.sigma;
    if (!this.#startLevels(p, ratio)) return false;
    if (!this.#descend(p, ratio)) return false;
    const reach = 1 + guess.sigma;
    const near = Math.abs(p[2]! - guess.x) <= reach && Math.abs(p[3]! - guess.y) <= reach;
    const nearZ = this.#size < 6 || Math.abs(p[5]! - guess.z) <= 1 + guess.sigmaZ;
    const fits = p[4]! > narrowest * guess.sigma && p[4]! < widest * guess.sigma;
    if (!near || !nearZ || !fits || !(p[1]! > 0)) return false;
    out.set(p.subarray(1));
    return true;
  }

  /** Adds `sign` times a fitted spot (without background) to the frame, out to 4 sigma. */
  add(spot: Float64Array, ratio: number, sign: 1 | -1): void {
    const { width, height, depth, data } = this.#frame;
    const [amplitude = 0, x = 0, y = 0, sigma = 1, z = 0] = spot;
    const reach = 4 * sigma;
    const reachZ = depth > 1 ? reach * ratio : 0;
    const square = sigma * sigma;
    for (let pz = Math.max(Math.ceil(z - reachZ), 0); pz <= Math.min(Math.floor(z + reachZ), depth - 1); pz++) {
      const dz = depth > 1 ? (pz - z) / ratio : 0;
      for (let py = Math.max(Math.ceil(y - reach), 0); py <= Math.min(Math.floor(y + reach), height - 1); py++) {
        const dy = py - y;
        const along = sign * amplitude * portableExp((-0.5 * (dy * dy + dz * dz)) / square);
        const row = (pz * height + py) * width;
        for (let px = Math.max(Math.ceil(x - reach), 0); px <= Math.min(Math.floor(x + reach), width - 1); px++) {
          const dx = px - x;
          data[row + px]! += along * portableExp((-0.5 * dx * dx) / square);
        }
      }
    }
  }

  #frameWindow({ x, y, z, sigma, sigmaZ, others }: Guess): void {
    const { width, height, depth } = this.#frame;
    const reach = Math.max(Math.ceil(2.5 * sigma), 2);
    const reachZ = depth > 1 ? Math.max(Math.ceil(2.5 * sigmaZ), 1) : 0;
    this.#left = Math.max(Math.round(x) - reach, 0);
    this.#right = Math.min(Math.round(x) + reach, width - 1);
    this.#top = Math.max(Math.round(y) - reach, 0);
    this.#bottom = Math.min(Math.round(y) + reach, height - 1);
    this.#front = Math.max(Math.round(z) - reachZ, 0);
    this.#back = Math.min(Math.round(z) + reachZ, depth - 1);
    const pixels = (this.#right - this.#left + 1) * (this.#bottom - this.#top + 1) * (this.#back - this.#front + 1);
    if (this.#counts.length < pixels) this.#counts = new Uint8Array(pixels);
    const perPlane = depth > 1 ? sigma / sigmaZ : 0;
    let i = 0;
    for (let pz = this.#front; pz <= this.#back; pz++) {
      for (let py = this.#top; py <= this.#bottom; py++) {
        for (let px = this.#left; px <= this.#right; px++, i++) {
          const own = squared(px - x, py - y, (pz - z) * perPlane);
          let counts = 1;
          for (let k = 0; k < others.length; k += 3) {
            if (squared(px - others[k]!, py - others[k + 1]!, (pz - others[k + 2]!) * perPlane) < own) counts = 0;
          }
          this.#counts[i] = counts;
        }
      }
    }
  }

  /** Background and height that fit best at the guessed place and width. */
  #startLevels(p: Float64Array, ratio: number): boolean {
    p[0] = 0;
    p[1] = 1;
    this.#normalEquations(p, ratio);
    const m = this.#matrix;
    const n = this.#size;
    // Residuals are against a spot of height 1: the solution is what to add.
    const determinant = m[0]! * m[n + 1]! - m[1]! * m[1]!;
    if (!(determinant > 0)) return false;
    p[0] = (this.#gradient[0]! * m[n + 1]! - this.#gradient[1]! * m[1]!) / determinant;
    p[1] = 1 + (this.#gradient[1]! * m[0]! - this.#gradient[0]! * m[1]!) / determinant;
    return p[1] > 0;
  }

  #descend(p: Float64Array, ratio: number): boolean {
    const n = this.#size;
    let damping = 1e-2;
    let error = this.#normalEquations(p, ratio);
    for (let round = 0; round < rounds; round++) {
      const trial = this.#trial;
      if (!solveDamped(this.#matrix, this.#gradient, n, damping, trial)) return false;
      const moved = Math.max(Math.abs(trial[2]!), Math.abs(trial[3]!), n > 5 ? Math.abs(trial[5]!) : 0);
      for (let k = 0; k < n; k++) trial[k]! += p[k]!;
      const better = trial[4]! > 0.2 ? this.#error(trial, ratio) : Number.POSITIVE_INFINITY;
      if (better <= error) {
        p.set(trial);
        if (moved < settled_px) return true;
        error = this.#normalEquations(p, ratio);
        damping /= 5;
      } else {
        // A step too small to matter that makes nothing better: at the bottom.
        if (moved < settled_px) return true;
        damping *= 8;
        if (!(damping < 1e8)) return false;
      }
    }
    return false;
  }

  #error(p: Float64Array, ratio: number): number {
    return this.#sum(p, ratio, false);
  }

  /** Fills matrix and gradient at p. @returns the sum of squared residuals. */
  #normalEquations(p: Float64Array, ratio: number): number {
    this.#matrix.fill(0);
    this.#gradient.fill(0);
    const error = this.#sum(p, ratio, true);
    const n = this.#size;
    for (let r = 1; r < n; r++) for (let c = 0; c < r; c++) this.#matrix[r * n + c] = this.#matrix[c * n + r]!;
    return error;
  }

  #sum(p: Float64Array, ratio: number, slopes: boolean): number {
    const { width, height, data } = this.#frame;
    const [background = 0, amplitude = 0, x = 0, y = 0, sigma = 1, z = 0] = p;
    const square = sigma * sigma;
    const perPlane = this.#size > 5 ? 1 / ratio : 0;
    const slope = this.#slope;
    const across = this.#alongX(x, square);
    let error = 0;
    let i = 0;
    for (let pz = this.#front; pz <= this.#back; pz++) {
      const dz = (pz - z) * perPlane;
      for (let py = this.#top; py <= this.#bottom; py++) {
        const dy = py - y;
        const along = portableExp((-0.5 * (dy * dy + dz * dz)) / square);
        const row = (pz * height + py) * width;
        for (let px = this.#left; px <= this.#right; px++, i++) {
          if (this.#counts[i] === 0) continue;
          const shape = along * across[px - this.#left]!;
          const residual = data[row + px]! - background - amplitude * shape;
          error += residual * residual;
          if (!slopes) continue;
          const dx = px - x;
          const steep = (amplitude * shape) / square;
          slope[0] = 1;
          slope[1] = shape;
          slope[2] = steep * dx;
          slope[3] = steep * dy;
          slope[4] = (steep * (dx * dx + dy * dy + dz * dz)) / sigma;
          slope[5] = steep * dz * perPlane;
          this.#add(slope, residual);
        }
      }
    }
    return error;
  }

  #add(slope: Float64Array, residual: number): void {
    const n = this.#size;
    for (let r = 0; r < n; r++) {
      const one = slope[r]!;
      this.#gradient[r]! += one * residual;
      for (let c = r; c < n; c++) this.#matrix[r * n + c]! += one * slope[c]!;
    }
  }

  #across = new Float64Array(0);
  #alongX(x: number, square: number): Float64Array {
    const count = this.#right - this.#left + 1;
    if (this.#across.length < count) this.#across = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const dx = this.#left + k - x;
      this.#across[k] = portableExp((-0.5 * dx * dx) / square);
    }
    return this.#across;
  }
}

const squared = (dx: number, dy: number, dz: number): number => dx * dx + dy * dy + dz * dz;

/**
 * Solves (M + damping · diag M) s = g by Cholesky.
 *
 * @param matrix  n × n, symmetric; not modified.
 * @returns       whether the damped matrix is positive definite; else `out` means nothing.
 */
function solveDamped(
  matrix: Float64Array,
  gradient: Float64Array,
  n: number,
  damping: number,
  out: Float64Array,
): boolean {
  const lower = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = matrix[r * n + c]! * (r === c ? 1 + damping : 1);
      for (let k = 0; k < c; k++) sum -= lower[r * n + k]! * lower[c * n + k]!;
      if (r > c) lower[r * n + c] = sum / lower[c * n + c]!;
      else if (sum > 0) lower[r * n + r] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let r = 0; r < n; r++) {
    let sum = gradient[r]!;
    for (let k = 0; k < r; k++) sum -= lower[r * n + k]! * out[k]!;
    out[r] = sum / lower[r * n + r]!;
  }
  for (let r = n - 1; r >= 0; r--) {
    let sum = out[r]!;
    for (let k = r + 1; k < n; k++) sum -= lower[k * n + r]! * out[k]!;
    out[r] = sum / lower[r * n + r]!;
  }
  return true;
}
