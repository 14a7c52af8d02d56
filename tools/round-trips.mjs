// Round trips: what Cellwire writes, read by programs that are not ours, and what they write, read by Cellwire.
// usage: node tools/round-trips.mjs [--cli dist/headless/cli.js] [format ...]
// A format is a module of tools/round-trips: its name, and its checks; each tells what is equal or why it was skipped.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchFor, Skipped } from './round-trips/bench.mjs';
import { geff } from './round-trips/geff.mjs';
import { rois } from './round-trips/rois.mjs';
import { trackmate } from './round-trips/trackmate.mjs';

const formats = [trackmate, geff, rois];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cli: { type: 'string', default: 'dist/headless/cli.js' }, keep: { type: 'boolean', default: false } },
});
const folder = mkdtempSync(join(tmpdir(), 'cellwire-round-trips-'));
let failed = 0;
console.log('| format | what | checked by | result |\n|---|---|---|---|');
for (const { name, checks } of formats) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const { what, by, run } of checks) {
    console.log(`| ${name} | ${what} | ${by} | ${await outcome(run)} |`);
  }
}
if (values.keep) console.log(`\nfiles: ${folder}`);
else rmSync(folder, { recursive: true });
process.exitCode = failed > 0 ? 1 : 0;

async function outcome(run) {
  try {
    return await run(benchFor(resolve(values.cli), folder));
  } catch (error) {
    if (error instanceof Skipped) return `skipped: ${error.message}`;
    failed += 1;
    return `**differs**: ${String(error.message).trim().split('\n').slice(-3).join(' ')}`;
  }
}
