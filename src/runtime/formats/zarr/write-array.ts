import { zlibSync } from 'fflate';
import type { OutputFolder } from '../../node/files.ts';
import { writeText } from '../write-text.ts';

/** Numbers of a chunk: large enough that a graph is a few files. */
const chunkNumbers = 2 ** 20;

const types = new Map<unknown, string>([
  [Uint8Array, '|u1'],
  [Uint32Array, '<u4'],
  [BigUint64Array, '<u8'],
  [Float64Array, '<f8'],
]);
type Numbers = Uint8Array | Uint32Array | BigUint64Array | Float64Array;

/** In ASCII: zarr-python 2 reads nothing else. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

/** A Zarr group of version 2; attributes where there are any. */
export async function writeZarrGroup(out: OutputFolder, path: string, attributes?: unknown): Promise<void> {
  await writeText(out, `${path}/.zgroup`, [json({ zarr_format: 2 })]);
  if (attributes !== undefined) await writeText(out, `${path}/.zattrs`, [json(attributes)]);
}

/**
 * A Zarr array of version 2, zlib; the same numbers give the same bytes everywhere.
 *
 * @param values   rows × columns numbers.
 * @param columns  `null`: an array of one axis.
 * @param isBool   values are 0 and 1, and called bool.
 */
export async function writeZarrArray(
  out: OutputFolder,
  path: string,
  values: Numbers,
  columns: number | null = null,
  isBool = false,
): Promise<void> {
  const width = columns ?? 1;
  const rows = values.length / width;
  const chunkRows = Math.max(1, Math.min(rows, Math.floor(chunkNumbers / width)));
  const axes = (first: number): readonly number[] => (columns === null ? [first] : [first, columns]);
  const header = {
    zarr_format: 2,
    shape: axes(rows),
    chunks: axes(chunkRows),
    dtype: isBool ? '|b1' : types.get(values.constructor),
    compressor: { id: 'zlib', level: 6 },
    fill_value: isBool ? false : 0,
    filters: null,
    order: 'C',
  };
  await writeText(out, `${path}/.zarray`, [json(header)]);
  for (let start = 0; start < rows; start += chunkRows) {
    const part = values.subarray(start * width, (start + chunkRows) * width);
    // Chunks at the end are as long as the others.
    const chunk = new Uint8Array(chunkRows * width * values.BYTES_PER_ELEMENT);
    chunk.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    const number = start / chunkRows;
    const file = await out.create(`${path}/${columns === null ? number : `${number}.0`}`);
    await file.append(zlibSync(chunk, { level: 6 }));
    await file.close();
  }
}
