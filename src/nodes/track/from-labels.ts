import { lineageOf, lineageRows } from '../../runtime/data/lineage.ts';
import { lineageFromTable } from '../../runtime/data/lineage-table.ts';
import type { Detections } from '../../runtime/data/spots.ts';
import type { Table } from '../../runtime/data/table.ts';
import { tracksOfLineage } from '../../runtime/formats/ctc.ts';
import { labelCentres } from '../../runtime/kernels/reference/label-centres.ts';
import { defineFold, optional, port } from '../../runtime/node/define.ts';

export default defineFold({
  id: 'track.from-labels',
  version: 1,
  title: 'Tracks from labels',
  summary: 'Makes tracks of label images whose numbers last: the same object has the same number in every frame.',
  keywords: ['import', 'CTC', 'truth', 'lineage', 'label to tracks', 'TrackMate label image'],
  sources: ['celltrackingchallenge.net: naming and file content conventions'],
  help: 'For label images that are tracked already: truth of the Cell Tracking Challenge, results of other programs, hand annotation. An object stands at the centre of its pixels and is linked to the same number in the next frame that has it, also across missing frames. Divisions come from the lineage (track table), which says from which track another one came; without it there are none. A number that the lineage does not name becomes a track of its own; of one that it names, only what is in the images counts. Labels that are numbered anew in every frame give nonsense: link them with Link by LAP. Movies without objects give empty tracks.',
  inputs: {
    labels: port('Labels', 'Label images whose numbers last.'),
    lineage: optional('Table', 'Columns track, begin, end, parent, as Open labels gives them.'),
  },
  outputs: { tracks: port('Tracks', 'The tracks; label is the number in the image.') },
  params: {},
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  async map({ labels }): Promise<Detections> {
    return labelCentres(labels);
  },
  start: (): Detections[] => [],
  merge(frames, frame) {
    frames.push(frame);
    return frames;
  },
  async finish(frames, { lineage }, _params, { headers }) {
    return { tracks: tracksOfLineage(completed(lineage, frames), headers.labels, frames) };
  },
});

/** The lineage with a row for every number in the images. */
function completed(table: Table | undefined, frames: readonly Detections[]) {
  const rows = new Map(table ? lineageRows(lineageFromTable(table)).map((row) => [row.id, row] as const) : []);
  const named = new Set(rows.keys());
  frames.forEach(({ label }, t) => {
    for (const id of label ?? []) {
      if (!named.has(id)) rows.set(id, { id, begin: rows.get(id)?.begin ?? t, end: t, parent: 0 });
    }
  });
  return lineageOf([...rows.values()]);
}
