import { lineageTable } from '../data/lineage-table.ts';
import type { Labels, LabelsHeader } from '../data/movie.ts';
import type { Table } from '../data/table.ts';
import type { FileAccess } from '../node/files.ts';
import { planeOrder } from './axes.ts';
import { parseTrackTable } from './ctc.ts';
import { FormatError } from './format-error.ts';
import type { ImageStack } from './image-stack.ts';
import { byNumber, numberedLabels } from './numbered-labels.ts';
import { openSequence, splitPath } from './open-images.ts';
import { readWhole } from './read-whole.ts';
import { decodeText } from './text.ts';

export const truths = ['auto', 'GT', 'ST', 'RES'] as const;
export type Truth = (typeof truths)[number];

/** A sequence of the Cell Tracking Challenge, found on the disk. */
export interface CtcSequence {
  readonly images: ImageStack;
  /** Number in the name of the first image; 0 as a rule. */
  readonly first: number;
  /** `NN_GT` and its kind, joined to the names beside the images. */
  folderOf(suffix: string): string;
}

const imageName = /^t(\d+)\.tiff?$/i;
const planes = { axes: 'z', channels: 0, slices: 0 } as const;

/**
 * Finds the images of a sequence.
 *
 * @param path      the data set (a folder with 01, 01_GT ...) or the sequence itself (a folder with t000.tif ...).
 * @param sequence  which one of a data set; '' for the first.
 * @throws FormatError `missing` where there are no such images, or one of them.
 */
export async function openCtcSequence(files: FileAccess, path: string, sequence: string): Promise<CtcSequence> {
  if (path === '') throw new FormatError('missing', { file: 'path' }, 'no folder is chosen');
  const there = await files.look(path);
  if (there?.type !== 'folder') throw new FormatError('missing', { file: path }, 'there is no such folder');
  const [, images] = /^(.*\d)_(?:GT|ST|RES)[\\/]*$/.exec(path) ?? [];
  if (images !== undefined) {
    throw new FormatError(
      'missing',
      { file: path },
      `this holds a truth or a result, not images: give the folder of the images, ${images}; its truth is found beside it`,
    );
  }
  const own = byNumber(there.names, imageName);
  if (own.size > 0) {
    const { folder, last } = splitPath(path);
    if (/^\.*$/.test(last))
      throw new FormatError('missing', { file: path }, 'name the folder: its truth is found by its name');
    return sequenceIn(files, folder, last, path, own);
  }
  const names = there.names.filter((name) => /^\d+$/.test(name)).sort();
  const chosen = sequence === '' ? names[0] : sequence;
  const folder = files.join(path, chosen ?? '01');
  const inside = chosen === undefined ? null : await files.look(folder);
  if (chosen === undefined || inside?.type !== 'folder') {
    const has = names.length > 0 ? `has the sequences ${names.join(', ')}` : 'has no folder 01 with images t000.tif';
    throw new FormatError('missing', { file: path }, `${has}${sequence === '' ? '' : `, but not ${sequence}`}`);
  }
  return sequenceIn(files, path, chosen, folder, byNumber(inside.names, imageName));
}

async function sequenceIn(
  files: FileAccess,
  dataSet: string,
  name: string,
  folder: string,
  found: ReadonlyMap<number, string>,
): Promise<CtcSequence> {
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const [first] = numbers;
  if (first === undefined) throw new FormatError('missing', { file: folder }, 'there are no images t000.tif');
  const gap = numbers.findIndex((number, i) => number !== first + i);
  if (gap >= 0) throw new FormatError('missing', { file: folder }, `there is no image of frame ${first + gap}`);
  const paths = numbers.map((number) => files.join(folder, found.get(number) ?? ''));
  const order = planeOrder('t', { t: paths.length, c: 1, z: 1 });
  const images = await openSequence(files, paths, order, folder, planes);
  return { images, first, folderOf: (suffix) => files.join(dataSet, name + suffix) };
}

export interface CtcTruth {
  readonly tracking: Labels;
  readonly segmentation: Labels;
  readonly lineage: Table;
}

/**
 * The truth of a sequence: tracking markers with their table, and segmentation.
 *
 * Where `auto` finds gold truth it is taken, else silver truth. Silver truth as published has no markers of its own: its
 * segmentation, whose numbers last, stands in. Label images are read when asked for: what isn't there is an error then,
 * so that images without truth open too. A lineage that isn't there is an empty table with a caution.
 */
export async function openCtcTruth(
  files: FileAccess,
  { images, first, folderOf }: CtcSequence,
  truth: Truth,
): Promise<CtcTruth> {
  const header: LabelsHeader = { size: { ...images.size, c: 1 }, calibration: images.calibration };
  const places = placesOf(truth, folderOf, files);
  let tracking: Labels | null = null;
  let segmentation: Labels | null = null;
  let silver: Labels | null = null;
  let lineage: Table | null = null;
  for (const { folder, pattern, table, use } of places) {
    const there = await files.look(folder);
    const names = there?.type === 'folder' ? byNumber(there.names, pattern) : new Map<number, string>();
    if (names.size === 0) continue;
    const labels = (absent: 'zeros' | 'error') => numberedLabels(files, folder, names, first, header, absent);
    if ((use === 'tracking' || use === 'both') && !tracking) {
      tracking = labels('error');
      lineage = await readLineage(
        files,
        folder,
        there?.type === 'folder' ? there.names : [],
        table,
        images.size.t,
        first,
      );
    }
    if (use !== 'tracking') segmentation ??= labels('zeros');
    if (use === 'silver') silver ??= labels('zeros');
  }
  const looked = places.map(({ folder }) => folder).join(', ');
  return {
    tracking: tracking ?? silver ?? absentLabels(header, looked),
    segmentation: segmentation ?? absentLabels(header, looked),
    lineage: lineage ?? { ...lineageTable(noLineage, 0), cautions: [`no track table was found in ${looked}`] },
  };
}

/** A folder of label images and what they serve as. */
interface Place {
  readonly folder: string;
  readonly pattern: RegExp;
  /** Name of the track table. */
  readonly table: string;
  readonly use: 'tracking' | 'segmentation' | 'silver' | 'both';
}

function placesOf(truth: Truth, folderOf: (suffix: string) => string, files: FileAccess): readonly Place[] {
  if (truth === 'RES') {
    return [{ folder: folderOf('_RES'), pattern: /^mask(\d+)\.tiff?$/i, table: 'res_track.txt', use: 'both' }];
  }
  const kinds = truth === 'auto' ? ['GT', 'ST'] : [truth];
  return kinds.flatMap((kind): readonly Place[] => {
    const use = kind === 'ST' ? 'silver' : 'segmentation';
    const of = (name: string) => files.join(folderOf(`_${kind}`), name);
    return [
      { folder: of('TRA'), pattern: /^man_track(\d+)\.tiff?$/i, table: 'man_track.txt', use: 'tracking' },
      { folder: of('SEG'), pattern: /^man_seg(\d+)\.tiff?$/i, table: '', use },
    ];
  });
}

const noLineage = {
  id: new Uint32Array(0),
  begin: new Uint32Array(0),
  end: new Uint32Array(0),
  parent: new Uint32Array(0),
};

/** The track table of a folder, cut to the movie; `null` where there is none. */
async function readLineage(
  files: FileAccess,
  folder: string,
  names: readonly string[],
  table: string,
  frames: number,
  first: number,
): Promise<Table | null> {
  if (!names.includes(table)) return null;
  const path = files.join(folder, table);
  return lineageTable(parseTrackTable(decodeText(await readWhole(files, path, 2 ** 28)), path), frames, first);
}

function absentLabels(header: LabelsHeader, looked: string): Labels {
  return {
    ...header,
    async frame() {
      throw new FormatError(
        'missing',
        { file: looked },
        'there are no label images of this kind: leave this output open',
      );
    },
  };
}

/** The track table in a folder of label images; empty, with a caution, where there is none. */
export async function lineageBeside(files: FileAccess, path: string, frames: number): Promise<Table> {
  const there = await files.look(path);
  const names = there?.type === 'folder' ? there.names : [];
  const known = names.find((name) => /^(?:res|man)_track\.txt$/.test(name));
  const first = Math.min(...byNumber(names, /(\d+)\.tiff?$/i).keys());
  const table = known ? await readLineage(files, path, names, known, frames, Number.isFinite(first) ? first : 0) : null;
  return table ?? { ...lineageTable(noLineage, 0), cautions: ['the label images come without a track table'] };
}
