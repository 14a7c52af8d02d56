import { labelsAs } from '../../runtime/formats/labels-as.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { compressions, encodePage } from '../../runtime/formats/tiff/encode-page.ts';
import { TiffWriter } from '../../runtime/formats/tiff/write.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { choice, text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-labels',
  version: 1,
  title: 'Save labels',
  summary: 'Writes label images as an ImageJ hyperstack (TIFF), each object with its number.',
  keywords: ['export', 'write', 'TIFF', 'mask', 'segmentation', 'ImageJ', 'Fiji', 'napari'],
  sources: ['TIFF 6.0; BigTIFF', 'ImageJ hyperstacks'],
  help: 'The numbers of the objects are written as they are: 0 is background. The file carries the graph that made it. 16 bit holds numbers up to 65535 and is what every program reads as labels; a larger number ends the run with an error, and 32 bit, which holds all, is to be chosen. Fiji shows 32-bit labels as floating-point numbers, exact up to 16777216. Frames without objects are pages of zeros.',
  inputs: { labels: port('Labels', 'Label images to save.') },
  params: {
    name: text({ default: 'labels.tif', doc: 'Name of the file.' }),
    type: choice({ options: ['uint16', 'uint32'], default: 'uint16', doc: 'How numbers are stored.' }),
    compression: choice({ options: compressions, default: 'deflate', doc: 'How pages are compressed, without loss.' }),
  },
  names: ({ name }) => [outputName(name, '.tif', '.tiff')],
  async map({ labels }, { type, compression }, { t }) {
    const pages: Uint8Array[] = [];
    const plane = labels.width * labels.height;
    const values = labelsAs(labels.data, type, t);
    for (let z = 0; z < labels.depth; z++) {
      pages.push(await encodePage(values.subarray(z * plane, (z + 1) * plane), compression));
    }
    return pages;
  },
  async save(frames, _, { name, type, compression }, { headers, provenance }, out) {
    const { size, calibration } = headers.labels;
    const file = await out.create(outputName(name, '.tif', '.tiff'));
    const writer = await TiffWriter.start(file, { size, type, calibration, compression, provenance });
    for await (const pages of frames) for (const page of pages) await writer.append(page);
    await writer.finish();
  },
});
