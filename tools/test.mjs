// Every check of this repository, in order; the last line is "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const reports = 'reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const vitest = (project) => [
  [
    'npx',
    '--no-install',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports}/${project}.json`,
  ],
];
const steps = [
  ['lint', [['npm', 'run', '-s', 'lint']]],
  ['types', [['npm', 'run', '-s', 'types']]],
  ['layers', [['npm', 'run', '-s', 'layers']]],
  ['unused', [['npm', 'run', '-s', 'unused']]],
  ['build', [['npm', 'run', '-s', 'build']]],
  ['unit', vitest('unit')],
  [
    'chromium',
    existsSync(chromium)
      ? []
      : [
          ['apt-get', 'update', '-q'],
          ['apt-get', 'install', '-yq', '--no-install-recommends', 'chromium'],
        ],
  ],
  ['browser', vitest('browser')],
  ['e2e', vitest('e2e')],
];
const suites = ['unit', 'browser', 'e2e'];

let passed = 0;
let failed = 0;
for (const [name, commands] of steps) {
  const start = Date.now();
  let output = '';
  const isOk = commands.every(([command, ...args]) => {
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 2 ** 28,
    });
    output += `${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`;
    return run.status === 0;
  });
  writeFileSync(`${reports}/${name}.log`, output);
  if (!isOk) console.log(output.split('\n').slice(-120).join('\n'));
  if (suites.includes(name)) count(`${reports}/${name}.json`, isOk);
  else if (!isOk) failed += 1;
  console.log(
    `${name.padEnd(10)} ${(isOk ? 'ok' : 'FAILED').padEnd(6)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s`,
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Adds a suite's report; a file that could not be loaded, and a suite without a report, count as one failure each. */
function count(file, isOk) {
  if (!existsSync(file)) {
    failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  passed += report.numPassedTests;
  failed += report.numFailedTests + broken + (!isOk && report.numFailedTests + broken === 0 ? 1 : 0);
  const skipped = report.testResults.flatMap((one) => one.assertionResults).filter((test) => test.status === 'skipped');
  for (const test of skipped) console.log(`skipped: ${test.fullName}`);
}
