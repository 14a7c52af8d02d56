import type { Labels, LabelsHeader } from '../data/movie.ts';
import type { FileAccess } from '../node/files.ts';
import { FormatError } from './format-error.ts';
import { labelsOf } from './image-stack.ts';
import { openTiffStack } from './tiff/stack.ts';

/** One file a frame; pages are planes, as the Cell Tracking Challenge has it. */
const planes = { axes: 'z', channels: 0, slices: 0 } as const;

/** Files by the number at the end of their name: man_seg012.tif is 12. Others are left out. */
export function byNumber(names: readonly string[], pattern: RegExp): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const name of names) {
    const digits = pattern.exec(name)?.[1];
    if (digits !== undefined && digits.length < 10) found.set(Number(digits), name);
  }
  return found;
}

/**
 * Label images that are files of one frame each.
 *
 * @param names   file of each frame number.
 * @param first   number of the movie's first frame.
 * @param absent  what a frame without a file is: an image of zeros, or an error that names it.
 * @returns       labels of the movie's size; a frame rejects with FormatError where its file has another.
 */
export function numberedLabels(
  files: FileAccess,
  folder: string,
  names: ReadonlyMap<number, string>,
  first: number,
  header: LabelsHeader,
  absent: 'zeros' | 'error',
): Labels {
  const { size } = header;
  return {
    ...header,
    async frame(t, signal) {
      const name = names.get(first + t);
      if (name === undefined) {
        if (absent === 'error')
          throw new FormatError('missing', { file: folder }, `there is no label image of frame ${first + t}`);
        return { width: size.x, height: size.y, depth: size.z, data: new Uint32Array(size.z * size.y * size.x) };
      }
      const path = files.join(folder, name);
      const stack = await openTiffStack(await files.open(path), planes);
      if (stack.size.x !== size.x || stack.size.y !== size.y || stack.size.z !== size.z) {
        const show = ({ x, y, z }: { x: number; y: number; z: number }) => `${x} × ${y} × ${z}`;
        throw new FormatError(
          'unsupported',
          { file: path },
          `${show(stack.size)} px, but the images are ${show(size)}`,
        );
      }
      return labelsOf(stack, path).frame(0, signal);
    },
  };
}
