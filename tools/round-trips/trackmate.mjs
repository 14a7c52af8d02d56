// TrackMate XML: ours read by ElementTree and libxml2; TrackMate's own sessions through Cellwire and back.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { particles, Skipped } from './bench.mjs';

const laptrack = [
  'with_gap_closing',
  'with_merging',
  'with_splitting',
  'with_splitting_merging',
  'without_gap_closing',
];
const sessions = [
  ...laptrack.map((name) => `laptrack-expected/trackmate_tracks_${name}.xml`),
  'pycellin-trackmate-xml/FakeTracks.xml',
  'pycellin-trackmate-xml/Celegans-5pc-17timepoints.xml',
  'trackmate-FakeTracks/FakeTracks.xml',
];

export const trackmate = {
  name: 'TrackMate',
  checks: [
    {
      what: 'written: spots, features, µm and s as in the CSV; each track one piece, no loops',
      by: 'ElementTree, libxml2, networkx',
      run(bench) {
        const out = bench.simulated();
        const files = ['tracks.xml', 'tracks-nodes.csv', 'tracks-edges.csv'].map((name) => join(out, name));
        return bench.python(['lxml', 'networkx'], 'trackmate-written.py', ...files);
      },
    },
    ...sessions.map((session) => ({
      what: `${session} read, written, compared with itself`,
      by: 'ElementTree',
      run(bench) {
        const path = join(particles, session);
        if (!existsSync(path)) throw new Skipped('../shared/data/particles is missing');
        const nodes = { open: ['io.open-trackmate', { parts: 'all' }], save: ['io.save-trackmate'] };
        const edges = [['open.tracks', 'save.tracks']];
        const out = bench.run(`session-${session.replaceAll('/', '-')}`, nodes, edges, { open: path });
        return bench.python([], 'trackmate-compared.py', path, join(out, 'tracks.xml'));
      },
    })),
  ],
};
