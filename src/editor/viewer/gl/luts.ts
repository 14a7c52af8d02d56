import { colourOf, type Rgb } from '../../../runtime/data/colour-of.ts';

export const lutNames = [
  'grey',
  'red',
  'green',
  'blue',
  'cyan',
  'magenta',
  'yellow',
  'fire',
  'viridis',
  'magma',
  'inverted',
] as const;

const single: Readonly<Record<string, Rgb>> = {
  red: [1, 0, 0],
  green: [0, 1, 0],
  blue: [0, 0, 1],
  cyan: [0, 1, 1],
  magenta: [1, 0, 1],
  yellow: [1, 1, 0],
};
/** Ten even steps of matplotlib's magma. */
const magma = '000004180f3d440f76721f819e2f7fcd4071f1605dfd9668feca8dfcfdbf';

/**
 * A look-up table as 256 RGBA bytes.
 *
 * @param name  one of `lutNames`, or `#rrggbb`: black to that colour. Unknown names are grey.
 */
export function lutBytes(name: string): Uint8Array {
  const out = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const [red, green, blue] = lutColour(name, i / 255);
    out[i * 4] = Math.round(red * 255);
    out[i * 4 + 1] = Math.round(green * 255);
    out[i * 4 + 2] = Math.round(blue * 255);
    out[i * 4 + 3] = 255;
  }
  return out;
}

/** Colour of a place on a look-up table, 0 … 1. */
export function lutColour(name: string, at: number): Rgb {
  if (name === 'fire' || name === 'viridis') return colourOf(name, at);
  if (name === 'inverted') return [1 - at, 1 - at, 1 - at];
  if (name === 'magma') return steps(magma, at);
  const [red, green, blue] = single[name] ?? hexRgb(name) ?? [1, 1, 1];
  return [red * at, green * at, blue * at];
}

/** The colour of `#rrggbb`; `null` for other text. */
export function hexRgb(text: string): Rgb | null {
  const match = /^#([0-9a-f]{6})$/i.exec(text);
  return match?.[1] ? byteRgb(match[1], 0) : null;
}

function steps(hex: string, at: number): Rgb {
  const last = hex.length / 6 - 1;
  const place = Math.min(last, Math.max(0, at * last));
  const below = Math.min(last - 1, Math.floor(place));
  const a = byteRgb(hex, below);
  const b = byteRgb(hex, below + 1);
  const part = place - below;
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

function byteRgb(hex: string, place: number): Rgb {
  const byte = (i: number) => Number.parseInt(hex.slice(place * 6 + i * 2, place * 6 + i * 2 + 2), 16) / 255;
  return [byte(0), byte(1), byte(2)];
}
