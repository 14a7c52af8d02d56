import type { Rgb } from '../../runtime/data/colour-of.ts';

/** Multiplier of Fibonacci hashing, 2^32 / golden ratio: neighbouring numbers end far apart. */
export const golden = 0x9e3779b9;

/**
 * Colour of a label, track or lineage by its number: the same in pictures, plots and trees.
 *
 * @param id  whole number from 1, up to 2^32 - 1.
 * @returns   red, green and blue, 0 … 1; bright on black, told apart from its neighbours in number.
 */
export function idColour(id: number): Rgb {
  const hue = ((Math.imul(id, golden) >>> 8) / 2 ** 24) * 6;
  return [part(hue), part(hue + 4), part(hue + 2)];
}

/** As the shader does it: a quarter of white keeps blue readable on black. */
const part = (turn: number): number => 0.25 + 0.75 * Math.min(1, Math.max(0, Math.abs((turn % 6) - 3) - 1));
