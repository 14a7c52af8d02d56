import { type PlaneOrder, planeOrder } from '../axes.ts';
import { FormatError } from '../format-error.ts';
import { mostPages } from './directory.ts';
import type { TiffFile } from './file.ts';
import type { Ome } from './ome.ts';

/** Where a plane is: which of `files`, and its directory in the chain, from 0. */
export interface OmePlanes {
  /** Counts and the order of planes, by which `file` and `ifd` are indexed. */
  readonly order: PlaneOrder;
  /** `null`: the file that has the description. */
  readonly files: readonly (string | null)[];
  readonly file: Int32Array;
  readonly ifd: Int32Array;
}

const asTheyAre = 'set the parameter axes to read the pages as they are';

const sizesOf = ({ sizes }: Ome): string =>
  `its OME-XML says ${sizes.t} time points × ${sizes.c} channels × ${sizes.z} planes`;

/**
 * Which plane is where by the description.
 *
 * @param samples  values of one pixel of a page, which count as channels.
 * @throws FormatError where the sizes can't be, or a plane is nowhere.
 */
export function omePlanes(ome: Ome, samples: number, place: { readonly file: string }, pages: number): OmePlanes {
  const counts = { ...ome.sizes, c: ome.sizes.c / samples };
  const wanted = counts.t * counts.c * counts.z;
  if (!Number.isInteger(counts.c) || wanted > mostPages) {
    throw new FormatError('damaged', place, `${sizesOf(ome)}, which its ${pages} pages can't hold: ${asTheyAre}`);
  }
  const order = planeOrder(ome.order, counts);
  const files = new Map<string | null, number>();
  const file = new Int32Array(wanted).fill(-1);
  const ifd = new Int32Array(wanted).fill(-1);
  const blocks =
    ome.blocks.length > 0 ? ome.blocks : [{ file: null, ifd: 0, count: null, first: { t: 0, c: 0, z: 0 } }];
  let stated = 0;
  for (const block of blocks) {
    const { first } = block;
    // One name is that of this file, whatever it is called by now.
    const name = ome.files.length > 1 ? block.file : null;
    const which = files.get(name) ?? files.size;
    files.set(name, which);
    const start = order.index(first.t, Math.floor(first.c / samples), first.z);
    const last = block.count === null ? wanted : Math.min(start + block.count, wanted);
    stated += Math.max(0, last - start);
    if (stated > wanted + mostPages)
      throw new FormatError('damaged', place, `${sizesOf(ome)}, and each of them many times`);
    file.fill(which, start, last);
    for (let plane = start; plane < last; plane++) ifd[plane] = block.ifd + plane - start;
  }
  requirePlanes(ifd, ome, place);
  return { order, files: [...files.keys()], file, ifd };
}

function requirePlanes(found: Int32Array, ome: Ome, place: { readonly file: string }): void {
  const absent = found.indexOf(-1);
  if (absent < 0) return;
  const what = `${sizesOf(ome)}, but plane ${absent + 1} of these is not in the file: ${asTheyAre}`;
  throw new FormatError('damaged', place, what);
}

/** Which page of its file is which. @throws FormatError where a plane is not there. */
export function omeOrder(file: TiffFile, ome: Ome, samples: number): PlaneOrder {
  const place = { file: file.name };
  const { order, ifd } = omePlanes(ome, samples, place, file.pages.length);
  const pageOfIfd = new Map(file.pages.map((page, i) => [page.number - 1, i]));
  const pages = ifd.map((one) => pageOfIfd.get(one) ?? -1);
  requirePlanes(pages, ome, place);
  return { ...order, index: (t, c, z) => pages[order.index(t, c, z)] ?? -1 };
}
