import type { FileAccess } from '../node/files.ts';
import { type PlaneOrder, statedOrder } from './axes.ts';
import {
  fitsPattern,
  type GapOption,
  isBraced,
  type NameOrder,
  orderOfNames,
  orderOfPattern,
  tiffNames,
} from './file-names.ts';
import { FormatError } from './format-error.ts';
import type { ImageStack } from './image-stack.ts';
import { KeptOpen } from './kept-open.ts';
import { ndTiffIndex, openNdTiff } from './tiff/nd-tiff.ts';
import { openOmeSet } from './tiff/ome-set.ts';
import { fromFile, openTiffStack, type StackOptions } from './tiff/stack.ts';

export interface ImageOptions extends StackOptions {
  /** What numbers that the names of a folder leave out mean. */
  readonly gaps: GapOption;
}

/**
 * Opens what a path names: a TIFF file, a folder of them, or a pattern with * and ?, or with {t}, {c} and {z} where names
 * have these numbers, in its last part.
 *
 * @throws FormatError `missing` where there is nothing, else as openTiffStack.
 */
export async function openImages(files: FileAccess, path: string, options: ImageOptions): Promise<ImageStack> {
  if (path === '') throw new FormatError('missing', { file: 'path' }, 'no file or folder is chosen');
  const found = await files.look(path);
  if (found?.type === 'file') return openTiffStack(await files.open(path), options);
  if (found) {
    if (found.names.includes(ndTiffIndex) && options.axes === 'auto') return openNdTiff(files, path, options.gaps);
    const names = tiffNames(found.names);
    if (names.length === 0) throw new FormatError('missing', { file: path }, 'a folder without TIFF files');
    return openFolder(files, path, found.names, names, options);
  }
  const { folder, last } = splitPath(path);
  const around = /[*?]/.test(last) || isBraced(last) ? await files.look(folder) : null;
  if (around?.type !== 'folder') throw new FormatError('missing', { file: path }, 'there is no such file or folder');
  if (isBraced(last)) return openNamed(files, folder, around.names, last, options);
  const names = tiffNames(around.names.filter((name) => fitsPattern(name, last)));
  if (names.length === 0) throw new FormatError('missing', { file: path }, 'no TIFF file fits this pattern');
  return openFolder(files, folder, around.names, names, options);
}

async function openNamed(
  files: FileAccess,
  folder: string,
  inFolder: readonly string[],
  pattern: string,
  options: ImageOptions,
): Promise<ImageStack> {
  const { names, order } = orderOfPattern(inFolder, pattern, folder, options.gaps);
  const path = files.join(folder, pattern);
  if (names.length === 0) throw new FormatError('missing', { file: path }, 'no file fits this pattern');
  if (options.axes !== 'auto') {
    throw new FormatError(
      'ambiguous',
      { file: path },
      'the pattern says what the files are: set the parameter axes to auto',
    );
  }
  return openOrdered(
    files,
    names.map((name) => files.join(folder, name)),
    order,
    folder,
  );
}

async function openOrdered(
  files: FileAccess,
  paths: readonly string[],
  order: NameOrder,
  folder: string,
): Promise<ImageStack> {
  const stack = await openSequence(files, paths, order, folder);
  const { channelNames, steps } = order;
  const channels = channelNames?.map((name) => ({ name, colour: null }));
  return { ...stack, channels: channels?.length === stack.size.c ? channels : stack.channels, steps };
}

/** The folder that a path is in, and its last part. */
export function splitPath(path: string): { readonly folder: string; readonly last: string } {
  const [, folder, last] = /^(.*?)([^\\/]*)[\\/]*$/.exec(path) ?? ['', '', path];
  const bare = folder?.replace(/(?<=.)[\\/]+$/, '') ?? '';
  return { folder: bare === '' ? '.' : bare, last: last ?? '' };
}

async function openFolder(
  access: FileAccess,
  folder: string,
  inFolder: readonly string[],
  names: readonly string[],
  options: ImageOptions,
): Promise<ImageStack> {
  const paths = names.map((name) => access.join(folder, name));
  const first = await access.open(paths[0] ?? '');
  const files: FileAccess = { ...access, open: async (path) => (path === paths[0] ? first : access.open(path)) };
  const set = options.axes === 'auto' ? await openOmeSet(files, folder, inFolder, names) : null;
  if (set) return set;
  if (options.axes === 'auto') {
    return openOrdered(files, paths, orderOfNames(names, folder, options.gaps), folder);
  }
  // All pages of all files, one after the other, follow the stated order.
  const inOrder = await openSequence(files, paths, null, folder);
  const perFile = inOrder.size.t / names.length;
  const known = {
    c: options.channels || (options.slices === 0 && perFile > 1 ? perFile : 0),
    z: options.slices || (options.channels === 0 && perFile > 1 ? perFile : 0),
  };
  const order = statedOrder(options.axes, inOrder.size.t, known, { file: folder });
  const { c: samples } = inOrder.size;
  return {
    ...inOrder,
    size: { ...inOrder.size, t: order.t, c: order.c * samples, z: order.z },
    channels: Array.from({ length: order.c }, (_, i) =>
      order.c === 1 ? inOrder.channels : [{ name: `Channel ${i + 1}`, colour: null }],
    ).flat(),
    plane: (t, c, z, signal) => inOrder.plane(order.index(t, Math.floor(c / samples), z), c % samples, 0, signal),
  };
}

/**
 * Files of one size each as one stack; each is opened, and its size checked, when it is reached.
 *
 * @param order   which file is which; `null` takes the pages of all files, one after the other, as time points.
 * @param within  what the pages of one file are.
 * @throws FormatError where the axes of files and of their pages collide, and later, naming the file, where one differs.
 */
export async function openSequence(
  files: FileAccess,
  paths: readonly string[],
  order: PlaneOrder | null,
  name: string,
  within: StackOptions = order ? fromFile : { axes: 't', channels: 0, slices: 0 },
): Promise<ImageStack> {
  const open = async (index: number): Promise<ImageStack> =>
    openTiffStack(await files.open(paths[index] ?? ''), within);
  const first = await open(0);
  const { size } = first;
  if (order && (size.t > 1 || (order.c > 1 && size.c > 1) || (order.z > 1 && size.z > 1))) {
    throw new FormatError(
      'ambiguous',
      { file: name },
      `each file has ${size.t} time points, ${size.c} channels and ${size.z} planes, and there are ${paths.length} files: set the parameter axes`,
    );
  }
  const checked = async (index: number): Promise<ImageStack> => {
    if (index === 0) return first;
    const stack = await open(index);
    const is = stack.size;
    if (is.t === size.t && is.c === size.c && is.z === size.z && is.y === size.y && is.x === size.x) return stack;
    const show = (of: typeof size) => `${of.x} × ${of.y}, ${of.t * of.z} planes, ${of.c} channels`;
    const file = paths[index] ?? '';
    throw new FormatError(
      'unsupported',
      { file },
      `${show(is)}, but ${paths[0]} has ${show(size)}: frames of one movie are alike`,
    );
  };
  const opened = new KeptOpen(checked);
  if (!order) {
    return {
      ...first,
      size: { ...size, t: size.t * paths.length },
      plane: async (t, c, z, signal) => (await opened.get(Math.floor(t / size.t))).plane(t % size.t, c, z, signal),
    };
  }
  const perPage = size.c;
  return {
    ...first,
    size: { ...size, t: order.t, c: order.c * size.c, z: order.z * size.z },
    channels:
      order.c === 1
        ? first.channels
        : Array.from({ length: order.c }, (_, i) => ({ name: `Channel ${i + 1}`, colour: null })),
    async plane(t, c, z, signal) {
      const index = order.index(t, Math.floor(c / perPage), Math.floor(z / size.z));
      return (await opened.get(index)).plane(0, c % perPage, z % size.z, signal);
    },
  };
}
