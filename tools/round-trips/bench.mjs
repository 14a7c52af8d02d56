// What checks of round trips use: a folder, Cellwire's command line, Python and ImageJ where they are installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const python = '/usr/bin/python3';
const imageJ = '/usr/share/java/ij.jar';

/** Thrown by a check that can't be made here; the message says what is missing. */
export class Skipped extends Error {}

export const particles = fileURLToPath(new URL('../../../shared/data/particles/', import.meta.url));

/** The same files for every check: a simulated movie, its truth and what the savers make of it. */
let simulated = null;

export function benchFor(cli, root) {
  /** Runs nodes `{ id: [type, params] }` joined by edges; gives the folder of results. */
  const run = (name, nodes, edges, inputs = {}) => {
    const out = join(root, name);
    mkdirSync(out, { recursive: true });
    const document = {
      format: 'cellwire-graph',
      formatVersion: 1,
      title: name,
      notes: '',
      nodes: Object.fromEntries(
        Object.entries(nodes).map(([id, [type, params = {}]], i) => [
          id,
          { type, version: 1, params, at: [15 * (i % 4), 16 * Math.floor(i / 4)] },
        ]),
      ),
      edges,
      groups: {},
      exposed: {},
    };
    const graph = join(out, 'graph-to-run.json');
    writeFileSync(graph, JSON.stringify(document));
    const bound = Object.entries(inputs).flatMap(([id, path]) => ['--input', `${id}=${path}`]);
    start(process.execPath, [cli, 'run', graph, '--out', out, '--no-cache', ...bound]);
    return out;
  };
  return {
    run,
    folder: (name) => {
      const path = join(root, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    /** The output of a script beside this file. */
    python(modules, script, ...args) {
      for (const module of modules) {
        if (!existsSync(python) || spawnSync(python, ['-c', `import ${module}`]).status !== 0)
          throw new Skipped(`${python} with ${module} is not installed`);
      }
      return start(python, [join(here, script), ...args]).trim();
    },
    imageJ(program, ...args) {
      if (!existsSync(imageJ)) throw new Skipped(`ImageJ (${imageJ}, Debian's imagej) is not installed`);
      const modules = spawnSync('java', ['--list-modules'], { encoding: 'utf8' }).stdout ?? '';
      if (!modules.includes('jdk.compiler')) throw new Skipped('a Java compiler is not installed');
      return start('java', ['-Djava.awt.headless=true', '-cp', imageJ, join(here, program), ...args]).trim();
    },
    simulated() {
      simulated ??= run(
        'simulated',
        {
          movie: ['io.simulated-movie', { frames: 40, width: 200, height: 160, cells: 40, seed: 5 }],
          features: ['measure.object-features', {}],
          link: ['track.lap', { splitting: true }],
          csv: ['io.save-tracks'],
          xml: ['io.save-trackmate'],
          geff: ['io.save-geff'],
          labels: ['io.save-labels', { compression: 'none' }],
          shapes: ['io.drawn-shapes', { shapes: drawn }],
          rois: ['io.save-rois'],
          threshold: ['segment.threshold'],
          raggedLabels: ['io.save-labels', { name: 'ragged.tif', compression: 'none' }],
          raggedRois: ['io.save-rois', { name: 'ragged.zip' }],
          outlines: ['io.save-rois', { name: 'outlines.zip' }],
        },
        [
          ['movie.labels', 'features.labels'],
          ['movie.movie', 'features.movie'],
          ['features.spots', 'link.spots'],
          ['link.tracks', 'csv.tracks'],
          ['link.tracks', 'xml.tracks'],
          ['movie.labels', 'xml.labels'],
          ['link.tracks', 'geff.tracks'],
          ['movie.labels', 'labels.labels'],
          ['movie.labels', 'rois.labels'],
          ['movie.movie', 'threshold.movie'],
          ['threshold.labels', 'raggedLabels.labels'],
          ['threshold.labels', 'raggedRois.labels'],
          ['movie.labels', 'outlines.labels'],
          ['shapes.shapes', 'rois.shapes'],
        ],
      );
      return simulated;
    },
  };
}

/** Lines, polygons and points as a user draws them. */
const drawn =
  'line "axis" 10.25,20.5 30,40 @3; line "path" 1,1 5.5,9 12,3; polygon "region" 20.5,20 60,25 40,70 @0; point 7.75,8';

function start(command, args) {
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(run.stderr || run.stdout || String(run.error));
  return run.stdout;
}
