import { type Labels, uncalibrated } from '../../runtime/data/movie.ts';
import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { FormatError } from '../../runtime/formats/format-error.ts';
import { restated } from '../../runtime/formats/image-stack.ts';
import type { ImagejRoi } from '../../runtime/formats/imagej-roi.ts';
import { readWhole } from '../../runtime/formats/read-whole.ts';
import { labelOfRoi, readRoiSet, shapesOfRois } from '../../runtime/formats/roi-set.ts';
import { fillLoops } from '../../runtime/kernels/reference/fill-loops.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, file, integer } from '../../runtime/node/params.ts';

/** Pixels of a frame beyond which a region lies by mistake. */
const mostPixels = 2 ** 28;

export default defineSource({
  id: 'io.open-rois',
  version: 1,
  title: 'Open ImageJ ROIs',
  summary: 'Opens regions of the ROI Manager of ImageJ, as shapes and as label images.',
  keywords: [
    'import',
    'load',
    'ROI Manager',
    'RoiSet.zip',
    'Fiji',
    'outline',
    'polygon',
    'hand annotation',
    'cellpose _rois.zip',
  ],
  sources: ['ImageJ 1.53t: ij.io.RoiDecoder'],
  help: 'Takes a set (RoiSet.zip) or one region (.roi). Shapes: polygons, freehand and traced outlines, rectangles and ovals are polygons; straight, segmented and freehand lines, angles and arrows are lines; each point is a point. A composite region is a polygon for each of its outlines. Labels: areas are filled, those that overlap in the order of the set, the last on top; holes of composite regions stay open. An object has the number in its name where Save ImageJ ROIs gave it one, else its place among the areas of the set, counted on from those; say width and height of the image, since regions do not tell. A region that ImageJ keeps at a time point belongs to that frame; position says whether the place in a plain stack is a frame too; others belong to every frame. Curves that ImageJ fits through points are not followed. A set without areas gives empty labels.',
  outputs: {
    shapes: port('Shapes', 'The regions as lines, polygons and points.'),
    labels: port('Labels', 'The areas, filled.'),
  },
  params: {
    path: file({ accept: ['.zip', '.roi'], doc: 'RoiSet.zip, or one region (.roi).' }),
    position: choice({
      options: ['frame', 'none'],
      default: 'frame',
      doc: 'What the place in a stack of neither channels nor planes is.',
    }),
    width: integer({
      default: 0,
      min: 0,
      max: 100_000,
      unit: 'px',
      doc: 'Width of the labels; 0 = as far as areas reach.',
    }),
    height: integer({
      default: 0,
      min: 0,
      max: 100_000,
      unit: 'px',
      doc: 'Height of the labels; 0 = as far as areas reach.',
    }),
    frames: integer({
      default: 0,
      min: 0,
      max: 1e6,
      unit: 'frame',
      doc: 'Frames of the labels; 0 = up to the last region.',
    }),
    ...calibrationParams,
  },
  async open({ path, position, width, height, frames, pixelSize, frameInterval }, files) {
    const rois = readRoiSet(await readWhole(files, path, 2 ** 28), path, position === 'frame');
    const areas = rois.filter(({ kind }) => kind === 'area');
    const reach = (axis: 0 | 1): number =>
      areas.reduce(
        (most, { paths }) => paths.flat().reduce((far, place) => Math.max(far, Math.ceil(place[axis] - 0.5) + 1), most),
        1,
      );
    const last = (of: 't' | 'z'): number => areas.reduce((most, area) => Math.max(most, (area[of] ?? 0) + 1), 1);
    const size = { t: frames || last('t'), c: 1, z: last('z'), y: height || reach(1), x: width || reach(0) };
    const calibration = restated({ calibration: uncalibrated }, pixelSize, frameInterval);
    return { shapes: shapesOfRois(rois), labels: { size, calibration, frame: filled(areas, size, path) } };
  },
});

function filled(areas: readonly ImagejRoi[], size: Labels['size'], file: string): Labels['frame'] {
  const named = areas.map(labelOfRoi);
  const others = named.reduce<number>((most, label) => Math.max(most, label ?? 0), 0);
  const objects = areas.map((area, i) => ({
    t: area.t,
    z: area.z,
    label: named[i] ?? others + i + 1,
    loops: area.paths.map((path) => Float64Array.from(path.flat())),
  }));
  const { x: width, y: height, z: depth } = size;
  return async (t) => {
    if (!(t >= 0 && t < size.t)) throw new RangeError(`frame ${t} of labels that have ${size.t}`);
    if (width * height * depth > mostPixels) {
      throw new FormatError('unsupported', { file }, `its areas reach over ${width} × ${height} × ${depth} pixels`);
    }
    const data = new Uint32Array(width * height * depth);
    for (const object of objects) {
      if (object.t !== null && object.t !== t) continue;
      const [first, end] = object.z === null ? [0, depth] : [object.z, object.z + 1];
      for (let z = first; z < end; z++) {
        const plane = data.subarray(z * width * height, (z + 1) * width * height);
        fillLoops(object.loops, object.label, plane, width, height);
      }
    }
    return { width, height, depth, data };
  };
}
