import type { ImagejRoi } from '../../runtime/formats/imagej-roi.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { RoiSetWriter, roiOfLabel, roisOfShapes } from '../../runtime/formats/roi-set.ts';
import { labelOutlines } from '../../runtime/kernels/reference/label-outlines.ts';
import { defineSink, optional } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-rois',
  version: 1,
  title: 'Save ImageJ ROIs',
  summary: 'Writes outlines of objects and drawn shapes as a set of regions for the ROI Manager of ImageJ.',
  keywords: [
    'export',
    'write',
    'ROI Manager',
    'RoiSet.zip',
    'Fiji',
    'outline',
    'contour',
    'polygon',
    'region of interest',
  ],
  sources: ['ImageJ 1.53t: ij.io.RoiEncoder'],
  help: 'Open it in ImageJ with File, Open, or ROI Manager, More, Open. Each object of each frame is a traced outline along its pixel edges: measured in ImageJ it has exactly its pixels; an object with holes or of several parts is a composite region. It stands at its frame (and plane, in stacks of several) and is called frame-y-x-label, such as 0003-0012-0045-17. Shapes are lines, polygons and points, at their frame or at all. Connect label images, shapes or both; neither is an error, and more than 65000 regions do not fit a set. The graph that made them stands in the archive as graph.json, which ImageJ passes over. Frames without objects add nothing.',
  inputs: {
    labels: optional('Labels', 'Label images whose outlines are saved.'),
    shapes: optional('Shapes', 'Lines, polygons and points to save.'),
  },
  params: { name: text({ default: 'rois.zip', doc: 'Name of the file.' }) },
  names: ({ name }) => [outputName(name, '.zip')],
  async map({ labels }, _params, { t }): Promise<readonly ImagejRoi[]> {
    const rois: ImagejRoi[] = [];
    if (!labels) return rois;
    const { width, height, depth, data } = labels;
    for (let z = 0; z < depth; z++) {
      const plane = data.subarray(z * width * height, (z + 1) * width * height);
      for (const { label, loops } of labelOutlines(plane, width, height)) {
        rois.push(roiOfLabel(label, loops, t, depth > 1 ? z : null));
      }
    }
    return rois;
  },
  async save(frames, { shapes }, { name }, { headers, provenance }, out) {
    if (!headers.labels && !shapes) throw new RangeError('nothing is connected: connect label images or shapes');
    const writer = new RoiSetWriter(await out.create(outputName(name, '.zip')), provenance);
    if (shapes) await writer.append(roisOfShapes(shapes));
    if (headers.labels) for await (const rois of frames) await writer.append(rois);
    await writer.finish();
  },
});
