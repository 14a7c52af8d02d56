// Every file of the corpus (../shared/corpus), each read in a child process with limits on time and memory: valid ones
// give the expected pixels or are refused by name, damaged ones end with pixels or an error of ours.
// usage: node tools/corpus.mjs [--write] [--mutants N] [--seed S] [--only TEXT] [--verbose]
//   --write    puts the tables into docs/corpus.md
//   --mutants  then reads N damaged copies of these files
//   --only     files whose name has this text
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { each, Pool } from './corpus/pool.mjs';
import { otherTable, summary, validTable, writePage } from './corpus/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = join(root, '../shared/corpus');
const width = 2;
/** Mutants that a child is given in one go. */
const atOnce = 100;
const megabyte = 2 ** 20;
const limits = {
  valid: { ms: 20_000 },
  other: { ms: 1000 },
  malformed: { ms: 1000, bytes: 256 * megabyte },
  mutant: { ms: 2000 },
};

/** Kinds that are read so far; of the others nothing reads them yet. */
const otherKinds = ['json', 'csv', 'zip', 'zarr'];

const args = process.argv.slice(2);
const numberAfter = (name, otherwise) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : '';

if (!existsSync(corpus)) {
  console.log(`skipped: ${corpus} is missing; it holds the files`);
  process.exit(0);
}
const built = mkdtempSync(join(tmpdir(), 'cellwire-corpus-'));
let pool;
try {
  await build({ root, logLevel: 'error', build: { ssr: join(root, 'tools/corpus/child.ts'), outDir: built } });
  pool = new Pool(join(built, 'child.js'));
  const results = { valid: await readValid(), malformed: await readMalformed(), other: await readOther() };
  const mutants = numberAfter('--mutants', 0);
  const damaged = mutants > 0 ? await readMutants(mutants, numberAfter('--seed', 1)) : null;
  console.log(`${validTable(results.valid)}\n${otherTable(results)}\n${summary(results, damaged)}`);
  if (args.includes('--verbose')) for (const one of Object.values(results).flat()) tell(one);
  if (args.includes('--write')) writePage(join(root, 'docs/corpus.md'), results, damaged);
  const bad = Object.values(results)
    .flat()
    .filter(({ verdict }) => isBad(verdict));
  if (!args.includes('--verbose')) bad.forEach(tell);
  process.exitCode = bad.length + (damaged?.faults.length ?? 0) === 0 ? 0 : 1;
} finally {
  pool?.close();
  rmSync(built, { recursive: true, force: true });
}

function namesIn(folder) {
  return readdirSync(join(corpus, folder))
    .filter((name) => name.includes(only))
    .sort();
}

function isBad(verdict) {
  return ['wrong', 'crash', 'hang', 'error', 'memory'].includes(verdict);
}

function tell({ file, verdict, message, ms, peak, seed }) {
  const cost = `${Math.round(ms)} ms, ${Math.round(peak / megabyte)} MB`;
  console.log(
    `${verdict.padEnd(8)} ${file}${seed === undefined ? '' : ` seed ${seed}`} (${cost})\n         ${message}`,
  );
}

/** The oracle overlooks FillOrder 2 in four files; they are copies of files that it reads rightly. */
function expectedPages(all, { file, pages }) {
  const copy = /^(valid\/pillow__tiff_gray_2_4_bpp__hopper\d+I?)R[.]tif$/.exec(file);
  return copy ? (all.find((one) => one.file === `${copy[1]}.tif`)?.pages ?? pages) : pages;
}

async function readValid() {
  const all = JSON.parse(readFileSync(join(corpus, 'valid-oracle.json'), 'utf8'));
  const there = all.filter(({ file }) => file.includes(only) && existsSync(join(corpus, file)));
  return each(there, width, async (one, id) => {
    const pages = expectedPages(all, one);
    const halves = pages.flatMap(({ dtype }, page) => (dtype === 'float16' ? [page] : []));
    const task = { id, kind: 'tiff', path: join(corpus, one.file), halves };
    const answer = await pool.run(task, { ms: limits.valid.ms, fresh: false });
    return { ...answer, file: one.file, pages: one.pages, verdict: verdictOf(answer, pages) };
  });
}

/** `unchecked`: read, but nothing says what the pixels are. */
function verdictOf({ outcome, hashes }, pages) {
  if (outcome !== 'read') return outcome;
  const isWrong = (page, i) => page.sha256 && hashes[i] && hashes[i] !== page.sha256;
  if (pages.some(isWrong)) return 'wrong';
  return pages.some((page, i) => page.sha256 && hashes[i]) ? 'right' : 'unchecked';
}

async function readMalformed() {
  const names = namesIn('malformed');
  return each(names, width, async (name, id) => {
    const task = { id, kind: 'tiff', path: join(corpus, 'malformed', name) };
    const answer = await pool.run(task, { ms: limits.malformed.ms, fresh: true });
    const isLarge = answer.peak > limits.malformed.bytes;
    return { ...answer, file: `malformed/${name}`, verdict: isLarge ? 'memory' : answer.outcome };
  });
}

async function readOther() {
  const files = otherKinds.flatMap((kind) => namesIn(`other/${kind}`).map((name) => ({ kind, name })));
  // The first answer of a child waits until it has loaded all nodes.
  const warm = { ms: limits.valid.ms, fresh: false };
  await each([0, 1], width, (id) => pool.run({ id, kind: 'json', path: join(corpus, 'other/json/cycle2.json') }, warm));
  return each(files, width, async ({ kind, name }, id) => {
    const task = { id, kind, path: join(corpus, 'other', kind, name) };
    const answer = await pool.run(task, { ms: limits.other.ms, fresh: false });
    return { ...answer, kind, file: `other/${kind}/${name}`, verdict: answer.outcome };
  });
}

async function readMutants(count, seed) {
  const sources = ['valid', 'malformed'].flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`));
  const tally = { count, seed, read: 0, refused: 0, slowest: 0, largest: 0, faults: [] };
  let done = 0;
  const take = ({ file, seed }, answer) => {
    const isLarge = answer.peak > limits.malformed.bytes + 2 * answer.declared;
    const verdict = isLarge ? 'memory' : answer.outcome;
    if (isBad(verdict)) {
      tally.faults.push({ ...answer, file, seed, verdict });
      tell(tally.faults.at(-1));
    } else tally[verdict] += 1;
    tally.slowest = Math.max(tally.slowest, answer.ms);
    tally.largest = Math.max(tally.largest, answer.peak);
    if (++done % 10_000 === 0) console.log(`${done} mutants, ${tally.faults.length} faults`);
  };
  const batches = Array.from({ length: Math.ceil(count / atOnce) }, (_, batch) =>
    Array.from({ length: Math.min(atOnce, count - batch * atOnce) }, (_, i) => {
      const id = batch * atOnce + i;
      const file = sources[id % sources.length];
      return { id, kind: 'tiff', file, path: join(corpus, file), seed: seed * 1_000_003 + id };
    }),
  );
  await each(batches, width, (batch) => pool.runBatch(batch, limits.mutant, take));
  return tally;
}
