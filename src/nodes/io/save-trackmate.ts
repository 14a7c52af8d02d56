import { outputName } from '../../runtime/formats/output-name.ts';
import { type Contours, trackMateOf } from '../../runtime/formats/trackmate-write.ts';
import { writeText } from '../../runtime/formats/write-text.ts';
import { outerOutline } from '../../runtime/kernels/reference/outer-outline.ts';
import { defineSink, optional, port } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-trackmate',
  version: 1,
  title: 'Save TrackMate file',
  summary: 'Writes tracks as a session that TrackMate opens: spots with their features, and links.',
  keywords: ['export', 'write', 'XML', 'Fiji', 'ImageJ', 'spots', 'edges', 'lineage', 'Load a TrackMate file'],
  sources: ['doi:10.1038/s41592-022-01507-1', 'TrackMate XML, version 7'],
  help: 'Open it in Fiji with Load a TrackMate file; the movie is to be chosen there. Positions, radii and features in px or px² are written in µm and µm² and times in s where the movie is calibrated, else in pixels and frames; other features keep their numbers, and each has its name in capitals (MEAN_INTENSITY_CH1). A lineage is a track of TrackMate, with its splits, merges and gaps; a detection without links is a spot without track. Connect the label images, and each spot has the outline of its object (of one with holes or several parts the largest outer one), in movies of one plane. Missing features (NaN) are left out. What a reader must know and the graph that made the tracks stand in the log of the session. Empty tracks give a session without spots.',
  inputs: {
    tracks: port('Tracks', 'Tracks to save.'),
    labels: optional('Labels', 'Label images that the tracks were made from, for the outlines of spots.'),
  },
  params: { name: text({ default: 'tracks.xml', doc: 'Name of the file.' }) },
  names: ({ name }) => [outputName(name, '.xml')],
  async map({ labels }) {
    return labels && labels.depth === 1 ? [...outerOutline(labels)] : [];
  },
  async save(frames, { tracks }, { name }, { headers, cautions, provenance }, out) {
    const contours: Contours[] = [];
    if (headers.labels) for await (const outlines of frames) contours.push(new Map(outlines));
    await writeText(out, outputName(name, '.xml'), trackMateOf(tracks, cautions, provenance, contours));
  },
});
