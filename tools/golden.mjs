// Compares ours with every reference output, writes docs/golden.md and prints it; exits with 1 where a row does not hold.
// usage: node tools/golden.mjs
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'tests/golden/golden.test.ts'], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, CELLWIRE_WRITE_GOLDEN: '1' },
  maxBuffer: 2 ** 28,
});
if (run.status === 0) console.log(readFileSync(join(root, 'docs/golden.md'), 'utf8'));
else console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`);
process.exitCode = run.status === 0 ? 0 : 1;
