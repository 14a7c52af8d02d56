/** A region of ImageJ, in our coordinates: px, pixel centres on integers. */
export interface ImagejRoi {
  readonly name: string;
  /** `area`: closed paths, even-odd; `line`: one open path; `point`: one path whose places are the points. */
  readonly kind: 'area' | 'line' | 'point';
  readonly paths: ReadonlyArray<ReadonlyArray<readonly [x: number, y: number]>>;
  /** Frame and plane it belongs to, from 0, or `null` for all. */
  readonly t: number | null;
  readonly z: number | null;
  /** Runs along pixel edges, as ImageJ's wand does. */
  readonly isTraced?: boolean;
}

/** Offsets in the first header (64 bytes) and the second. */
export const roiHeader = {
  version: 4,
  type: 6,
  top: 8,
  left: 10,
  bottom: 12,
  right: 14,
  count: 16,
  /** Four floats: ends of a line; place and size of a rectangle or oval; or, as an integer, a long count of points. */
  floats: 18,
  composite: 36,
  subtype: 48,
  options: 50,
  position: 56,
  second: 60,
  size: 64,
} as const;
export const roiSecondHeader = { z: 8, t: 12, nameAt: 16, nameLength: 20, size: 64 } as const;

export const roiTypes = {
  polygon: 0,
  rectangle: 1,
  oval: 2,
  line: 3,
  freeLine: 4,
  polyline: 5,
  none: 6,
  freehand: 7,
  traced: 8,
  angle: 9,
  point: 10,
} as const;
/** Coordinates are floats as well; lines are drawn through pixel centres. */
export const subPixel = 128;
export const drawOffset = 256;

/** Areas count from the corner of a pixel, lines and points from its centre. */
export const areaOffset = 0.5;
