// Accuracy of the template nuclei-tracking on annotated movies of the Cell Tracking Challenge (../shared/data/tracking):
// runs the command line as a user would, then scores its result with the template score-against-truth.
// usage: node tools/accuracy.mjs [--write] [data set ...]      --write puts the table into docs/accuracy.md
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '../shared/data/tracking');
const settings = JSON.parse(readFileSync(join(root, 'tools/accuracy-settings.json'), 'utf8'));
const shown = ['DET', 'SEG', 'TRA', 'LNK', 'BC(1)'];

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
if (!existsSync(data)) {
  console.log(`skipped: ${data} is missing; it holds the annotated movies`);
  process.exit(0);
}
const rows = [];
for (const set of settings) {
  if (wanted.length > 0 && !wanted.includes(set.name)) continue;
  const out = mkdtempSync(join(tmpdir(), 'cellwire-accuracy-'));
  const images = join(data, set.images);
  cellwire(
    'run',
    'nuclei-tracking',
    '--input',
    `open=${images}`,
    '--out',
    out,
    ...set.set.flatMap((one) => ['--set', one]),
  );
  cellwire(
    'run',
    'score-against-truth',
    '--input',
    `result=${join(out, '01_RES')}`,
    '--input',
    `truth=${images}`,
    '--out',
    out,
  );
  const scores = readScores(join(out, 'scores.csv'));
  rows.push({ set, scores });
  console.log(row(rows.at(-1)));
  rmSync(out, { recursive: true });
}
if (args.includes('--write')) writeFileSync(join(root, 'docs/accuracy.md'), page());

function cellwire(...command) {
  const run = spawnSync(process.execPath, [join(root, 'dist/headless/cli.js'), ...command, '--no-cache'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`cellwire ${command.join(' ')}\n${run.stderr}`);
}

function readScores(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  return Object.fromEntries(lines.slice(1).map((line) => line.split(',').slice(0, 2)));
}

function row({ set, scores }) {
  const values = shown.map((name) => (Number.isFinite(Number(scores[name])) ? Number(scores[name]).toFixed(4) : '–'));
  return `| ${set.name} | ${set.what} | ${values.join(' | ')} |`;
}

function page() {
  return `# Accuracy on annotated movies

The template \`nuclei-tracking\` on movies of the Cell Tracking Challenge, scored by the template \`score-against-truth\`, whose
measures equal py-ctcmetrics 1.3.2 to 1e-6. Printed, and this page written, by \`npm run accuracy -- --write\`; the settings
of each set stand in \`tools/accuracy-settings.json\`. The movies are not part of the project (\`../shared/data/tracking\`).

| set | what | ${shown.join(' | ')} |
|---|---|${'---|'.repeat(shown.length)}
${rows.map(row).join('\n')}

## What limits each set

${rows.map(({ set }) => `**${set.name}.** ${set.limits}`).join('\n\n')}

## Settings

${rows.map(({ set }) => `**${set.name}** (\`${set.images}\`)\n\n\`\`\`\n${set.set.map((one) => `--set ${one}`).join('\n')}\n\`\`\``).join('\n\n')}
`;
}
