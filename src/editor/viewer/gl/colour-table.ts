import type { Rgb } from '../../../runtime/data/colour-of.ts';
import { golden } from '../id-colour.ts';

/** Whether a label is drawn: not at all, as all are, or as one of the selected. */
export const hidden = 0;
export const plain = 1;
export const chosen = 2;

/**
 * Colours by label number, as a texture that the shader looks numbers up in: any 32-bit number, exactly.
 * An open hash table of pairs (number, red | green << 8 | blue << 16 | state << 24).
 */
export interface ColourTable {
  readonly bits: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint32Array;
}
/** Steps that the shader walks before it gives up; tables are made so that no number lies further. */
export const maxProbes = 32;
const widest = 2048;

/**
 * A table of colours.
 *
 * @param entries  label number from 1 → colour 0 … 1 and `hidden`, `plain` or `chosen`.
 * @cost           O(entries); at most half of the table is filled.
 */
export function colourTable(
  entries: ReadonlyMap<number, { readonly colour: Rgb; readonly state: number }>,
): ColourTable {
  let bits = 4;
  while (1 << bits < entries.size * 2) bits++;
  for (; ; bits++) {
    const data = filled(entries, bits);
    if (!data) continue;
    const width = Math.min(1 << bits, widest);
    return { bits, width, height: (1 << bits) / width, data };
  }
}

function filled(
  entries: ReadonlyMap<number, { readonly colour: Rgb; readonly state: number }>,
  bits: number,
): Uint32Array | null {
  const mask = (1 << bits) - 1;
  const data = new Uint32Array(2 << bits);
  for (const [id, { colour, state }] of entries) {
    if (id === 0) continue;
    let place = Math.imul(id, golden) >>> (32 - bits);
    let probes = 0;
    while (data[place * 2] !== 0) {
      if (++probes >= maxProbes) return null;
      place = (place + 1) & mask;
    }
    data[place * 2] = id;
    data[place * 2 + 1] = (byte(colour[0]) | (byte(colour[1]) << 8) | (byte(colour[2]) << 16) | (state << 24)) >>> 0;
  }
  return data;
}

const byte = (part: number): number => Math.round(Math.min(1, Math.max(0, part)) * 255);
