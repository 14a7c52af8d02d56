import type { ByteSource, FileAccess } from '../../node/files.ts';
import { type GapOption, naturalOrder } from '../file-names.ts';
import { FormatError } from '../format-error.ts';
import type { ImageStack } from '../image-stack.ts';
import { KeptOpen } from '../kept-open.ts';
import { readWhole } from '../read-whole.ts';
import { decodeText } from '../text.ts';
import { mostPages } from './directory.ts';
import { type NdTiffImage, readNdTiffIndex } from './nd-tiff-index.ts';
import { viewSamples } from './samples.ts';

export const ndTiffIndex = 'NDTiff.index';
const longestIndex = 1 << 29;
const longestJson = 1 << 24;
/** Stands before the summary in the header of the first file. */
const summaryMark = 2_355_492;

/**
 * Opens the NDTiff data set of a folder, as Micro-Manager and pycro-manager write it.
 *
 * The index says where the pixels of each image are; only files of this folder are read.
 *
 * @param gaps  whether time points that lack an image, as after a recording that was stopped, are left out.
 * @throws FormatError `gap` naming such time points; `unsupported` where there are positions or other axes besides time,
 *         channel and z, or images of several kinds.
 * @cost   reads the index: some 150 bytes an image.
 */
export async function openNdTiff(files: FileAccess, folder: string, gaps: GapOption): Promise<ImageStack> {
  const place = { file: files.join(folder, ndTiffIndex) };
  const images = readNdTiffIndex(await readWhole(files, place.file, longestIndex), place.file);
  const [first] = images;
  if (!first) throw new FormatError('damaged', place, 'it has no images');
  requireOneKind(images, first, place);
  const { times, channels, depths, all } = axesOf(images, place);
  const wanted = channels.length * depths.length;
  const isWhole = times.map((_, t) => all.slice(t * wanted, (t + 1) * wanted).every((image) => image !== undefined));
  const kept = times.map((_, t) => t).filter((t) => isWhole[t]);
  if (kept.length < times.length && gaps === 'error') {
    const lacking = times.filter((_, t) => !isWhole[t]);
    throw new FormatError(
      'gap',
      place,
      `time point${lacking.length > 1 ? 's' : ''} ${lacking.slice(0, 8).join(', ')} lack${lacking.length > 1 ? '' : 's'} some of the ${wanted} images of a time point: set the parameter gaps to accept to leave out what is not whole`,
    );
  }
  const opened = new KeptOpen((name: string) => files.open(files.join(folder, name)));
  const about = await metadataOf(await opened.get(first.file), first);
  const start = times[kept[0] ?? 0] ?? 0;
  return {
    size: { t: kept.length, c: channels.length, z: depths.length, y: first.height, x: first.width },
    dtype: bytesOf(first) === 1 ? 'uint8' : 'uint16',
    channels: channels.map((name, c) => ({ name: typeof name === 'string' ? name : `Channel ${c + 1}`, colour: null })),
    calibration: {
      pixelSize_um: { x: about.pixel, y: about.pixel, z: about.depth },
      frameInterval_s: about.interval,
      times_s: null,
    },
    steps: kept.length < times.length ? Float64Array.from(kept, (t) => (times[t] ?? 0) - start) : null,
    async plane(t, c, z, signal) {
      const image = all[(kept[t] ?? -1) * wanted + c * depths.length + z];
      if (!image) throw new RangeError(`frame ${t}, channel ${c}, plane ${z} of ${folder}, which has no such image`);
      signal?.throwIfAborted();
      const source = await opened.get(image.file);
      const length = image.width * image.height * bytesOf(image);
      if (image.offset + length > source.size) {
        const what = `${length} bytes at ${image.offset} are not within the file: was it cut off while it was copied?`;
        throw new FormatError('damaged', { file: source.name }, what);
      }
      const pixels = await source.read(image.offset, length);
      return { values: viewSamples(pixels, 'uint', bytesOf(image)), place: { file: source.name } };
    },
  };
}

const bytesOf = (image: NdTiffImage): 1 | 2 => (image.pixelType === 0 ? 1 : 2);

function requireOneKind(images: readonly NdTiffImage[], first: NdTiffImage, place: { readonly file: string }): void {
  if (first.pixelType === 2 || first.pixelType > 6) {
    throw new FormatError('unsupported', place, `pixels of type ${first.pixelType} (colour) can't be read here`);
  }
  for (const image of images) {
    if (image.compression !== 0) {
      throw new FormatError('unsupported', place, `compression ${image.compression} can't be read here`);
    }
    if (image.width === first.width && image.height === first.height && image.pixelType === first.pixelType) continue;
    throw new FormatError(
      'unsupported',
      place,
      `images of ${image.width} × ${image.height} and ${first.width} × ${first.height}, or of several types: frames of one movie are alike`,
    );
  }
  if (first.width < 1 || first.height < 1 || first.width * first.height > 1 << 28) {
    throw new FormatError('damaged', place, `images of ${first.width} × ${first.height}`);
  }
}

type Position = number | string;

function axesOf(images: readonly NdTiffImage[], place: { readonly file: string }) {
  const valuesOf = (axis: string): readonly Position[] => {
    const found = new Set(images.map(({ axes }) => axes[axis] ?? 0));
    return [...found].sort((a, b) =>
      typeof a === 'number' && typeof b === 'number' ? a - b : naturalOrder(`${a}`, `${b}`),
    );
  };
  const known = ['time', 'channel', 'z'];
  for (const axis of new Set(images.flatMap(({ axes }) => Object.keys(axes)))) {
    const values = valuesOf(axis);
    if (known.includes(axis) || values.length < 2) continue;
    throw new FormatError(
      'unsupported',
      place,
      `${values.length} values on the axis "${axis}" (${values.slice(0, 4).join(', ')}): a movie has time, channel and z only; save them as data sets of their own`,
    );
  }
  const [times = [], channels = [], depths = []] = known.map(valuesOf);
  if (times.length * channels.length * depths.length > mostPages) {
    throw new FormatError(
      'damaged',
      place,
      `${times.length} times × ${channels.length} channels × ${depths.length} planes`,
    );
  }
  if ([...times, ...depths].some((value) => typeof value === 'string')) {
    throw new FormatError('damaged', place, 'times or planes that are no numbers');
  }
  const all = new Array<NdTiffImage | undefined>(times.length * channels.length * depths.length).fill(undefined);
  const places = [times, channels, depths].map((values) => new Map(values.map((value, i) => [value, i])));
  for (const image of images) {
    const [t = 0, c = 0, z = 0] = known.map((axis, i) => places[i]?.get(image.axes[axis] ?? 0) ?? 0);
    // An image that is there twice was taken again: the later one counts, as for the programs that write this.
    all[(t * channels.length + c) * depths.length + z] = image;
  }
  return { times: times.map(Number), channels, depths, all };
}

/** What is recorded about scale: pixel and depth in µm, interval in s. */
async function metadataOf(source: ByteSource, first: NdTiffImage) {
  const own = await jsonAt(source, first.metadata.offset, first.metadata.length);
  const head = source.size >= 64 ? await source.read(0, 64) : new Uint8Array(0);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  let summary: Readonly<Record<string, unknown>> = {};
  for (let at = 8; at + 8 <= head.length; at += 4) {
    if (view.getUint32(at, true) !== summaryMark) continue;
    summary = await jsonAt(source, at + 8, view.getUint32(at + 4, true));
    break;
  }
  const positive = (value: unknown, scale = 1): number | null =>
    typeof value === 'number' && Number.isFinite(value) && value > 0 ? value * scale : null;
  return {
    pixel: positive(own['PixelSizeUm']) ?? positive(summary['PixelSize_um']),
    depth: positive(summary['z-step_um']),
    interval: positive(summary['Interval_ms'], 1e-3),
  };
}

async function jsonAt(source: ByteSource, offset: number, length: number): Promise<Readonly<Record<string, unknown>>> {
  if (length < 2 || length > longestJson || offset + length > source.size) return {};
  try {
    const json: unknown = JSON.parse(decodeText(await source.read(offset, length)));
    return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  } catch (error) {
    // Calibration that can't be read is calibration that is not recorded; the pixels are as good as before.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
