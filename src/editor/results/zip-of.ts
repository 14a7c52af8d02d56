import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { SavedFile } from '../session/session.ts';
import { breathe } from './export-file.ts';

const slice = 1 << 20;
/** One archive without the 64-bit extension holds no more. */
const mostBytes = 2 ** 32 - 1;
const packed = /\.(?:tiff?|png|zip)$/i;

/**
 * Files as one zip archive, a MiB at a time so that the page stays responsive; images are stored as they are.
 *
 * @param report  told how much is done, 0 … 1.
 * @throws RangeError above 4 GB.
 */
export async function zipOf(
  files: readonly Pick<SavedFile, 'name' | 'blob'>[],
  report: (done: number) => void = () => {},
): Promise<Blob> {
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  if (total > mostBytes) {
    throw new RangeError(`${(total / 1e9).toFixed(1)} GB do not fit one archive: download the large files one by one`);
  }
  const parts: Blob[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
  });
  let done = 0;
  for (const { name, blob } of files) {
    const entry = packed.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    // A time of its own would give other bytes each time.
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    let at = 0;
    do {
      const end = Math.min(blob.size, at + slice);
      entry.push(new Uint8Array(await blob.slice(at, end).arrayBuffer()), end === blob.size);
      done += end - at;
      at = end;
      report(total === 0 ? 1 : done / total);
      await breathe();
    } while (at < blob.size);
  }
  zip.end();
  if (failure) throw failure;
  return new Blob(parts, { type: 'application/zip' });
}
