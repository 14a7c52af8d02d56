import type { Frame } from '../../data/frame.ts';
import { mergeSmallPieces } from './merge-small-pieces.ts';
import { watershed } from './watershed.ts';
import { borrow, giveBack } from './work-memory.ts';

/**
 * Cuts labels along the valleys between markers.
 *
 * @param labels   objects in a plane or volume; not modified.
 * @param relief   high inside the objects, low where they are to be cut; NaN is cut last.
 * @param markers  one label for each piece; an object without one stays whole.
 * @param minSize  px² (voxels); smaller pieces go back to the neighbour with the longest common border.
 * @returns        labels 1 … n; every pixel of an object is kept.
 * @cost           O(pixels)
 */
export function splitObjects(
  labels: Frame<Uint32Array>,
  relief: Float32Array,
  markers: Uint32Array,
  minSize: number,
): Frame<Uint32Array> {
  const { width, height, depth, data } = labels;
  const down = borrow(Float32Array, relief.length);
  for (let i = 0; i < down.length; i++) down[i] = -relief[i]!;
  const pieces = watershed(down, markers, width, height, { territory: data, depth });
  let last = 0;
  for (let i = 0; i < pieces.length; i++) if (pieces[i]! > last) last = pieces[i]!;
  // What no marker reached: it keeps its label, beyond those of the pieces.
  for (let i = 0; i < pieces.length; i++) if (data[i] !== 0 && pieces[i] === 0) pieces[i] = last + data[i]!;
  const merged = mergeSmallPieces(pieces, data, width, height, minSize, depth);
  giveBack(down, pieces);
  return { width, height, depth, data: merged };
}
