import { addFrame, noColumns } from '../../runtime/kernels/reference/detection-columns.ts';
import { detectionTable } from '../../runtime/kernels/reference/detection-table.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { choice } from '../../runtime/node/params.ts';

export default defineFold({
  id: 'measure.object-table',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only last digits are new
  title: 'Object table',
  summary: 'Lists all detections with their features, one row for each object and frame.',
  keywords: [
    'results',
    'measurements',
    'spots table',
    'per object',
    'csv',
    'export to spreadsheet',
    'all spots statistics',
  ],
  sources: ['Definition: columns of the detections in the units of the calibration'],
  help: 'For plots, statistics and files. The columns are frame, time in seconds where the movie has times, label where the detections come from labels, position, radius, quality, and every feature. With calibrated units positions, lengths and areas are in µm where the pixel size is recorded; where pixels are not square only positions and areas are, and lengths stay in px. z is in µm where the distance of planes is recorded, else in planes. A feature that some frames have not is NaN there. A movie without detections gives a table without rows.',
  inputs: { spots: port('Spots', 'Detections to list.') },
  outputs: { table: port('Table', 'One row for each object and frame.') },
  params: {
    units: choice({
      options: ['calibrated', 'pixels'],
      default: 'calibrated',
      doc: 'µm where the pixel size is recorded, or pixels throughout.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  map: async ({ spots }) => spots,
  start: noColumns,
  merge: addFrame,
  async finish(detections, _inputs, { units }, { headers, cautions }) {
    return { table: detectionTable(detections, headers.spots, units === 'calibrated', cautions) };
  },
});
