import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { csvOf, graphOfCsv, parseCsv } from '../../../src/runtime/formats/csv.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import { withPngText } from '../../../src/runtime/formats/png-text.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import { encodePage } from '../../../src/runtime/formats/tiff/encode-page.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { TiffWriter } from '../../../src/runtime/formats/tiff/write.ts';
import { bytesAsFile, FolderInMemory } from '../../support/files.ts';

/** Everything that could go wrong in one of the formats: quotes, commas, tags, line ends as JSON writes them, µ, emoji. */
const graph = JSON.stringify({ format: 'cellwire-graph', title: 'a "b", <c> & # \\ µm 🔬 -- \n images=3', x: [1, 2] });

const table: Table = { columns: [{ name: 'x', unit: 'µm', values: Float64Array.of(0.5, 2) }], cautions: ['beware'] };
const rows = Array.from({ length: 30_000 }, (_, i) => i);
const figure: Figure = {
  title: 'Dots <1>',
  tables: [
    { name: 'dots', table: { columns: [{ name: 'x', unit: '', values: Float64Array.from(rows) }], cautions: [] } },
  ],
  panels: [
    {
      title: '',
      x: { label: 'x', unit: '' },
      y: { label: 'y', unit: '' },
      marks: [{ type: 'dots', table: 'dots', x: 'x', y: 'x', emphasis: 'normal' }],
    },
  ],
  cautions: [],
};
/** One black pixel. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
async function tiff(provenance: string): Promise<Uint8Array> {
  const folder = new FolderInMemory();
  const size = { t: 2, c: 1, z: 1, y: 2, x: 2 };
  const calibration = { ...uncalibrated, frameInterval_s: 30 };
  const content = { size, type: 'uint8', calibration, compression: 'none', provenance } as const;
  const writer = await TiffWriter.start(await folder.create('m.tif'), content);
  for (let t = 0; t < 2; t++) await writer.append(await encodePage(new Uint8Array(4).fill(t), 'none'));
  await writer.finish();
  return folder.files.get('m.tif') ?? new Uint8Array();
}
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: Uint8Array | string) =>
  readProvenance(bytesAsFile(typeof content === 'string' ? bytes(content) : content, 'dropped'));
const csv = (provenance: string, of = table) => [...csvOf(of, 'comment', provenance)].join('');

describe('readProvenance', () => {
  it('gives back the graph of a table, which other readers pass over', async () => {
    const text = csv(graph);
    expect(await read(text)).toBe(graph);
    expect(parseCsv(text, 'x.csv')).toEqual(table);
    expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual(['x', '0.5', '2', '']);
  });
  it('gives back the graph of a table without columns, and of a long one', async () => {
    expect(await read(csv(graph, { columns: [], cautions: [] }))).toBe(graph);
    const long = { columns: [{ name: 'x', unit: '', values: new Float64Array(300_000) }], cautions: [] };
    expect(await read(csv(graph, long))).toBe(graph);
    expect(await read(csv('', long))).toBeNull();
  });
  it('leaves tables for programs without comments as they are', () => {
    expect([...csvOf({ ...table, cautions: [] }, 'row', graph)].join('')).toBe('x\n(µm)\n0.5\n2\n');
    expect([...csvOf({ ...table, cautions: [] }, 'none', graph)].join('')).toBe('x\n0.5\n2\n');
  });
  it('gives back the graph of a figure, of one larger than the first read too', async () => {
    const svg = figureToSvg(figure, graph);
    expect(svg.length).toBeGreaterThan(1_000_000);
    expect(await read(svg)).toBe(graph);
    const late = svg.replace('<title>', `<title>${'long '.repeat(80_000)}`);
    expect(await read(late)).toBe(graph);
    expect(await read(figureToSvg(figure))).toBeNull();
  });
  it('gives back the graph of a movie, whose calibration reads as before', async () => {
    const file = await tiff(graph);
    expect(JSON.parse((await read(file)) ?? '')).toEqual(JSON.parse(graph));
    const stack = await openTiffStack(bytesAsFile(file, 'm.tif'), fromFile);
    expect(stack.size).toEqual({ t: 2, c: 1, z: 1, y: 2, x: 2 });
    expect(stack.calibration.frameInterval_s).toBe(30);
    expect(await read(await tiff(''))).toBeNull();
  });
  it('writes it into the description in ASCII, as the last line, so that ImageJ finds its own first', async () => {
    const file = new TextDecoder('latin1').decode(await tiff(graph));
    const description = file.slice(file.indexOf('ImageJ='), file.indexOf('\0', file.indexOf('ImageJ=')));
    expect(description).toMatch(/^[\x20-\x7e\n]*$/);
    expect(description).toContain('loop=false\ncellwire={');
    expect(description.indexOf('images=2')).toBeLessThan(description.indexOf('cellwire='));
  });
  it('gives back the graph of a picture, which stays a valid one', async () => {
    const file = withPngText(pixel, graph);
    expect(await read(file)).toBe(graph);
    expect(await read(pixel)).toBeNull();
    const again = withPngText(pixel, 'Ünïcode');
    // the checksum as PNG defines it: over type and text
    const chunk = again.subarray(33 + 4, again.length - (pixel.length - 33) - 4);
    const view = new DataView(again.buffer, 33 + 4 + chunk.length);
    expect(view.getUint32(0)).toBe(crcByTable(chunk));
  });
  it('takes a graph itself, and the record of a run', async () => {
    expect(await read(graph)).toBe(graph);
    expect(JSON.parse((await read(`{"cellwire": "0", "graph": ${graph}}`)) ?? '')).toEqual(JSON.parse(graph));
    expect(await read('{"graph": 3}')).toBeNull();
  });
  it('finds nothing in other files', async () => {
    for (const other of [
      '',
      'x,y\n1,2\n',
      'II',
      'plain text',
      '# a comment',
      '<svg><metadata>no json</metadata></svg>',
    ])
      expect(await read(other)).toBeNull();
  });
  it('ends in a clear error for damaged files', async () => {
    await expect(read('{"graph": ')).rejects.toThrow('dropped: no JSON');
    await expect(read('<svg><metadata>{')).rejects.toThrow('dropped: <metadata> is not closed');
    await expect(read('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).rejects.toThrow('a document type or entities');
    await expect(read(withPngText(pixel, graph).subarray(0, 60))).rejects.toThrow('beyond the end of the file');
    await expect(read((await tiff(graph)).slice(0, 30))).rejects.toThrow(FormatError);
    expect(graphOfCsv('# graph: {broken')).toBe('{broken');
  });
  it('never hangs nor throws anything else, whatever byte is changed', async () => {
    const files = [
      csv(graph).slice(0, 400),
      withPngText(pixel, graph),
      await tiff(graph),
      bytes(figureToSvg({ ...figure, panels: [] }, graph)),
    ];
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(2000), fc.nat(255), fc.nat(2000), async (which, at, value, cut) => {
        const file = files[which] ?? '';
        const changed = new Uint8Array(typeof file === 'string' ? bytes(file) : file);
        changed[at % changed.length] = value;
        const shown = changed.subarray(0, cut === 0 ? changed.length : (cut % changed.length) + 1);
        const found = await read(shown).catch((error: unknown) => error);
        expect(found === null || typeof found === 'string' || found instanceof FormatError).toBe(true);
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});

/** CRC-32 by its table, the way libpng's documentation gives it. */
function crcByTable(data: Uint8Array): number {
  const table32 = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of data) crc = (table32[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
