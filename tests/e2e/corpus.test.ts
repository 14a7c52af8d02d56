import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { describeWith } from '../support/golden.ts';

const mutants = 20_000;

describeWith('corpus/valid-oracle.json')('the corpus', () => {
  it(`gives right pixels or says why not, and so do ${mutants} damaged copies, within the limits`, {
    timeout: 1_200_000,
  }, () => {
    const run = spawnSync('node', ['tools/corpus.mjs', '--mutants', String(mutants)], { encoding: 'utf8' });
    expect(run.stdout).toMatch(/\b0 wrong/);
    expect(run.stdout).toContain('300 of 300 malformed files end');
    expect(run.stdout).toMatch(new RegExp(`${mutants} mutants .*, 0 faults`));
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });
});
