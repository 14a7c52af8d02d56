import type { Calibration, Channel } from '../../data/movie.ts';
import type { Counts } from '../axes.ts';
import { FormatError } from '../format-error.ts';
import { lengthUnits, timeUnits } from '../units.ts';
import { tagsOf, type XmlTag } from '../xml-tags.ts';
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
/** OME-XML that only says which file describes the data set. */
export interface OmePointer {
  readonly metadataFile: string;
}
export interface Block {
  /** `null`: the file that has the description. */
  readonly file: string | null;
  readonly ifd: number;
  /** `null`: all that there are. */
  readonly count: number | null;
  readonly first: { readonly t: number; readonly c: number; readonly z: number };
}

/**
 * Reads an OME-XML description; `null` where there is none, or one that can't be read or says no sizes.
 *
 * @throws FormatError where it has a document type or entities of its own.
 */
export function readOme(text: string, place: { readonly file: string }): Ome | OmePointer | null {
  if (!/^\s*<(?:[?]xml|!--|OME\b|\w+:OME\b)/.test(text) || !text.includes('OME')) return null;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw new FormatError('unsupported', place, 'its OME-XML has a document type or entities of its own');
  }
  try {
    return readTags(tagsOf(text));
  } catch (error) {
    // Some programs copy the text and drop its quotes: then it says nothing, but the pages are as good as before.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @throws FormatError where the description is of a data set in several files. */
export function readOmeOfOneFile(file: TiffFile): Ome | null {
  const place = { file: file.name };
  const ome = readOme(file.description, place);
  if (ome === null) return null;
  const advice = 'open its folder, or set the parameter axes to read the pages of this file as they are';
  if ('metadataFile' in ome) {
    throw new FormatError('unsupported', place, `a part of a data set that ${ome.metadataFile} describes: ${advice}`);
  }
  if (ome.files.length > 1) {
    throw new FormatError('unsupported', place, `a part of a data set of ${ome.files.length} files: ${advice}`);
  }
  return ome;
}

interface Reading {
  pixels: XmlTag | null;
  readonly channels: Channel[];
  readonly blocks: Block[];
  readonly files: Set<string>;
  readonly stamps: Map<number, number>;
  /** Exposure times in s, by channel and time point. */
  readonly exposures: Map<string, number>;
}

function readTags(tags: Iterable<XmlTag>): Ome | OmePointer | null {
  const found: Reading = {
    pixels: null,
    channels: [],
    blocks: [],
    files: new Set(),
    stamps: new Map(),
    exposures: new Map(),
  };
  let images = 0;
  for (const tag of tags) {
    if (tag.type === 'close') continue;
    if (tag.name === 'BinaryOnly') return { metadataFile: tag.attributes.get('MetadataFile') ?? 'another file' };
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
      file: null,
      ifd: number('IFD'),
      count: counted ?? (one ? 1 : null),
      first: { t: number('FirstT'), c: number('FirstC'), z: number('FirstZ') },
    });
  } else if (tag.name === 'UUID') {
    const name = tag.attributes.get('FileName');
    const block = found.blocks.at(-1);
    if (name === undefined || !block) return;
    found.files.add(name);
    found.blocks[found.blocks.length - 1] = { ...block, file: name };
  } else if (tag.name === 'Plane' && number('TheZ') === 0) {
    const seconds = (name: string): number => {
      const unit = timeUnits[tag.attributes.get(`${name}Unit`) ?? 's'] ?? Number.NaN;
      return Number(tag.attributes.get(name) ?? Number.NaN) * unit;
    };
    const exposure = seconds('ExposureTime');
    if (Number.isFinite(exposure)) found.exposures.set(`${number('TheC')} ${number('TheT')}`, exposure);
    if (number('TheC') === 0 && Number.isFinite(seconds('DeltaT'))) found.stamps.set(number('TheT'), seconds('DeltaT'));
  }
}

function omeOf(pixels: XmlTag, { channels, blocks, files, stamps, exposures }: Reading): Ome | null {
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
    channels: channels.map((channel, c) => withExposure(channel, c, exposures, sizes.t)),
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

/** With its exposure times, where every frame has one. */
function withExposure(channel: Channel, c: number, exposures: ReadonlyMap<string, number>, frames: number): Channel {
  if (exposures.size < frames || !exposures.has(`${c} 0`)) return channel;
  const exposure_s = Array.from({ length: frames }, (_, t) => exposures.get(`${c} ${t}`) ?? Number.NaN);
  return exposure_s.some(Number.isNaN) ? channel : { ...channel, exposure_s };
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
