import { FormatError } from '../format-error.ts';
import { lengthUnits, timeUnits } from '../units.ts';
import { pagesInRow, type TiffFile } from './file.ts';
import type { Page } from './page.ts';

/** What ImageJ writes into the first page's description. */
export interface ImageJ {
  readonly images: number;
  readonly channels: number;
  readonly slices: number;
  readonly frames: number;
  /** Shown as a hyperstack: then slices are slices. A plain stack calls anything slices, also the frames of a movie. */
  readonly hyperstack: boolean;
  /** µm per pixel; `null` where not recorded. */
  readonly pixelSize_um: { readonly x: number | null; readonly y: number | null; readonly z: number | null };
  readonly frameInterval_s: number | null;
}

/**
 * Reads an ImageJ description; `null` where the file has none. `fps` is the speed of playing, not of recording, and is
 * not read; nor are look-up tables and overlays.
 */
export function readImageJ(file: TiffFile): ImageJ | null {
  if (!file.description.startsWith('ImageJ=')) return null;
  const entries = new Map<string, string>();
  for (const line of file.description.split(/[\r\n]+/)) {
    const at = line.indexOf('=');
    if (at > 0 && !entries.has(line.slice(0, at))) entries.set(line.slice(0, at), line.slice(at + 1).trim());
  }
  const count = (key: string): number => {
    const value = Number(entries.get(key) ?? 1);
    return Number.isSafeInteger(value) && value >= 1 ? value : 1;
  };
  const positive = (key: string): number | null => {
    const value = Math.abs(Number(entries.get(key) ?? Number.NaN));
    return Number.isFinite(value) && value > 0 ? value : null;
  };
  const scaleOf = (key: string): number | null => {
    const unit = entries.get(key);
    return unit === undefined ? null : (lengthUnits[plainUnit(unit)] ?? null);
  };
  const x = scaleOf('unit');
  const y = entries.has('yunit') ? scaleOf('yunit') : x;
  const z = entries.has('zunit') ? scaleOf('zunit') : x;
  const spacing = positive('spacing');
  const interval = positive('finterval');
  const time = timeUnits[entries.get('tunit')?.toLowerCase() ?? 'sec'];
  return {
    images: count('images'),
    channels: count('channels'),
    slices: count('slices'),
    frames: count('frames'),
    hyperstack: entries.get('hyperstack') === 'true',
    pixelSize_um: {
      x: x !== null && file.spacing.x > 0 ? x * file.spacing.x : null,
      y: y !== null && file.spacing.y > 0 ? y * file.spacing.y : null,
      z: z !== null && spacing !== null ? z * spacing : null,
    },
    frameInterval_s: interval !== null && time !== undefined ? interval * time : null,
  };
}

/** "µm" is written with either mu, escaped as \u00B5, or in Latin-1 read as UTF-8. */
const plainUnit = (unit: string): string =>
  unit
    .replace(/\\u00b5/i, 'µ')
    .replace('\u03bc', 'µ')
    .replace('Âµ', 'µ')
    .toLowerCase();

/**
 * The pages of an ImageJ file. Above 4 GB ImageJ writes one directory only, the pixels of all images following each other
 * from its first strip on; elsewhere the directories are what counts, whatever the description says.
 *
 * @param whole  whether all images that it states must be there: else those that are there are taken.
 * @throws FormatError where there is one directory, more pixels behind it, but not those of all images.
 */
export async function imageJPages(file: TiffFile, imageJ: ImageJ, whole: boolean): Promise<readonly Page[]> {
  const inRow = imageJ.images < 2 ? null : await pagesInRow(file, imageJ.images);
  if (!inRow || inRow.length < 2) return file.pages;
  if (whole && inRow.length < imageJ.images) {
    throw new FormatError(
      'damaged',
      { file: file.name },
      `it says it has ${imageJ.images} images, but its bytes hold only ${inRow.length}: the file is cut off; to take these ${inRow.length} set the parameter axes (t for time points)`,
    );
  }
  return inRow;
}
