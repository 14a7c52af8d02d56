import { checkTransform } from '../../runtime/kernels/reference/check-transform.ts';
import { commonArea } from '../../runtime/kernels/reference/common-area.ts';
import { labelWindow } from '../../runtime/kernels/reference/label-window.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'drift.apply-to-labels',
  version: 1,
  title: 'Apply drift to labels',
  summary: 'Moves label images by the drift: onto the corrected movie, or back onto the movie as it was recorded.',
  keywords: ['correct drift', 'registration', 'camera coordinates', 'inverse transform', 'nearest neighbour', 'mask'],
  sources: ['scipy.ndimage.shift(order 0) by the drift rounded to whole px'],
  help: 'Labels that were found in the corrected movie lie beside the objects of the recorded one: with invert on they are brought back, for measuring in untouched pixels or for comparing with a truth in camera coordinates. With invert off labels of the recorded movie are brought onto the corrected one. Labels are never interpolated: they move by whole px (halves to the right and down), at most half a px beside the drift along each axis. What moves out of the field is lost, what was not seen is background. Choose crop where Apply drift was set to crop. Frames without labels stay empty.',
  inputs: { labels: port('Labels', 'Labels to move.'), transform: port('Transform', 'The drift.') },
  outputs: { labels: port('Labels', 'Moved labels.') },
  params: {
    invert: toggle({ default: false, doc: 'Back into camera coordinates, for labels of the corrected movie.' }),
    edges: choice({
      options: ['keep size', 'crop'],
      default: 'keep size',
      doc: 'crop: the corrected movie is cut to the area seen in all frames.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  describe({ labels }, { invert, edges }, { transform }) {
    checkTransform(transform, labels);
    if (edges === 'keep size') return {};
    const { width, height } = commonArea(transform);
    const camera = { x: transform.size.x, y: transform.size.y };
    const cropped = { x: width, y: height };
    const expected = invert ? cropped : camera;
    if (labels.size.x !== expected.x || labels.size.y !== expected.y) {
      throw new RangeError(
        `the labels are ${labels.size.x} × ${labels.size.y} px, but the ${invert ? 'cropped' : 'recorded'} movie has ${expected.x} × ${expected.y}: set edges to what Apply drift has`,
      );
    }
    return { labels: { size: { ...labels.size, ...(invert ? camera : cropped) } } };
  },
  async run({ labels, transform }, { invert, edges }, { t }) {
    const [x, y, z] = [transform.dx, transform.dy, transform.dz].map((moved) => Math.round(moved[t] ?? 0)) as [
      number,
      number,
      number,
    ];
    const area =
      edges === 'crop' ? commonArea(transform) : { x0: 0, y0: 0, width: labels.width, height: labels.height };
    if (!invert) return { labels: labelWindow(labels, { x: x + area.x0, y: y + area.y0, z }, area) };
    const size = edges === 'crop' ? { width: transform.size.x, height: transform.size.y } : area;
    return { labels: labelWindow(labels, { x: -x - area.x0, y: -y - area.y0, z: -z }, size) };
  },
});
