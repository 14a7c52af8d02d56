import type { ByteSource } from '../node/files.ts';
import { graphOfCsv } from './csv.ts';
import { FormatError } from './format-error.ts';
import { isPng, pngText } from './png-text.ts';
import { readZip } from './read-zip.ts';
import { roiSetGraph } from './roi-set.ts';
import { decodeText } from './text.ts';
import { readDirectories, textOf } from './tiff/directory.ts';
import { provenanceKey } from './tiff/write.ts';
import { trackMateGraphMark } from './trackmate-write.ts';
import { tagsOf } from './xml-tags.ts';
import { objectIn } from './zarr/metadata.ts';

const imageDescription = 270;
/** A graph in a result is some kilobytes; this is what a hostile file may cost. */
const longest = 1 << 24;
const firstRead = 1 << 18;

/**
 * The graph that a result of Cellwire carries: of a table (CSV), figure (SVG), movie or labels (TIFF), picture (PNG),
 * tracks (TrackMate XML, .zattrs of a GEFF), regions (ZIP), or the JSON beside a run.
 *
 * @param file  any file; what it is is told by its content.
 * @returns     the graph document as text, not yet checked; `null` where the file carries none.
 * @throws FormatError where it is damaged before the place where the graph would be.
 * @cost        reads the beginning of the file, as far as the graph reaches; of a TIFF its first directory.
 */
export async function readProvenance(file: ByteSource): Promise<string | null> {
  const head = await file.read(0, Math.min(file.size, 8));
  if (isPng(head)) return pngText(file);
  if (head[0] === 0x50 && head[1] === 0x4b) return ofRoiSet(file);
  const order = String.fromCharCode(head[0] ?? 0, head[1] ?? 0);
  if ((order === 'II' || order === 'MM') && (head[2] === 0 || head[3] === 0)) return ofTiff(file);
  let length = firstRead;
  for (;;) {
    const isWhole = length >= file.size;
    const text = decodeText(await file.read(0, Math.min(length, file.size)), !isWhole).replace(/^\uFEFF/, '');
    const found = ofText(text, isWhole, file.name);
    if (found !== undefined) return found;
    if (length >= longest) {
      throw new FormatError('unsupported', { file: file.name }, `no graph within its first ${longest >> 20} MiB`);
    }
    length = Math.min(longest, length * 8);
  }
}

/** `undefined`: the text must be longer to tell. */
function ofText(text: string, isWhole: boolean, name: string): string | null | undefined {
  const start = text.trimStart();
  if (start.startsWith('#')) {
    const isHeadWhole = isWhole || /^[^#]/m.test(text.slice(0, text.lastIndexOf('\n') + 1));
    return isHeadWhole ? graphOfCsv(text) : undefined;
  }
  if (start.startsWith('<')) return ofXml(start, isWhole, name);
  if (start.startsWith('{')) return isWhole ? ofJson(start, name) : undefined;
  return null;
}

/** Of an SVG its metadata, of a TrackMate session a line of its log. */
function ofXml(xml: string, isWhole: boolean, name: string): string | null | undefined {
  try {
    for (const { type, name: element, text } of tagsOf(xml)) {
      if (type === 'close' && element === 'metadata') return text.startsWith('{') ? text : null;
      if (type !== 'close' || element !== 'Log') continue;
      const line = text.split('\n').find((one) => one.startsWith(trackMateGraphMark));
      return line?.slice(trackMateGraphMark.length) ?? null;
    }
    return null;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    if (!isWhole) return undefined;
    throw new FormatError('damaged', { file: name }, cause.message, { cause });
  }
}

/** A graph document itself, a record of a run, or attributes of a GEFF, with the graph in them. */
function ofJson(text: string, name: string): string | null {
  let json: { readonly format?: unknown; readonly graph?: unknown; readonly geff?: unknown };
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FormatError('damaged', { file: name }, `no JSON: ${(cause as Error).message}`, { cause });
  }
  if (json.format === 'cellwire-graph') return text;
  const graph = json.graph ?? objectIn(objectIn(json.geff, 'extra'), 'cellwire')['graph'];
  return typeof graph === 'object' && graph !== null ? JSON.stringify(graph) : null;
}

async function ofRoiSet(file: ByteSource): Promise<string | null> {
  if (file.size > 16 * longest) return null;
  const archive = await file.read(0, file.size);
  const graph = readZip(archive, file.name, { entries: 200_000, bytes: longest }, (name) => name === roiSetGraph);
  const json = graph.get(roiSetGraph);
  return json ? ofJson(decodeText(json), file.name) : null;
}

async function ofTiff(file: ByteSource): Promise<string | null> {
  for await (const { bytes, directory } of readDirectories(file)) {
    const field = directory.get(imageDescription);
    const description = field ? await textOf(bytes, field, longest) : null;
    const line = description?.split(/[\r\n]+/).find((one) => one.startsWith(`${provenanceKey}=`));
    return line?.slice(provenanceKey.length + 1) ?? null;
  }
  return null;
}
