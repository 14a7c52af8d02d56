import type { Figure } from '../data/figure.ts';
import type { Place } from './draw-mark.ts';
import { type Colours, figureColours } from './figure-colours.ts';
import { type Grid, layOut, type PlacedPanel, pageWidth, type Zoom } from './figure-layout.ts';
import { drawLegend } from './figure-legend.ts';
import { type DrawnMark, drawnMark } from './figure-marks.ts';
import { wrapText } from './svg-text.ts';

export const titleSize = 16;
export const noteSize = 11;

/** What a figure draws, whatever the page. */
export interface FigureParts {
  /** By panel. */
  readonly marks: readonly (readonly DrawnMark[])[];
  readonly colours: Colours;
}
/** A figure with all of its parts in their places, px. */
export interface FigurePage {
  readonly figure: Figure;
  readonly width: number;
  readonly height: number;
  /** Lines of the title. */
  readonly title: readonly string[];
  readonly legend: { readonly svg: string; readonly height: number };
  readonly grid: Grid;
  readonly colours: Colours;
  /** Lines below the panels: cautions, and that points were left out. */
  readonly notes: readonly string[];
  readonly notesTop: number;
}
/** A page of another size than that for print, and other ranges of the axes: a screen. */
export interface PageOptions {
  readonly width?: number;
  /** Panels are made as high as fits it, but never too low to read; then the page is higher. */
  readonly height?: number;
  readonly zoom?: Zoom;
}

/** @throws RangeError naming a table or column that a mark asks for and the figure lacks. */
export function figureParts(figure: Figure): FigureParts {
  const marks = figure.panels.map((panel) => panel.marks.map((mark) => drawnMark(figure, mark)));
  return { marks, colours: figureColours(figure, marks.flat()) };
}

/**
 * Lays a figure out.
 * @param parts  `figureParts(figure)`, where they are at hand.
 * @cost O(points)
 */
export function figurePage(
  figure: Figure,
  { marks, colours }: FigureParts = figureParts(figure),
  options: PageOptions = {},
): FigurePage {
  const width = options.width ?? pageWidth(figure.panels.length);
  const title = wrapText(figure.title, titleSize, width - 32);
  let top = title.length > 0 ? 14 + title.length * 21 : 12;
  const legend = drawLegend(marks.flat(), colours, 16, top + 2, width - 32);
  top += legend.height + 12;
  const notes = notesOf(
    figure,
    marks.flat().flatMap(({ thinned }) => thinned ?? []),
    width,
  );
  const notesHeight = notes.length * 15 + 10;
  const room = options.height === undefined ? null : options.height - top - notesHeight;
  const grid = layOut(figure, marks, top, width, room, options.zoom);
  return {
    figure,
    width,
    height: Math.ceil(top + grid.height + notesHeight),
    title,
    legend,
    grid,
    colours,
    notes,
    notesTop: top + grid.height + 12,
  };
}

function notesOf(figure: Figure, thinned: readonly string[], width: number): readonly string[] {
  const cautions = figure.cautions.map((caution) => `Caution: ${caution}.`);
  const all = [...cautions, ...[...new Set(thinned)].map((note) => `Note: ${note}.`)];
  return all.flatMap((note) => wrapText(note.replace(/\.\.$/, '.'), noteSize, width - 32));
}

/** From data to px in a panel. */
export function placeIn({ panel, x, y, left, top, width, height }: PlacedPanel): Place {
  const bottom = top + height;
  const up = (fraction: number) => (panel.y.reversed ? top + fraction * height : bottom - fraction * height);
  const zero = y.at(0);
  return {
    x: (value) => left + (panel.x.reversed ? 1 - x.at(value) : x.at(value)) * width,
    y: (value) => up(y.at(value)),
    foot: zero >= 0 && zero <= 1 ? up(zero) : bottom,
    top,
    bottom,
  };
}
