import type { Calibration, Size } from '../../data/movie.ts';
import type { OutputFile } from '../../node/files.ts';
import type { Compression } from './encode-page.ts';
import { rationalOf } from './rational.ts';

export type PixelType = 'uint8' | 'uint16' | 'uint32' | 'float32';

export interface TiffContent {
  readonly size: Size;
  readonly type: PixelType;
  readonly calibration: Calibration;
  readonly compression: Compression;
  /** The graph that made the pixels, one line of JSON; left out where empty. */
  readonly provenance?: string;
}

const bitsOf = { uint8: 8, uint16: 16, uint32: 32, float32: 32 } as const;
/** Classic TIFF counts bytes in 32 bits. */
const mostClassicBytes = 2 ** 32 - 1;
const headerBytes = 16;

/**
 * Writes an ImageJ hyperstack page by page.
 *
 * The pixels follow each other from the first page on, as ImageJ wants them where uncompressed; all directories stand
 * behind them, and the header, for which room is left, is written last: so a file above 4 GB becomes BigTIFF.
 *
 * @throws RangeError from `finish` where the pages are not as many as the size asks for.
 */
export class TiffWriter {
  readonly #out: OutputFile;
  readonly #content: TiffContent;
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];

  private constructor(out: OutputFile, content: TiffContent) {
    this.#out = out;
    this.#content = content;
  }

  static async start(out: OutputFile, content: TiffContent): Promise<TiffWriter> {
    await out.append(new Uint8Array(headerBytes));
    return new TiffWriter(out, content);
  }

  /** The next page as `encodePage` gives it: channels run fastest, then planes, then time. */
  async append(page: Uint8Array): Promise<void> {
    this.#offsets.push(this.#out.length);
    this.#lengths.push(page.length);
    await this.#out.append(page);
  }

  async finish(): Promise<void> {
    const { size } = this.#content;
    const wanted = size.t * size.c * size.z;
    if (this.#offsets.length !== wanted || wanted === 0) {
      throw new RangeError(`${this.#offsets.length} pages of a stack of ${size.t} × ${size.c} × ${size.z}; at least 1`);
    }
    if (this.#out.length % 8 !== 0) await this.#out.append(new Uint8Array(8 - (this.#out.length % 8)));
    const start = this.#out.length;
    const classic = directories(this.#content, this.#offsets, this.#lengths, start, false);
    const big = start + classic.length > mostClassicBytes;
    await this.#out.append(big ? directories(this.#content, this.#offsets, this.#lengths, start, true) : classic);
    await this.#out.patch(0, header(start, big));
    await this.#out.close();
  }
}

function header(first: number, big: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes));
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, BigInt(first), true);
  } else view.setUint32(4, first, true);
  return new Uint8Array(view.buffer);
}

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 5 | 16, values: readonly number[]];

/** All directories, and behind them what doesn't fit into their entries, as they stand at `start` of the file. */
function directories(
  content: TiffContent,
  offsets: readonly number[],
  lengths: readonly number[],
  start: number,
  big: boolean,
): Uint8Array {
  const { size, type, compression } = content;
  const { x, y } = scalesOf(content);
  const text = [...new TextEncoder().encode(`${imageJDescription(content)}\0`)];
  const common: readonly Entry[] = [
    [256, 4, [size.x]],
    [257, 4, [size.y]],
    [258, 3, [bitsOf[type]]],
    [259, 3, [compression === 'none' ? 1 : 8]],
    [262, 3, [1]],
    [277, 3, [1]],
    [278, 4, [size.y]],
    [339, 3, [type === 'float32' ? 3 : 1]],
  ];
  const scale: readonly Entry[] =
    x.unit === 'pixel' && y.unit === 'pixel'
      ? []
      : [
          [282, 5, rationalOf(1 / x.step)],
          [283, 5, rationalOf(1 / y.step)],
          [296, 3, [1]],
        ];
  const pages = offsets.map((offset, i): readonly Entry[] =>
    [
      ...common,
      ...scale,
      ...(i === 0 ? [[270, 2, text] as const] : []),
      [273, big ? 16 : 4, [offset]] as const,
      [279, big ? 16 : 4, [lengths[i] ?? 0]] as const,
    ].sort((a, b) => a[0] - b[0]),
  );
  return layDown(pages, start, big);
}

const bytesOfType = { 2: 1, 3: 2, 4: 4, 5: 8, 16: 8 } as const;

function layDown(pages: ReadonlyArray<readonly Entry[]>, start: number, big: boolean): Uint8Array {
  const slot = big ? 8 : 4;
  const sizeOf = (entries: readonly Entry[]) => entries.length * (big ? 20 : 12) + (big ? 16 : 6);
  const lengthOf = ([, type, values]: Entry) => (bytesOfType[type] * values.length) / (type === 5 ? 2 : 1);
  const table = pages.reduce((sum, entries) => sum + sizeOf(entries) + (sizeOf(entries) % 2), 0);
  // Values that several pages share, the resolution, stand there once.
  const shared = new Map<string, number>();
  let end = table + (table % 8 === 0 ? 0 : 8 - (table % 8));
  for (const entry of pages.flat()) {
    if (lengthOf(entry) <= slot || shared.has(keyOf(entry))) continue;
    shared.set(keyOf(entry), end);
    end += Math.ceil(lengthOf(entry) / 8) * 8;
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  const long = (at: number, value: number) =>
    big ? view.setBigUint64(at, BigInt(value), true) : view.setUint32(at, value, true);
  let at = 0;
  pages.forEach((entries, i) => {
    const next = at + sizeOf(entries) + (sizeOf(entries) % 2);
    if (big) view.setBigUint64(at, BigInt(entries.length), true);
    else view.setUint16(at, entries.length, true);
    at += big ? 8 : 2;
    for (const entry of entries) {
      const [tag, type, values] = entry;
      const elsewhere = shared.get(keyOf(entry));
      view.setUint16(at, tag, true);
      view.setUint16(at + 2, type, true);
      long(at + 4, type === 5 ? 1 : values.length);
      const to = at + (big ? 12 : 8);
      if (elsewhere !== undefined) long(to, start + elsewhere);
      putValues(view, elsewhere ?? to, type, values);
      at += big ? 20 : 12;
    }
    long(at, i + 1 < pages.length ? start + next : 0);
    at = next;
  });
  return bytes;
}

const keyOf = ([tag, , values]: Entry): string => (tag === 270 ? '270' : `${tag}:${values.join()}`);

function putValues(view: DataView, at: number, type: Entry[1], values: readonly number[]): void {
  values.forEach((value, i) => {
    if (type === 2) view.setUint8(at + i, value);
    else if (type === 3) view.setUint16(at + 2 * i, value, true);
    else if (type === 16) view.setBigUint64(at + 8 * i, BigInt(value), true);
    else view.setUint32(at + 4 * i, value, true);
  });
}

/** What ImageJ and its readers find in the first page. Marked as hyperstack, so that slices are slices. */
function imageJDescription(content: TiffContent): string {
  const { size, calibration, provenance = '' } = content;
  const { pixelSize_um: pixel } = calibration;
  const { x, y } = scalesOf(content);
  const interval = intervalOf(calibration);
  const lines = [
    'ImageJ=1.54f',
    `images=${size.t * size.c * size.z}`,
    `channels=${size.c}`,
    `slices=${size.z}`,
    `frames=${size.t}`,
    'hyperstack=true',
    `mode=${size.c > 1 ? 'composite' : 'grayscale'}`,
    ...(x.unit === 'pixel' && y.unit === 'pixel' && pixel.z === null ? [] : unitLines(x.unit, y.unit)),
    ...(pixel.z === null ? [] : [`spacing=${pixel.z}`]),
    ...(interval === null ? [] : [`finterval=${interval}`]),
    'loop=false',
    // The last line: readers of ImageJ's description pass over names that they don't know.
    ...(provenance === '' ? [] : [`${provenanceKey}=${inAscii(provenance)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

interface AxisScale {
  readonly unit: 'micron' | 'sec' | 'pixel';
  /** Of one pixel; 1 where nothing is recorded, as a resolution of 0 is none. */
  readonly step: number;
}
/**
 * Units along x and y. A picture whose columns are places and whose rows are not, and that has an interval of time, is a
 * kymograph: its rows are that far apart.
 */
function scalesOf({ size, calibration }: TiffContent): { readonly x: AxisScale; readonly y: AxisScale } {
  const { x, y } = calibration.pixelSize_um;
  const interval = intervalOf(calibration);
  const lengthOf = (pixel: number | null): AxisScale =>
    pixel === null ? { unit: 'pixel', step: 1 } : { unit: 'micron', step: pixel };
  const isKymograph = size.t === 1 && x !== null && y === null && interval !== null;
  return { x: lengthOf(x), y: isKymograph ? { unit: 'sec', step: interval } : lengthOf(y) };
}

function unitLines(x: AxisScale['unit'], y: AxisScale['unit']): readonly string[] {
  if (x === y) return ['unit=micron'];
  return [`unit=${x}`, `yunit=${y}`, 'zunit=micron'];
}

const intervalOf = ({ frameInterval_s, times_s }: Calibration): number | null =>
  frameInterval_s ?? regularInterval(times_s);

/** Name of the line of the description that holds the graph. */
export const provenanceKey = 'cellwire';

/** JSON in ASCII alone: readers take the description for one encoding or another. */
const inAscii = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The step of time stamps that are as good as regular; `null` where they are not, or too few. */
function regularInterval(times: Float64Array | null): number | null {
  if (!times || times.length < 2) return null;
  const step = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
  const regular = times.every((time, t) => Math.abs(time - (times[0] ?? 0) - t * step) <= 1e-6 * Math.abs(step));
  return regular && step > 0 ? step : null;
}
