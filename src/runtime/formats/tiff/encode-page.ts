import type { Pixels } from '../../data/frame.ts';

export const compressions = ['deflate', 'none'] as const;
export type Compression = (typeof compressions)[number];

/**
 * One page as a TIFF holds it: little-endian values, compressed as one zlib stream where asked for.
 * There is no predictor: ImageJ reads deflate only without one.
 */
export async function encodePage(
  values: Pixels | Uint32Array,
  compression: Compression,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  if (compression === 'none') return bytes.slice();
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
