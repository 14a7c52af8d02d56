import type { Transform } from '../../data/transform.ts';

/** Pixels x0 ... x0 + width - 1 and y0 ... y0 + height - 1. */
export interface Area {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The pixels of the reference whose content every frame shows.
 *
 * @param transform  drift of a movie of transform.size; displacements within a millionth of a px of whole ones count as whole.
 * @returns          the largest such area; everything for a movie without frames.
 * @throws RangeError where no pixel is seen in all frames.
 */
export function commonArea({ size, dx, dy }: Transform): Area {
  const across = commonSpan(size.x, dx);
  const down = commonSpan(size.y, dy);
  if (across.length < 1 || down.length < 1) {
    throw new RangeError(
      `the drift of ${spread(dx)} px along x and ${spread(dy)} px along y leaves no pixel of ${size.x} × ${size.y} that is seen in all frames: keep the size (fill or extend), or cut the movie in time`,
    );
  }
  return { x0: across.first, y0: down.first, width: across.length, height: down.length };
}

function commonSpan(length: number, moved: Float64Array): { readonly first: number; readonly length: number } {
  let low = 0;
  let high = length - 1;
  for (const d of moved) {
    low = Math.max(low, Math.ceil(-d - 1e-6));
    high = Math.min(high, Math.floor(length - 1 - d + 1e-6));
  }
  return { first: low, length: high - low + 1 };
}

const spread = (values: Float64Array): string =>
  (values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 0)).toFixed(1);
