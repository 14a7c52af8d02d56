import type { Table } from './table.ts';

/** A plot specification with its data; drawn by the editor, exported as SVG and CSV. */
export interface Figure {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly cautions: readonly string[];
}
/** One pair of axes. */
export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}
export interface Axis {
  readonly label: string;
  readonly unit: string;
}
/** Columns of `table` by name. `series` splits lines; `low` and `high` bound a band. */
export interface Mark {
  readonly type: 'line' | 'dots' | 'bars' | 'band';
  readonly table: Table;
  readonly x: string;
  readonly y: string;
  readonly series?: string;
  readonly high?: string;
  /** Text of the legend; no entry where left out. */
  readonly label?: string;
  readonly emphasis: 'faint' | 'normal' | 'strong';
}
