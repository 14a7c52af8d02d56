import { trackTables } from '../../runtime/data/track-tables.ts';
import { csvOf, unitStyles, withCautions } from '../../runtime/formats/csv.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { writeText } from '../../runtime/formats/write-text.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { choice, text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-tracks',
  version: 1,
  title: 'Save tracks',
  summary: 'Writes tracks as two CSV tables: one row for each detection, one row for each link.',
  keywords: ['export', 'write', 'CSV', 'spots', 'edges', 'lineage', 'graph', 'pandas', 'networkx', 'napari'],
  sources: ['RFC 4180'],
  help: 'The file of nodes has a row for each detection: node, track (a piece without branches), lineage (all relatives together), frame, time, position, radius, label, and the features. The file of edges has a row for each link between two nodes; a node that is the source of two edges divides. Lengths are in µm and times in s where the movie is calibrated, else in px and planes, without a time. Units, cautions and the graph that made them stand above the header as lines with #: read with pandas.read_csv(file, comment="#"). Empty tracks are two headers.',
  inputs: { tracks: port('Tracks', 'Tracks to save.') },
  params: {
    name: text({ default: 'tracks', doc: 'Beginning of the names: tracks-nodes.csv, tracks-edges.csv.' }),
    units: choice({ options: unitStyles, default: 'comment', doc: 'Where the units of the columns stand.' }),
  },
  names: ({ name }) => ['nodes', 'edges'].map((kind) => `${bareName(name)}-${kind}.csv`),
  async save(_, { tracks }, { name, units }, { cautions, provenance }, out) {
    const bare = bareName(name);
    for (const [kind, table] of Object.entries(trackTables(tracks))) {
      await writeText(out, `${bare}-${kind}.csv`, csvOf(withCautions(table, cautions), units, provenance));
    }
  },
});

const bareName = (name: string): string => outputName(name, '.csv').slice(0, -'.csv'.length);
