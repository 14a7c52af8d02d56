import type { Page } from './page.ts';

/** Sizes that follow from a page. */
export interface Layout {
  /** Samples that lie together. */
  readonly together: number;
  /** Bytes of one decoded value: 1, 2, 4 or 8. */
  readonly size: 1 | 2 | 4 | 8;
  readonly across: number;
  readonly down: number;
  /** Bytes of one row of a chunk as stored (packed bits) and the whole decoded page. */
  readonly rowBytes: number;
  readonly bytes: number;
}

export function layoutOf(page: Page): Layout {
  const together = page.planar ? 1 : page.samples;
  const size = page.bits <= 8 ? 1 : page.bits <= 16 ? 2 : page.bits <= 32 ? 4 : 8;
  return {
    together,
    size,
    across: Math.ceil(page.width / page.chunkWidth),
    down: Math.ceil(page.height / page.chunkHeight),
    rowBytes: Math.ceil((page.chunkWidth * together * page.bits) / 8),
    bytes: page.width * page.height * together * size,
  };
}

/** Rows of the chunk with this index: the last strip ends with the image, a tile does not. */
export const rowsOf = (page: Page, index: number): number =>
  page.tiled ? page.chunkHeight : Math.min(page.chunkHeight, page.height - index * page.chunkHeight);
