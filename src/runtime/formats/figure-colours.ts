import { colourOf, hexOf } from '../data/colour-of.ts';
import type { Figure } from '../data/figure.ts';
import { type Extent, extended, nothing } from './axis-scale.ts';
import type { DrawnMark } from './figure-marks.ts';

/** Okabe and Ito's colours that red-green blind readers can tell apart, without the yellow that paper swallows. */
const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#4d4d4d'] as const;
const quiet = '#6b7785';

/** The colours of one figure: categories and colour scale are the same in all of its panels. */
export interface Colours {
  readonly categories: readonly string[];
  /** Range and name of the numbers that are shown by colour; `null` where there are none. */
  readonly scale: (Extent & { readonly name: string; readonly unit: string }) | null;
  ofCategory(category: string): string;
  /** Grey for NaN. */
  ofValue(value: number): string;
  /** Of a mark without a colour column. */
  ofMark(mark: DrawnMark): string;
}

export function figureColours(figure: Figure, marks: readonly DrawnMark[]): Colours {
  const categories: string[] = [];
  const places = new Map<string, number>();
  let extent = nothing;
  let scaled: DrawnMark | undefined;
  for (const drawn of marks) {
    if (drawn.value) scaled ??= drawn;
    for (const { category, rows } of drawn.groups) {
      if (category !== null && !places.has(category)) places.set(category, categories.push(category) - 1);
      if (drawn.value) for (const row of rows) extent = extended(extent, drawn.value[row] ?? Number.NaN, 'linear');
    }
  }
  const span = extent.to - extent.from;
  return {
    categories,
    scale: scaled ? { ...extent, name: scaled.mark.colour ?? '', unit: unitOfColour(figure, scaled) } : null,
    ofCategory: (category) => palette[(places.get(category) ?? 0) % palette.length] ?? quiet,
    ofValue: (value) =>
      Number.isFinite(value) ? hexOf(colourOf('viridis', span > 0 ? (value - extent.from) / span : 0.5)) : '#bbbbbb',
    ofMark: ({ mark }) => (mark.emphasis === 'faint' && mark.type === 'line' ? quiet : palette[0]),
  };
}

function unitOfColour(figure: Figure, { mark }: DrawnMark): string {
  const table = figure.tables.find(({ name }) => name === mark.table)?.table;
  return table?.columns.find(({ name }) => name === mark.colour)?.unit ?? '';
}
