import type { Calibration, Channel } from '../../data/movie.ts';
import { type Counts, type PlaneOrder, planeOrder } from '../axes.ts';
import { FormatError } from '../format-error.ts';
import { lengthUnits, timeUnits } from '../units.ts';
import { tagsOf, type XmlTag } from '../xml-tags.ts';
import { mostPages } from './directory.ts';
import type { TiffFile } from './file.ts';

/** The first image of an OME-XML description. */
export interface Ome {
  /** Channels count samples too: an RGB page has three. */
  readonly sizes: Counts;
  /** The order in which planes follow each other, the slowest axis first: `tcz`. */
  readonly order: string;
  readonly channels: readonly Channel[];
  readonly calibration: Calibration;
  /** Which directories hold which planes; empty where they follow each other from the first. */
  readonly blocks: readonly Block[];
  /** Names of the files that its planes are in; several for a data set in several files. */
  readonly files: readonly string[];
}
interface Block {
  readonly ifd: number;
  /** `null`: all that there are. */
  readonly count: number | null;
  readonly first: { readonly t: number; readonly c: number; readonly z: number };
}

/**
 * Reads an OME-XML description; `null` where the file has none, or one that can't be read or says no sizes.
 *
 * @throws FormatError where it has a document type or entities of its own, or points to another file for its metadata.
 */
export function readOme(file: TiffFile): Ome | null {
  const { description } = file;
  if (!/^\s*<\?xml|^\s*<OME\b/.test(description) || !description.includes('OME')) return null;
  const place = { file: file.name };
  if (/<!(?:DOCTYPE|ENTITY)/i.test(description)) {
    throw new FormatError('unsupported', place, 'its OME-XML has a document type or entities of its own');
  }
  try {
    return readTags(tagsOf(description), place);
  } catch (error) {
    // Some programs copy the text and drop its quotes: then it says nothing, but the pages are as good as before.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

interface Reading {
  pixels: XmlTag | null;
  readonly channels: Channel[];
  readonly blocks: Block[];
  readonly files: Set<string>;
  readonly stamps: Map<number, number>;
}

function readTags(tags: Iterable<XmlTag>, place: { readonly file: string }): Ome | null {
  const found: Reading = { pixels: null, channels: [], blocks: [], files: new Set(), stamps: new Map() };
  let images = 0;
  for (const tag of tags) {
    if (tag.type === 'close') continue;
    if (tag.name === 'BinaryOnly') {
      const other = tag.attributes.get('MetadataFile') ?? 'another file';
      throw new FormatError(
        'unsupported',
        place,
        `a part of a data set that ${other} describes: open the folder and set the parameter axes`,
      );
    }
    if (tag.name === 'Image') images += 1;
    if (images <= 1) take(tag, found);
  }
  return found.pixels ? omeOf(found.pixels, found) : null;
}

function take(tag: XmlTag, found: Reading): void {
  const number = (name: string): number => {
    const text = tag.attributes.get(name);
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  };
  if (tag.name === 'Pixels') found.pixels ??= tag;
  else if (tag.name === 'Channel') {
    const name = tag.attributes.get('Name') ?? tag.attributes.get('Fluor');
    const samples = Math.min(Math.max(number('SamplesPerPixel'), 1), 256);
    for (let s = 0; s < samples; s++) {
      const bare = name || `Channel ${found.channels.length + 1}`;
      found.channels.push({
        name: samples > 1 && name ? `${name} ${s + 1}` : bare,
        colour: samples > 1 ? null : colourOf(tag.attributes.get('Color')),
      });
    }
  } else if (tag.name === 'TiffData') {
    const counted = tag.attributes.has('PlaneCount') ? number('PlaneCount') : null;
    const one = tag.attributes.has('IFD') || ['FirstT', 'FirstC', 'FirstZ'].some((name) => tag.attributes.has(name));
    found.blocks.push({
      ifd: number('IFD'),
      count: counted ?? (one ? 1 : null),
      first: { t: number('FirstT'), c: number('FirstC'), z: number('FirstZ') },
    });
  } else if (tag.name === 'UUID') {
    const name = tag.attributes.get('FileName');
    if (name !== undefined) found.files.add(name);
  } else if (tag.name === 'Plane' && number('TheC') === 0 && number('TheZ') === 0) {
    const unit = timeUnits[tag.attributes.get('DeltaTUnit') ?? 's'];
    const time = Number(tag.attributes.get('DeltaT') ?? Number.NaN);
    if (unit !== undefined && Number.isFinite(time)) found.stamps.set(number('TheT'), time * unit);
  }
}

function omeOf(pixels: XmlTag, { channels, blocks, files, stamps }: Reading): Ome | null {
  const { attributes } = pixels;
  const size = (name: string): number => {
    const text = attributes.get(name) ?? '';
    return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  };
  const sizes = { t: size('SizeT'), c: size('SizeC'), z: size('SizeZ') };
  const order = /^XY([ZCT]{3})$/.exec(attributes.get('DimensionOrder') ?? '')?.[1]?.toLowerCase() ?? '';
  if (sizes.t * sizes.c * sizes.z === 0 || new Set(order).size !== 3) return null;
  const scaled = (name: string, units: Readonly<Record<string, number>>, usual: string): number | null => {
    const unit = units[attributes.get(`${name}Unit`) ?? usual];
    const value = Number(attributes.get(name) ?? Number.NaN) * (unit ?? Number.NaN);
    return Number.isFinite(value) && value > 0 ? value : null;
  };
  return {
    sizes,
    order: [...order].reverse().join(''),
    channels,
    calibration: {
      pixelSize_um: {
        x: scaled('PhysicalSizeX', lengthUnits, 'µm'),
        y: scaled('PhysicalSizeY', lengthUnits, 'µm'),
        z: scaled('PhysicalSizeZ', lengthUnits, 'µm'),
      },
      frameInterval_s: scaled('TimeIncrement', timeUnits, 's'),
      times_s: timesOf(stamps, sizes.t),
    },
    blocks,
    files: [...files],
  };
}

/** The stamps, where every frame has one and time goes forward. */
function timesOf(stamps: ReadonlyMap<number, number>, frames: number): Float64Array | null {
  if (frames < 2 || stamps.size < frames) return null;
  const times = Float64Array.from({ length: frames }, (_, t) => stamps.get(t) ?? Number.NaN);
  return times.every((time, t) => t === 0 || time > (times[t - 1] ?? Number.NaN)) ? times : null;
}

/** `#rrggbb` of a signed 32-bit RGBA number. */
function colourOf(text: string | undefined): string | null {
  if (text === undefined || !/^-?\d{1,10}$/.test(text)) return null;
  const value = Number(text) >>> 0;
  return `#${(value >>> 8).toString(16).padStart(6, '0')}`;
}

/**
 * Which page is which by the description.
 *
 * @param samples  values of one pixel of a page, which count as channels.
 * @throws FormatError where planes are in other files, or not there: `axes` reads the pages as they are.
 */
export function omeOrder(file: TiffFile, ome: Ome, samples: number): PlaneOrder {
  const place = { file: file.name };
  const asTheyAre = 'set the parameter axes to read the pages as they are';
  if (ome.files.length > 1) {
    const what = `a part of a data set of ${ome.files.length} files`;
    throw new FormatError('unsupported', place, `${what}: open the folder and set the parameter axes`);
  }
  const counts = { ...ome.sizes, c: ome.sizes.c / samples };
  const wanted = counts.t * counts.c * counts.z;
  const says = `its OME-XML says ${ome.sizes.t} time points × ${ome.sizes.c} channels × ${ome.sizes.z} planes`;
  if (!Number.isInteger(counts.c) || wanted > mostPages) {
    throw new FormatError('damaged', place, `${says}, which its ${file.pages.length} pages can't hold: ${asTheyAre}`);
  }
  const order = planeOrder(ome.order, counts);
  const pageOfIfd = new Map(file.pages.map((page, i) => [page.number - 1, i]));
  const pages = new Int32Array(wanted).fill(-1);
  const blocks = ome.blocks.length > 0 ? ome.blocks : [{ ifd: 0, count: null, first: { t: 0, c: 0, z: 0 } }];
  for (const { ifd, count, first } of blocks) {
    const start = order.index(first.t, Math.floor(first.c / samples), first.z);
    const last = count === null ? wanted : Math.min(start + count, wanted);
    for (let plane = start; plane < last; plane++) pages[plane] = pageOfIfd.get(ifd + plane - start) ?? -1;
  }
  const absent = pages.indexOf(-1);
  if (absent >= 0) {
    throw new FormatError(
      'damaged',
      place,
      `${says}, but plane ${absent + 1} of these is not in the file: ${asTheyAre}`,
    );
  }
  return { ...counts, index: (t, c, z) => pages[order.index(t, c, z)] ?? -1 };
}
