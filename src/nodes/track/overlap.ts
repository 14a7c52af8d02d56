import type { LabelsHeader } from '../../runtime/data/movie.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { addFrame, noColumns } from '../../runtime/kernels/reference/detection-columns.ts';
import { type FrameOverlaps, frameOverlaps } from '../../runtime/kernels/reference/frame-overlaps.ts';
import { joinDetections } from '../../runtime/kernels/reference/join-detections.ts';
import { linkByOverlap } from '../../runtime/kernels/reference/link-by-overlap.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { integer, number, toggle } from '../../runtime/node/params.ts';

export default defineFold({
  id: 'track.overlap',
  version: 1,
  title: 'Overlap tracker',
  summary: 'Links objects of successive frames that overlap, with divisions and merges.',
  keywords: [
    'track',
    'link',
    'IoU',
    'overlap',
    'TrackMate',
    'CellProfiler TrackObjects',
    'lineage',
    'division',
    'merge',
  ],
  sources: [
    'TrackMate 8: Overlap tracker (minIoU 0.3, scale factor 1), here on pixels',
    'Divisions and merges by cover: definition, see help',
  ],
  help: 'For objects that move less than their own size between frames. Each object is linked to the object of the frame before with the largest intersection over union, if that is above minIoU. Lower minIoU, or raise scaleFactor to enlarge the objects about their centres, where they move more. Two objects may have the same origin, which is a division; with divisions on, two small daughters that each lie with minCover of their area in one mother are hers too, whatever the IoU. With merges on, objects that lie with minCover of their area in one of the next frame merge into it. Gap closing joins tracks that end to later ones whose centroids are near. Over a frame without objects nothing is linked but by gap closing. Tracks carry label, area and equivalent radius of each object. No objects give tracks without nodes, one frame gives nodes without links.',
  inputs: { labels: port('Labels', 'Objects to link.') },
  outputs: { tracks: port('Tracks', 'One node an object, and the links between them.') },
  params: {
    minIoU: number({
      default: 0.3,
      min: 0,
      max: 1,
      step: 0.05,
      unit: '1',
      doc: 'Least intersection over union of an object and its origin.',
    }),
    scaleFactor: number({
      default: 1,
      min: 0.1,
      max: 10,
      step: 0.1,
      unit: '1',
      doc: 'Enlarges the objects about their centroids before overlaps are counted.',
    }),
    divisions: toggle({ default: true, doc: 'Find divisions by cover, not by IoU alone.' }),
    merges: toggle({ default: false, doc: 'Find merges by cover.' }),
    minCover: number({
      default: 0.5,
      min: 0,
      max: 1,
      step: 0.05,
      unit: '1',
      doc: 'Part of a daughter that must lie in its mother, or of a merging object in what it merges into.',
    }),
    gapClosing: toggle({ default: false, doc: 'Join tracks that end to later ones near by.' }),
    gapClosingMaxDistance: number({
      default: 15,
      min: 0.01,
      max: 10_000,
      step: 0.5,
      unit: 'px',
      doc: 'Largest distance between centroids over a gap.',
    }),
    gapClosingMaxFrameGap: integer({
      default: 2,
      min: 1,
      max: 1000,
      unit: 'frame',
      doc: 'Largest difference of frame numbers over a gap; 2 bridges one missing frame.',
    }),
  },
  time: { scope: 'window', reach: () => ({ before: 1, after: 0 }) },
  space: 'volume',
  channels: 'all',
  async map({ labels: { frames, centre } }, { scaleFactor }) {
    const here = frames[centre];
    if (!here) throw new RangeError('the window holds no frame');
    return frameOverlaps(frames[centre - 1] ?? null, here, scaleFactor);
  },
  start: (): FrameOverlaps[] => [],
  merge(state, value) {
    state.push(value);
    return state;
  },
  async finish(state, _inputs, params, { headers }) {
    const edges = linkByOverlap(state, {
      minIoU: params.minIoU,
      divisionCover: params.divisions ? params.minCover : null,
      mergeCover: params.merges ? params.minCover : null,
      gapClosing: params.gapClosing
        ? { maxDistance: params.gapClosingMaxDistance, maxFrameGap: params.gapClosingMaxFrameGap }
        : null,
    });
    return { tracks: { ...nodesOf(state, headers.labels), edges } };
  },
});

function nodesOf(frames: readonly FrameOverlaps[], header: LabelsHeader): Tracks {
  const isVolume = header.size.z > 1;
  const columns = noColumns();
  for (const { objects } of frames) {
    const { labels, area, x, y, z } = objects;
    addFrame(columns, {
      x,
      y,
      z,
      radius: area.map((size) => (isVolume ? Math.cbrt((3 * size) / (4 * Math.PI)) : Math.sqrt(size / Math.PI))),
      quality: new Float64Array(labels.length),
      label: labels,
      features: { area },
      units: { area: isVolume ? 'voxel' : 'px²' },
    });
  }
  const { features, units, ...nodes } = joinDetections(columns, header);
  // Objects of a label image have no quality.
  const { quality: _quality, ...measured } = features;
  const { quality: _unit, ...measuredUnits } = units;
  return { ...nodes, features: measured, units: measuredUnits };
}
