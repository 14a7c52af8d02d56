import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Shape, Shapes } from '../data/shapes.ts';
import type { OutputFile } from '../node/files.ts';
import { FormatError } from './format-error.ts';
import type { ImagejRoi } from './imagej-roi.ts';
import { readRoi } from './imagej-roi-read.ts';
import { writeRoi } from './imagej-roi-write.ts';
import { readZip } from './read-zip.ts';

/** The graph stands in a set under this name; ImageJ reads the entries that end in .roi. */
export const roiSetGraph = 'graph.json';
const limits = { entries: 200_000, bytes: 2 ** 28 };
/** What the directory of a ZIP archive can count. */
const mostRois = 65_000;

/**
 * Reads the regions of a set (.zip) or of one file (.roi), in order.
 * @param isStack  see `readRoi`.
 * @throws FormatError for what `readZip` and `readRoi` refuse, and where an archive holds no region.
 */
export function readRoiSet(bytes: Uint8Array, file: string, isStack: boolean): readonly ImagejRoi[] {
  const bare = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replace(/\.roi$/i, '');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return [readRoi(bytes, file, bare(file), isStack)];
  const entries = readZip(bytes, file, limits, (name) => /\.roi$/i.test(name));
  if (entries.size === 0) throw new FormatError('unsupported', { file }, 'no entry of the archive ends in .roi');
  return Array.from(entries, ([name, entry]) => readRoi(entry, file, bare(name), isStack));
}

/** Regions as shapes: an area of several paths is a polygon each, several points are a point each. */
export const shapesOfRois = (rois: readonly ImagejRoi[]): Shapes => ({
  shapes: rois.flatMap(({ name, kind, paths, t }): readonly Shape[] => {
    if (kind === 'point') return paths.flat().map((place) => ({ type: 'point', name, t, points: [place] }));
    const type = kind === 'area' ? 'polygon' : 'line';
    return paths.map((points) => ({ type, name, t, points }));
  }),
});

export const roisOfShapes = ({ shapes }: Shapes): readonly ImagejRoi[] =>
  shapes.map(({ type, name, t, points }, i) => ({
    name: name || `${type} ${i + 1}`,
    kind: type === 'polygon' ? 'area' : type,
    paths: [points],
    t,
    z: null,
  }));

/** The outline of an object of a label image, called as ImageJ calls regions of a stack, with the label after it. */
export function roiOfLabel(label: number, loops: readonly Float64Array[], t: number, z: number | null): ImagejRoi {
  const paths = loops.map((loop) =>
    Array.from({ length: loop.length / 2 }, (_, i) => [loop[2 * i]!, loop[2 * i + 1]!] as const),
  );
  const middle = (axis: 0 | 1): number => {
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    for (const place of paths.flat()) {
      least = Math.min(least, place[axis]);
      most = Math.max(most, place[axis]);
    }
    return Math.round((least + most) / 2);
  };
  const parts = [t + 1, middle(1), middle(0)].map((number) => String(number).padStart(4, '0'));
  const name = `${parts.join('-')}-${label}${z === null ? '' : `-z${z + 1}`}`;
  return { name, kind: 'area', paths, t, z, isTraced: true };
}

/** The label in a name that `roiOfLabel` gave; `null` for other names. */
export function labelOfRoi({ name }: ImagejRoi): number | null {
  const digits = /^\d{4,}-\d{4,}-\d{4,}-(\d{1,10})(?:-z\d+)?$/.exec(name)?.[1];
  const label = Number(digits ?? 0);
  return label > 0 && label < 2 ** 32 ? label : null;
}

/** What every disk takes as the name of a file. */
const entryName = (name: string): string =>
  name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be in a file name
    .replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 120) || 'region';

/** Writes a set of regions piece by piece; the same regions give the same bytes. */
export class RoiSetWriter {
  readonly #file: OutputFile;
  readonly #names = new Set<string>();
  readonly #zip: Zip;
  #ready: Uint8Array[] = [];
  #error: Error | null = null;

  constructor(file: OutputFile, provenance: string) {
    this.#file = file;
    this.#zip = new Zip((error, bytes) => {
      this.#error ??= error;
      this.#ready.push(bytes);
    });
    if (provenance !== '') this.#entry(roiSetGraph, strToU8(provenance));
  }

  /** @throws RangeError beyond 65000 regions: archives count no further. */
  async append(rois: readonly ImagejRoi[]): Promise<void> {
    if (this.#names.size + rois.length > mostRois) {
      throw new RangeError(`there are more than ${mostRois} regions, which a set can't hold: save fewer frames`);
    }
    for (const roi of rois) {
      const bare = entryName(roi.name);
      let name = bare;
      for (let again = 2; this.#names.has(name.toLowerCase()); again++) name = `${bare}-${again}`;
      this.#names.add(name.toLowerCase());
      this.#entry(
        `${name}.roi`,
        writeRoi(name === bare ? roi : { ...roi, name: `${roi.name}-${name.slice(bare.length + 1)}` }),
      );
    }
    await this.#flush();
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#flush();
    await this.#file.close();
  }

  #entry(name: string, bytes: Uint8Array): void {
    const entry = new ZipDeflate(name, { level: 6 });
    // No clock: the earliest date that archives know.
    entry.mtime = new Date(1980, 0, 1);
    this.#zip.add(entry);
    entry.push(bytes, true);
  }

  async #flush(): Promise<void> {
    if (this.#error) throw this.#error;
    const ready = this.#ready;
    this.#ready = [];
    for (const bytes of ready) await this.#file.append(bytes);
  }
}
