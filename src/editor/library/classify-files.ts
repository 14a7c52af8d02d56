/** What can be done with a file that was dropped or chosen, judged by its name and its first bytes. */
export type FileUse =
  /** TIFF: a movie, or labels; may carry the graph that made it. */
  | 'image'
  /** May carry the graph that made it. */
  | 'result'
  | 'json'
  | 'unknown';

const tiffMagics = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'];

/**
 * Judges a file.
 *
 * @param name  its name.
 * @param head  its first bytes, 16 will do.
 */
export function fileUse(name: string, head: Uint8Array): FileUse {
  const start = String.fromCharCode(...head.subarray(0, 16));
  if (tiffMagics.some((magic) => start.startsWith(magic))) return 'image';
  if (start.startsWith('\x89PNG')) return 'result';
  if (/\.(csv|svg)$/i.test(name)) return 'result';
  // A graph that lost its ending, as chat programs do.
  if (/\.json$/i.test(name) || /^(\xef\xbb\xbf)?\s*\{/.test(start)) return 'json';
  return 'unknown';
}

const elsewhere: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\.(czi|lif|nd2|oib|oif|lsm|vsi|ims|dv|stk|sld)$/i, 'a microscope maker’s format'],
  [/\.(avi|mp4|mov|mkv|webm)$/i, 'a video, compressed for the eye'],
  [/\.(jpe?g|gif|bmp|webp)$/i, 'a picture without a scale or time'],
  [/\.(zarr|h5|hdf5|n5)$/i, 'a format for large volumes'],
  [/\.tiff?$/i, 'called TIFF, but its first bytes are not a TIFF’s'],
];
/** Why a file can't be opened and what to do, two sentences. */
export function refusalOf(name: string): string {
  const what = elsewhere.find(([pattern]) => pattern.test(name))?.[1];
  return `${name} is ${what ?? 'of a kind that Cellwire doesn’t know'}. Cellwire opens movies as TIFF, ImageJ or OME-TIFF (Fiji can save nearly everything as TIFF), graphs as JSON, and its own tables, figures and images.`;
}

const natural = new Intl.Collator('en', { numeric: true });
/** Files of one movie in the order of their names: t2 before t10. */
export const inOrder = <F extends { readonly name: string }>(files: readonly F[]): readonly F[] =>
  [...files].sort((a, b) => natural.compare(a.name, b.name));
