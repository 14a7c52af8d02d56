import { outputName } from '../../runtime/formats/output-name.ts';
import { compressions, encodePage } from '../../runtime/formats/tiff/encode-page.ts';
import { TiffWriter } from '../../runtime/formats/tiff/write.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { choice, text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-movie',
  version: 1,
  title: 'Save movie',
  summary: 'Writes a movie as an ImageJ hyperstack (TIFF).',
  keywords: ['export', 'write', 'TIFF', 'ImageJ', 'Fiji', 'hyperstack', 'BigTIFF'],
  sources: ['TIFF 6.0; BigTIFF', 'ImageJ hyperstacks: channels run fastest, then slices, then frames'],
  help: 'One page a plane, pixels as they are (8 or 16 bit, or 32-bit floating point), with pixel size, plane distance and frame interval, and the graph that made it; read by Fiji, napari and tifffile. Time stamps that are not regular are left out. Deflate makes files of cell movies two to five times smaller; uncompressed files open faster. Above 4 GB the file is a BigTIFF, which Fiji opens with Bio-Formats. NaN stays NaN; a movie without frames is refused.',
  inputs: { movie: port('Movie', 'Movie to save.') },
  params: {
    name: text({ default: 'movie.tif', doc: 'Name of the file.' }),
    compression: choice({ options: compressions, default: 'deflate', doc: 'How pages are compressed, without loss.' }),
  },
  names: ({ name }) => [outputName(name, '.tif', '.tiff')],
  async map({ movie }, { compression }) {
    const pages: Uint8Array[] = [];
    const [first] = movie;
    if (!first) return pages;
    const plane = first.width * first.height;
    for (let z = 0; z < first.depth; z++) {
      for (const { data } of movie)
        pages.push(await encodePage(data.subarray(z * plane, (z + 1) * plane), compression));
    }
    return pages;
  },
  async save(frames, _, { name, compression }, { headers, provenance }, out) {
    const { size, dtype, calibration } = headers.movie;
    const file = await out.create(outputName(name, '.tif', '.tiff'));
    const writer = await TiffWriter.start(file, { size, type: dtype, calibration, compression, provenance });
    for await (const pages of frames) for (const page of pages) await writer.append(page);
    await writer.finish();
  },
});
