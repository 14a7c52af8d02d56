import type { Calibration, Channel } from '../../data/movie.ts';
import { type PlaneOrder, planeOrder } from '../axes.ts';
import { decodeText } from '../text.ts';
import { numbersOf } from './directory.ts';
import type { TiffFile } from './file.ts';

/** A stack of Micro-Manager: its pages lie in the order of recording, which the index tells. */
export interface MicroManager {
  readonly order: PlaneOrder;
  readonly channels: readonly Channel[];
  readonly calibration: Calibration;
}

/** Numbers that stand before the offset of the index, the index itself and the summary. */
const marks = { indexOffset: 54_773_648, index: 3_453_623, summary: 2_355_492 } as const;
const longestSummary = 1 << 24;

/**
 * Reads the index and the summary that Micro-Manager writes into its stacks; `null` where there are none, or where the
 * images are not one for each time, channel and plane of a single position.
 *
 * @source Micro-Manager file formats: image file stacks.
 */
export async function readMicroManager(file: TiffFile): Promise<MicroManager | null> {
  const { bytes } = file.head;
  const { window, littleEndian, big } = bytes;
  const head = big ? null : await window.view(8, 32);
  if (head?.getUint32(0, littleEndian) !== marks.indexOffset) return null;
  const at = head.getUint32(4, littleEndian);
  const entries = await indexAt(file, at);
  if (!entries) return null;
  const columns = [0, 1, 2, 3].map((which) => entries.map((entry) => entry[which] ?? 0));
  const [channels = [], depths = [], times = [], positions = []] = columns.map((values) =>
    [...new Set(values)].sort((a, b) => a - b),
  );
  const counts = { t: times.length, c: channels.length, z: depths.length };
  if (positions.length > 1 || counts.t * counts.c * counts.z !== entries.length) return null;
  const pages = new Int32Array(entries.length).fill(-1);
  const inOrder = planeOrder('tcz', counts);
  const [placeOfC, placeOfZ, placeOfT] = [channels, depths, times].map(
    (all) => new Map(all.map((value, i) => [value, i])),
  );
  entries.forEach(([c = 0, z = 0, t = 0], page) => {
    pages[inOrder.index(placeOfT?.get(t) ?? 0, placeOfC?.get(c) ?? 0, placeOfZ?.get(z) ?? 0)] = page;
  });
  if (pages.includes(-1)) return null;
  const hasSummary = head.getUint32(24, littleEndian) === marks.summary;
  const summary = hasSummary ? await jsonAt(file, 40, head.getUint32(28, littleEndian)) : {};
  const positive = (name: string, scale = 1): number | null => {
    const value = Number(summary[name] ?? Number.NaN) * scale;
    return Number.isFinite(value) && value > 0 ? value : null;
  };
  const pixel = positive('PixelSize_um');
  const names = Array.isArray(summary['ChNames']) ? (summary['ChNames'] as readonly unknown[]) : [];
  return {
    order: { ...counts, index: (t, c, z) => pages[inOrder.index(t, c, z)] ?? -1 },
    channels: channels.map((c, i) => ({ name: String(names[c] ?? `Channel ${i + 1}`), colour: null })),
    calibration: {
      pixelSize_um: { x: pixel, y: pixel, z: counts.z > 1 ? positive('z-step_um') : null },
      frameInterval_s: positive('Interval_ms', 1e-3),
      times_s: null,
    },
  };
}

/** Channel, plane, time and position of each page, in the order of the file; `null` where they are not those of its pages. */
async function indexAt({ head, pages }: TiffFile, at: number): Promise<readonly Float64Array[] | null> {
  const { bytes } = head;
  const begin = await numbersOf(bytes, { type: 4, count: 2, at }, 2);
  const [mark, count = 0] = begin ?? [];
  if (mark !== marks.index || count !== pages.length) return null;
  const numbers = await numbersOf(bytes, { type: 4, count: count * 5, at: at + 8 }, count * 5);
  if (!numbers) return null;
  const entries = Array.from({ length: count }, (_, i) => numbers.subarray(5 * i, 5 * i + 5));
  return entries.sort((a, b) => (a[4] ?? 0) - (b[4] ?? 0));
}

async function jsonAt({ head }: TiffFile, at: number, length: number): Promise<Readonly<Record<string, unknown>>> {
  const view = length <= longestSummary ? await head.bytes.window.view(at, length) : null;
  if (!view) return {};
  try {
    const json: unknown = JSON.parse(decodeText(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)));
    return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
