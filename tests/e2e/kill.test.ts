import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hashesIn, newFolder, startCli, stepLines } from '../support/cli.ts';

const kills = 100;

/** A seeded generator (mulberry32): a failing sequence of kills can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

const argsFor = (folder: string) => [
  'run',
  'nuclei-tracking',
  '--sample',
  ...['--set', 'open.frames=16', '--set', 'open.width=160', '--set', 'open.height=160', '--set', 'open.cells=18'],
  ...['--out', join(folder, 'out'), '--cache', join(folder, 'cache'), '--log', 'json'],
];

it(`a run killed ${kills} times at random goes on with the same command, computes no finished stage again, and gives the same bytes`, {
  timeout: 900_000,
}, async () => {
  const calm = await newFolder();
  const began = performance.now();
  const reference = await startCli(argsFor(calm)).finished;
  const whole_ms = performance.now() - began;
  expect(reference.code, reference.stderr).toBe(0);
  const expected = await hashesIn(join(calm, 'out'));
  expect(Object.keys(expected).length).toBeGreaterThan(3);

  const next = random(20261124);
  let folder = await newFolder();
  const finishedSteps = new Set<string>();
  let killed = 0;
  while (killed < kills) {
    const { child, finished } = startCli(argsFor(folder));
    const timer = setTimeout(() => child.kill('SIGKILL'), next() * whole_ms * 0.9);
    const { code, signal, stderr } = await finished;
    clearTimeout(timer);
    const lines = stepLines(stderr);
    for (const { node, state, pulled } of lines) {
      if (state === 'running' && !pulled)
        expect(finishedSteps.has(node), `${node} ran again after kill ${killed}`).toBe(false);
    }
    // A result is on disk before the log tells of it.
    for (const { node, state, pulled } of lines)
      if (!pulled && (state === 'done' || state === 'cached')) finishedSteps.add(node);
    if (signal === 'SIGKILL') {
      killed += 1;
      continue;
    }
    expect(code, stderr).toBe(0);
    expect(await hashesIn(join(folder, 'out'))).toEqual(expected);
    await rm(folder, { recursive: true });
    folder = await newFolder();
    finishedSteps.clear();
  }
  const last = await startCli(argsFor(folder)).finished;
  expect(last.code, last.stderr).toBe(0);
  expect(await hashesIn(join(folder, 'out'))).toEqual(expected);
  await rm(folder, { recursive: true });
  await rm(calm, { recursive: true });
});
