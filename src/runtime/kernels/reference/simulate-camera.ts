import { portableExp } from './portable-math.ts';
import type { Random } from './random.ts';

/** What lies between the specimen and the numbers in the file. */
export interface Camera {
  /** Grey value of an unlit pixel. */
  readonly offset: number;
  /** Grey values per photoelectron. */
  readonly gain: number;
  /** Standard deviation of the read noise, photoelectrons. */
  readonly readNoise: number;
}

/** Part of the fluorescence that never bleaches. */
const bleachFloor = 0.25;

/**
 * Fluorescence left at frame t of an exponentially bleaching specimen: 0.25 + 0.75 · exp(-t / tau).
 *
 * @param tau  time constant, frames; 0 means no bleaching.
 */
export function bleaching(t: number, tau: number): number {
  return tau > 0 ? bleachFloor + (1 - bleachFloor) * portableExp(-t / tau) : 1;
}

/**
 * What a noise-free camera shows: offset + gain · electrons.
 *
 * @param electrons  expected photoelectrons per pixel.
 */
export function expectedGreyValues(electrons: Float32Array, camera: Camera): Float32Array {
  const out = new Float32Array(electrons.length);
  for (let i = 0; i < out.length; i++) out[i] = camera.offset + camera.gain * electrons[i]!;
  return out;
}

/**
 * An exposure: Poisson shot noise and normal read noise, then gain, offset, rounding and saturation.
 * Mean offset + gain · e; variance gain² · (e + readNoise²) + 1/12 for rounding, away from 0 and 65,535.
 *
 * @param electrons  expected photoelectrons per pixel; NaN gives 0.
 * @returns          grey values, 0 … 65,535.
 * @cost             about 30 ns a pixel.
 */
export function expose(electrons: Float32Array, camera: Camera, random: Random): Uint16Array {
  const counted = new Float32Array(electrons.length);
  countPhotons(electrons, counted, random);
  const { offset, gain, readNoise } = camera;
  const out = new Uint16Array(electrons.length);
  for (let i = 0; i < out.length; i++) {
    const grey = offset + gain * (counted[i]! + readNoise * random.normal());
    out[i] = grey > 0 ? (grey < 65535 ? (grey + 0.5) | 0 : 65535) : 0;
  }
  return out;
}

/** A loop of its own, as the compiler would no longer inline both kinds of random numbers into one. */
function countPhotons(electrons: Float32Array, out: Float32Array, random: Random): void {
  for (let i = 0; i < out.length; i++) out[i] = random.poisson(electrons[i]!);
}
