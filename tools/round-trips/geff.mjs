// GEFF: ours read by zarr-python; graphs of TrackMate written by zarr-python, read by Cellwire.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { particles, Skipped } from './bench.mjs';

const compressors = ['blosc', 'zstd', 'gzip', 'none'];

export const geff = {
  name: 'GEFF',
  checks: [
    {
      what: 'written: ids, positions, features, missing, scales, tracklets and links as in the CSV',
      by: 'zarr, networkx',
      run(bench) {
        const out = bench.simulated();
        const files = ['tracks.geff', 'tracks-nodes.csv', 'tracks-edges.csv'].map((name) => join(out, name));
        return bench.python(['zarr', 'networkx'], 'geff-written.py', ...files);
      },
    },
    ...compressors.map((compressor) => ({
      what: `a TrackMate session as GEFF (${compressor}), read`,
      by: 'zarr, ElementTree',
      run(bench) {
        const session = join(particles, 'pycellin-trackmate-xml/Celegans-5pc-17timepoints.xml');
        if (!existsSync(session)) throw new Skipped('../shared/data/particles is missing');
        const path = join(bench.folder(`geff-${compressor}`), 'data.zarr');
        bench.python(['zarr'], 'geff-made.py', 'write', session, path, compressor);
        const edges = [['open.tracks', 'save.tracks']];
        const nodes = { open: ['io.open-geff'], save: ['io.save-tracks'] };
        const out = bench.run(`geff-${compressor}-read`, nodes, edges, { open: path });
        return bench.python(['zarr'], 'geff-made.py', 'compare', session, out);
      },
    })),
    {
      what: 'written, and read again: the same tables',
      by: 'Cellwire itself',
      run(bench) {
        const nodes = { open: ['io.open-geff'], save: ['io.save-tracks'] };
        const out = bench.run('geff-again', nodes, [['open.tracks', 'save.tracks']], {
          open: join(bench.simulated(), 'tracks.geff'),
        });
        return bench.python([], 'same-tables.py', bench.simulated(), out);
      },
    },
  ],
};
