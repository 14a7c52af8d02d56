import type { Table } from './table.ts';

/** A plot specification with its data: plain data, drawn to the same SVG by every host, exported as SVG and CSV. */
export interface Figure {
  readonly title: string;
  /** All data that is drawn; the first is what a reader wants as CSV beside the picture. */
  readonly tables: readonly FigureTable[];
  /** In reading order; several are drawn as small multiples with the same ranges on all axes. */
  readonly panels: readonly Panel[];
  readonly cautions: readonly string[];
}
interface FigureTable {
  readonly name: string;
  readonly table: Table;
}
/** One pair of axes. */
export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** One unit is as long on x as on y: image planes. */
  readonly equalAspect?: boolean;
  /** Drawn in this order. */
  readonly marks: readonly Mark[];
}
export interface Axis {
  readonly label: string;
  readonly unit: string;
  /** `log`: values that are not above 0 are not drawn. */
  readonly scale?: 'linear' | 'log';
  /** Values grow to the left or downwards, as rows of an image do. */
  readonly reversed?: boolean;
}
/**
 * What is drawn of the rows of a table, columns by name. Rows are taken in their order; NaN breaks a line and leaves out a
 * dot, a bar or a stretch of a band.
 */
export interface Mark {
  /**
   * `line` through (x, y); `dots` at (x, y); `bars` from x to `right`, from 0 to y; `band` over x between y and `high`.
   */
  readonly type: 'line' | 'dots' | 'bars' | 'band';
  /** Name of the table among the figure's. */
  readonly table: string;
  readonly x: string;
  readonly y: string;
  /** Upper bound of a band. */
  readonly high?: string;
  /** Right edge of bars. */
  readonly right?: string;
  /** Only rows where the column is this text, or this number. */
  readonly where?: { readonly column: string; readonly is: string | number };
  /** One line, or one band, for each value. */
  readonly series?: string;
  /** Text: one colour for each value, the same in all panels. Numbers: a colour scale; not for bands. */
  readonly colour?: string;
  /** Area of dots in proportion to the values. */
  readonly size?: string;
  /** Text of the legend; no entry where left out. */
  readonly label?: string;
  readonly emphasis: 'faint' | 'normal' | 'strong';
}
