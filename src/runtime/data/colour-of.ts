export const colourMaps = ['spectrum', 'fire', 'ice', 'viridis', 'grey'] as const;
export type ColourMap = (typeof colourMaps)[number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** Corners of a piecewise linear curve, positions 0 … 31 and values 0 … 255. */
type Corners = ReadonlyArray<readonly [at: number, value: number]>;

const corners: Readonly<Record<'fire' | 'ice', readonly [Corners, Corners, Corners]>> = {
  fire: [
    [
      [2, 0],
      [8, 146],
      [17, 252],
      [18, 255],
    ],
    [
      [12.4, 0],
      [17, 101],
      [27, 248],
      [28, 255],
    ],
    [
      [0, 0],
      [1, 61],
      [4, 165],
      [6, 220],
      [7, 227],
      [8, 210],
      [15, 5],
      [16, 0],
      [26, 0],
      [28, 98],
      [31, 255],
    ],
  ],
  ice: [
    [
      [5, 0],
      [8, 50],
      [9, 48],
      [14, 186],
      [18, 242],
      [19, 250],
      [29, 251],
      [31, 230],
    ],
    [
      [0, 156],
      [5, 196],
      [7, 184],
      [14, 81],
      [17, 97],
      [22, 85],
      [29, 0],
    ],
    [
      [0, 140],
      [5, 176],
      [6, 209],
      [8, 234],
      [9, 225],
      [12, 250],
      [15, 250],
      [18, 230],
      [23, 142],
      [29, 64],
      [30, 26],
    ],
  ],
};
/** Polynomials in the position, constant term first. */
const viridis: readonly (readonly number[])[] = [
  [0.278, -0.197, 2.634, -15.032, 23.052, -7.991, -1.762],
  [0.005, 1.46, -0.533, -2.592, 8.111, -8.426, 2.88],
  [0.339, 0.911, 5.445, -41.557, 98.905, -102.503, 38.595],
];

/**
 * Colour of a position on a named colour map.
 *
 * @param map       `spectrum` runs once through all hues, `fire` from black over red to white, `ice` from green over blue to
 *                  red, `viridis` from dark purple to yellow with even steps of lightness, `grey` from black to white.
 * @param fraction  0 … 1; beyond is taken as the nearer end, NaN as 0.
 * @returns         red, green and blue, each 0 … 1.
 * @source          ImageJ's tables of the same names: spectrum equal to 2 of 255; fire and ice follow their corners.
 *                  viridis: a fit of degree 6 to matplotlib's table, at most 3.2 of 255 away.
 */
export function colourOf(map: ColourMap, fraction: number): Rgb {
  const at = fraction > 0 ? Math.min(1, fraction) : 0;
  if (map === 'grey') return [at, at, at];
  if (map === 'spectrum') return [hue(at, 0), hue(at, 1 / 3), hue(at, 2 / 3)];
  if (map === 'viridis') return [polynomial(viridis[0], at), polynomial(viridis[1], at), polynomial(viridis[2], at)];
  const [red, green, blue] = corners[map];
  return [curve(red, at * 31), curve(green, at * 31), curve(blue, at * 31)];
}

/** `#rrggbb` of a colour. */
export const hexOf = (colour: Rgb): string =>
  `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Fully saturated hue at `at` turns; a primary is 1 within a sixth of a turn of its own place. */
function hue(at: number, place: number): number {
  const turn = Math.abs(((at - place + 1.5) % 1) - 0.5);
  return clamp(2 - 6 * turn);
}

function polynomial(terms: readonly number[] | undefined, x: number): number {
  let sum = 0;
  for (const term of [...(terms ?? [])].reverse()) sum = sum * x + term;
  return clamp(sum);
}

function curve(points: Corners, at: number): number {
  const next = points.findIndex(([place]) => place > at);
  const after = points[next];
  const before = points[next - 1];
  if (!after) return (points[points.length - 1]?.[1] ?? 0) / 255;
  if (!before) return after[1] / 255;
  return (before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0])) / 255;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
