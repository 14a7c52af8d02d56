import type { Calibration } from '../../data/movie.ts';
import { type PlaneOrder, planeOrder } from '../axes.ts';
import { FormatError } from '../format-error.ts';
import { lengthUnits } from '../units.ts';
import { type Field, mostPages, numbersOf, type TiffBytes, textOf } from './directory.ts';
import { pagesInRow, type TiffFile } from './file.ts';
import type { Page } from './page.ts';

/** A MetaMorph stack: one directory, the planes following each other. */
export interface Stk {
  readonly pages: readonly Page[];
  /** `null` where its planes may be times or depths. */
  readonly order: PlaneOrder | null;
  readonly calibration: Calibration;
}

const tags = { uic1: 33_628, uic2: 33_629 } as const;
/** Of the pairs in UIC1: whether it is calibrated, and where the numbers are. */
const ids = { calibrated: 3, x: 4, y: 5, unit: 6 } as const;
const dayMs = 86_400_000;

/**
 * Reads what MetaMorph writes beside the first plane; `null` where the file is none of its stacks.
 *
 * Planes with a distance in z are depths, planes without any are times: neither is taken for the other.
 *
 * @param whole  whether all planes that it states must be there: else those that are there are taken.
 * @throws FormatError where the file ends before its planes do, or its pixels are compressed.
 * @source MetaMorph Stack (STK) Image File Format, 2008: UIC1Tag, UIC2Tag.
 */
export async function readStk(file: TiffFile, whole: boolean): Promise<Stk | null> {
  const { bytes, directory } = file.head;
  const uic2 = directory.get(tags.uic2);
  if (!uic2 || file.pages.length > 1 || uic2.count > mostPages) return null;
  const planes = await longs(bytes, uic2, 6);
  if (!planes || uic2.count === 0) return null;
  const pages = uic2.count === 1 ? file.pages : await pagesOf(file, uic2.count, whole);
  const distances = column(planes, 0).map((above, i) => above / Math.max(1, planes[6 * i + 1] ?? 1));
  const days = column(planes, 2);
  const times = column(planes, 3).map((ms, i) => (((days[i] ?? 0) - (days[0] ?? 0)) * dayMs + ms) / 1000);
  const count = pages.length;
  const isDepth = count > 1 && distances.slice(1, count).every((distance) => distance !== 0);
  const isTime = distances.slice(0, count).every((distance) => distance === 0);
  const stamps = Float64Array.from(times.slice(0, count), (time) => time - (times[0] ?? 0));
  const goForward = stamps.every((time, i) => i === 0 || time > (stamps[i - 1] ?? 0));
  const scale = await scaleOf(bytes, directory.get(tags.uic1));
  const axis = isDepth ? 'z' : isTime ? 't' : null;
  return {
    pages,
    order: axis && planeOrder(axis, { t: 1, c: 1, z: 1, [axis]: count }),
    calibration: {
      pixelSize_um: { ...scale, z: isDepth ? stepOf(distances.slice(1, count)) : null },
      frameInterval_s: null,
      times_s: isTime && count > 1 && goForward ? stamps : null,
    },
  };
}

/** A field whose values are of `each` LONGs, whatever type it states. */
const longs = (bytes: TiffBytes, field: Field, each: number): Promise<Float64Array | null> =>
  numbersOf(bytes, { type: 4, count: field.count * each, at: field.at }, mostPages * 6);

const column = (planes: Float64Array, which: number): readonly number[] =>
  Array.from({ length: planes.length / 6 }, (_, i) => planes[6 * i + which] ?? 0);

/** The distance of planes in µm, where it is the same for all. */
function stepOf(distances: readonly number[]): number | null {
  const step = Math.abs(distances[0] ?? 0);
  return step > 0 && distances.every((one) => Math.abs(Math.abs(one) - step) <= 1e-6 * step) ? step : null;
}

async function pagesOf(file: TiffFile, count: number, whole: boolean): Promise<readonly Page[]> {
  const inRow = await pagesInRow(file, count);
  const place = { file: file.name };
  if (!inRow) {
    throw new FormatError('unsupported', place, 'a MetaMorph stack whose planes do not follow each other as they are');
  }
  if (whole && inRow.length < count) {
    throw new FormatError(
      'damaged',
      place,
      `it says it has ${count} planes, but its bytes hold only ${inRow.length}: the file is cut off; to take what is there set the parameter axes (t for time points)`,
    );
  }
  return inRow;
}

async function scaleOf(bytes: TiffBytes, uic1: Field | undefined): Promise<{ x: number | null; y: number | null }> {
  const pairs = uic1 && uic1.count > 1 && uic1.count < 1000 ? await longs(bytes, uic1, 2) : null;
  const nothing = { x: null, y: null };
  if (!pairs) return nothing;
  const found = new Map(Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1] ?? 0]));
  if (found.get(ids.calibrated) !== 1) return nothing;
  const unitAt = found.get(ids.unit) ?? 0;
  const length = (await numbersOf(bytes, { type: 4, count: 1, at: unitAt }, 1))?.[0] ?? 0;
  const unit = await textOf(bytes, { type: 2, count: length, at: unitAt + 4 }, 64);
  const micrometres = unit === null ? undefined : lengthUnits[unit.trim().toLowerCase()];
  const pixel = async (id: number): Promise<number | null> => {
    const parts = await numbersOf(bytes, { type: 4, count: 2, at: found.get(id) ?? 0 }, 2);
    const value = parts && micrometres !== undefined ? ((parts[0] ?? 0) / (parts[1] ?? 0)) * micrometres : 0;
    return Number.isFinite(value) && value > 0 ? value : null;
  };
  return { x: await pixel(ids.x), y: await pixel(ids.y) };
}
