import type { Channel } from '../../data/movie.ts';
import type { ByteSource, FileAccess } from '../../node/files.ts';
import { FormatError } from '../format-error.ts';
import type { ImageStack } from '../image-stack.ts';
import { KeptOpen } from '../kept-open.ts';
import { readWhole } from '../read-whole.ts';
import { decodeText } from '../text.ts';
import { openTiff, requireAlike, type TiffFile } from './file.ts';
import { type Ome, readOme } from './ome.ts';
import { omePlanes } from './ome-planes.ts';
import { alike, describePage } from './page.ts';
import { channelNames, dtypeOfPage } from './stack.ts';

const longestCompanion = 1 << 26;

/**
 * Opens the OME-TIFF data set in several files that a folder holds.
 *
 * Only files of this folder are opened, by the names that are in it: whatever path the description gives, nothing outside
 * is reached.
 *
 * @param inFolder  all names in the folder.
 * @param names     of the TIFF files that the user asked for, in natural order; at least one.
 * @returns         `null` where the first of them belongs to no such set.
 * @throws FormatError `missing` where a file of the set is not in the folder; `ambiguous` where there are TIFF files that
 *         belong to no or another set.
 * @cost            opens two files; others when they are reached.
 */
export async function openOmeSet(
  files: FileAccess,
  folder: string,
  inFolder: readonly string[],
  names: readonly string[],
): Promise<ImageStack | null> {
  const open = (name: string): Promise<ByteSource> => files.open(files.join(folder, name));
  const first = await openTiff(await open(names[0] ?? ''));
  const described = await descriptionOf(files, folder, first, names[0] ?? '', inFolder);
  if (!described || described.ome.files.length < 2) return null;
  const { ome, master } = described;
  const page = requireAlike(first);
  const planes = omePlanes(ome, page.samples, { file: files.join(folder, master) }, first.pages.length);
  const members = planes.files.map((name) => name ?? master);
  for (const name of members) {
    if (inFolder.includes(name)) continue;
    throw new FormatError(
      'missing',
      { file: files.join(folder, name) },
      `a part of the data set that ${master} describes`,
    );
  }
  const other = names.filter((name) => name !== master && !members.includes(name));
  if (other.length > 0) {
    throw new FormatError(
      'ambiguous',
      { file: folder },
      `${other[0]}${other.length > 1 ? ` and ${other.length - 1} more` : ''} is not in the data set of ${members.length} files that ${master} describes: choose the files of one by a pattern with *`,
    );
  }
  const opened = new KeptOpen(async (name: string): Promise<TiffFile> => {
    const file = name === names[0] ? first : await openTiff(await open(name));
    const is = requireAlike(file);
    if (alike(page, is)) return file;
    const what = `${describePage(is)}, but ${names[0]} is ${describePage(page)}: frames of one movie are alike`;
    throw new FormatError('unsupported', { file: file.name }, what);
  });
  const { order } = planes;
  const channels: readonly Channel[] =
    ome.channels.length === order.c * page.samples ? ome.channels : channelNames(page, order.c);
  return {
    size: { t: order.t, c: order.c * page.samples, z: order.z, y: page.height, x: page.width },
    dtype: dtypeOfPage(page),
    channels,
    calibration: ome.calibration,
    async plane(t, c, z, signal) {
      const plane = order.index(t, Math.floor(c / page.samples), z);
      const file = await opened.get(members[planes.file[plane] ?? -1] ?? '');
      const ifd = planes.ifd[plane] ?? -1;
      const found = file.pages.find(({ number }) => number === ifd + 1);
      if (!found) {
        const what = `it has no page ${ifd + 1}, where ${master} says that frame ${t} is`;
        throw new FormatError('damaged', { file: file.name }, what);
      }
      return {
        values: await file.samples(found, c % page.samples, signal),
        place: { file: file.name, page: found.number },
      };
    },
  };
}

/** The description of the set that a file belongs to, and the name of the file that has it. */
async function descriptionOf(
  files: FileAccess,
  folder: string,
  first: TiffFile,
  name: string,
  inFolder: readonly string[],
): Promise<{ readonly ome: Ome; readonly master: string } | null> {
  const own = readOme(first.description, { file: first.name });
  if (own === null) return null;
  if (!('metadataFile' in own)) return { ome: own, master: name };
  const master = own.metadataFile;
  if (!inFolder.includes(master)) {
    throw new FormatError(
      'missing',
      { file: folder },
      `${master}, which describes the data set of ${name}, is not in it`,
    );
  }
  const path = files.join(folder, master);
  const text = /[.]tiff?$/i.test(master)
    ? (await openTiff(await files.open(path))).description
    : decodeText(await readWhole(files, path, longestCompanion));
  const ome = readOme(text, { file: path });
  if (ome !== null && !('metadataFile' in ome)) return { ome, master };
  throw new FormatError('damaged', { file: path }, `no description of the data set of ${name}`);
}
