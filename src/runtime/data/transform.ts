import type { LabelsHeader } from './movie.ts';

/**
 * Where the content of each frame has moved to, relative to the reference; px, z in planes.
 * A point at (x, y) in the reference is found at (x + dx[t], y + dy[t]) in frame t, so correcting means shifting by -dx, -dy.
 */
export interface Transform extends LabelsHeader {
  readonly type: 'shift';
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  readonly dz: Float64Array;
  /** Correlation at the found shift, 0 … 1; NaN where nothing was measured. */
  readonly quality: Float64Array;
}
