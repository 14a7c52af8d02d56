/** Lines, polygons and points drawn by the user or found; coordinates in px, pixel centres on integers. */
export interface Shapes {
  readonly shapes: readonly Shape[];
}
export interface Shape {
  readonly type: 'line' | 'polygon' | 'point';
  readonly name: string;
  /** Frame it belongs to, or `null` for all. */
  readonly t: number | null;
  readonly points: ReadonlyArray<readonly [x: number, y: number]>;
}
