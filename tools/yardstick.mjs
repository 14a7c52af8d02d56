// The yardstick movie (../shared/peers/gen.py: 512², seed 1) through the template nuclei-tracking, beside the script that a
// Python user would write, in the same run: accuracy, wall time, peak memory; then 1,000 frames against 100.
// usage: node tools/yardstick.mjs [--write]      --write puts the table into docs/yardstick.md
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPeers, peers, runPython } from './python.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const missing = missingPeers();
if (missing) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}
const work = join(tmpdir(), 'cellwire-yardstick');
const settings = JSON.parse(readFileSync(join(root, 'tools/yardstick-settings.json'), 'utf8'));
mkdirSync(work, { recursive: true });

const short = movie('100', ['--frames', '100', '--seed', '1']);
const long = movie('1000', ['--frames', '1000', '--seed', '2', '--no-clean']);
const runs = [1, 2, 3].map(() => ({ ours: measure(short, 'out100'), python: python() }));
const scores = JSON.parse(runPython([join(root, 'tools/yardstick-score.py'), short, join(work, 'out100')]));
const linking = scoreLinking();
const thousand = measure(long, 'out1000');
const thousandScores = JSON.parse(runPython([join(root, 'tools/yardstick-score.py'), long, join(work, 'out1000')]));
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const ours = {
  seconds: middle(runs.map((run) => run.ours.seconds)),
  memory: middle(runs.map((run) => run.ours.memory)),
};
const theirs = {
  seconds: middle(runs.map((run) => run.python.seconds)),
  memory: middle(runs.map((run) => run.python.memory)),
  drift: runs[0].python.drift,
  objects: runs[0].python.objects,
};

const table = `| | Cellwire | scikit-image + scipy | ratio |
|---|---|---|---|
| wall time, 100 frames (median of 3, alternating) | ${ours.seconds.toFixed(1)} s | ${theirs.seconds.toFixed(1)} s | ${(ours.seconds / theirs.seconds).toFixed(2)} |
| peak memory, 100 frames | ${ours.memory} MiB | ${theirs.memory} MiB | ${(ours.memory / theirs.memory).toFixed(2)} |
| drift, RMS error (floor of the data ${scores.drift_floor_px} px) | ${scores.drift_rms_px} px | ${theirs.drift} px | |
| objects (truth ${scores.objects_gt}) | ${scores.objects} | ${theirs.objects} | |
| SEG | ${scores.SEG} | | |
| F1 at IoU 0.5 | ${scores.F1_iou50} | | |
| links: recall, precision, F1 | ${scores.link_recall}, ${scores.link_precision}, ${scores.link_F1} | | |
| divisions: recall, precision, F1 | ${scores.div_recall}, ${scores.div_precision}, ${scores.div_F1} | | |
| linking alone, true positions with 3 % missing and 2 % stray: links F1; divisions F1 | ${linking.link_F1}; ${linking.div_F1} | | |
| wall time, 1,000 frames | ${thousand.seconds.toFixed(1)} s | | |
| peak memory, 1,000 frames | ${thousand.memory} MiB | | |
| peak memory, 1,000 against 100 frames | ${(thousand.memory / ours.memory).toFixed(2)} × | | |
| SEG, link F1, division F1, 1,000 frames | ${thousandScores.SEG}, ${thousandScores.link_F1}, ${thousandScores.div_F1} | | |`;
console.log(table);
if (process.argv.includes('--write')) {
  writeFileSync(
    join(root, 'docs/yardstick.md'),
    `# The yardstick movie

A synthetic movie of dividing nuclei with drift, bleaching and noise (100 frames of 512², seed 1; settings were tuned on
seed 3), from TIFF to tracks, tables and a figure with the template \`nuclei-tracking\`. Beside it the script of a Python user
(drift by phase_cross_correlation, bleach ratio, Gaussian, Otsu and watershed of scikit-image, regionprops, linking with
scipy), run alternately on the same machine. Printed, and this page written, by \`npm run yardstick -- --write\`.
Machine: ${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}.

${table}

Links are those between successive detections of one cell (one missed frame may be bridged), over the objects that the
pipeline found; divisions those from a mother's last detection to a daughter's first. Settings beyond the template's own:
${settings.map((one) => `\`--set ${one}\``).join(', ') || 'none'}.
`,
  );
}

function movie(name, args) {
  const folder = join(work, name);
  if (!existsSync(join(folder, 'truth.json'))) runPython([join(peers, 'gen.py'), folder, '--size', '512', ...args]);
  return folder;
}

function measure(folder, name) {
  const out = join(work, name);
  const cache = join(work, 'cache');
  for (const folder of [out, cache]) rmSync(folder, { recursive: true, force: true });
  const start = performance.now();
  const args = [
    'run',
    'nuclei-tracking',
    '--input',
    `open=${join(folder, 'movie.tif')}`,
    '--out',
    out,
    '--cache',
    cache,
  ];
  const run = spawnSync(
    process.execPath,
    [join(root, 'dist/headless/cli.js'), ...args, ...settings.flatMap((one) => ['--set', one])],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  const seconds = (performance.now() - start) / 1000;
  const { peakMemory_MiB } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  return { seconds, memory: peakMemory_MiB };
}

/** The tracker alone on the positions of the peers' job 6. */
function scoreLinking() {
  const folder = join(work, 'linking');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const points = join(folder, 'points.csv');
  runPython([join(root, 'tools/yardstick-links.py'), short, points]);
  const args = [
    'run',
    join(root, 'tools/yardstick-linking.json'),
    '--input',
    `open=${points}`,
    '--out',
    folder,
    '--no-cache',
  ];
  const run = spawnSync(process.execPath, [join(root, 'dist/headless/cli.js'), ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(
    runPython([join(root, 'tools/yardstick-links.py'), short, points, join(folder, 'tracks-edges.csv')]),
  );
}

/** The peers' own script; trackpy is no Debian package, so tracks are linked by scipy's assignment as in their job 6. */
function python() {
  const line = runPython([join(root, 'tools/yardstick-python.py'), short])
    .trim()
    .split('\n')
    .at(-1);
  return JSON.parse(line);
}
