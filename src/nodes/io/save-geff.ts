import { writeGeff } from '../../runtime/formats/geff-write.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-geff',
  version: 1,
  title: 'Save GEFF',
  summary: 'Writes tracks as a GEFF, the graph exchange format of napari, Mastodon and Ultrack.',
  keywords: ['export', 'write', 'Zarr', 'graph', 'lineage', 'napari', 'motile', 'ultrack', 'trackastra', 'networkx'],
  sources: ['Graph Exchange File Format (GEFF) 1.1', 'Zarr 2'],
  help: 'A folder that geff, napari-geff and every reader of Zarr opens: nodes and edges, a property for each feature, radius as sphere, label as seg_id, and the tracklet and lineage of each node. Positions are in px and frames, as the image counts them, and the axes state the scale to µm and s where the movie is calibrated. Features that are NaN somewhere are marked missing there. Cautions, the size of the movie and the graph that made the tracks stand in the metadata under extra. Empty tracks are empty arrays.',
  inputs: { tracks: port('Tracks', 'Tracks to save.') },
  params: { name: text({ default: 'tracks.geff', doc: 'Name of the folder.' }) },
  names: ({ name }) => [`${outputName(name, '.geff')}/.zattrs`],
  async save(_, { tracks }, { name }, { cautions, provenance }, out) {
    await writeGeff(out, outputName(name, '.geff'), tracks, cautions, provenance);
  },
});
