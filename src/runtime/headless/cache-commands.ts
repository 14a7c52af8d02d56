import type { CacheEntry } from '../cache/cache.ts';
import { openCache } from './open-cache.ts';
import { exitCodes } from './usage-error.ts';

const warn = (message: string) => process.stderr.write(`warning: ${message}\n`);
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** What is kept, by step, the most recently used first. */
export async function cacheList(folder: string): Promise<number> {
  const entries = await (await openCache(folder, warn)).entries();
  const steps = new Map<string, CacheEntry[]>();
  for (const entry of entries) {
    const step = entry.key.slice(0, entry.key.indexOf('/'));
    steps.set(step, [...(steps.get(step) ?? []), entry]);
  }
  const sum = (of: readonly CacheEntry[]) => of.reduce((total, { bytes }) => total + bytes, 0);
  const used = (of: readonly CacheEntry[]) => Math.max(...of.map((entry) => entry.used));
  for (const [step, of] of [...steps].sort(([, a], [, b]) => used(b) - used(a))) {
    const time = new Date(used(of)).toISOString().slice(0, 19).replace('T', ' ');
    process.stdout.write(
      `${step.slice(0, 16)}  ${String(of.length).padStart(6)} parts  ${mebibytes(sum(of)).padStart(12)}  ${time}\n`,
    );
  }
  process.stdout.write(`${entries.length} parts, ${mebibytes(sum(entries))} in ${folder}\n`);
  return exitCodes.ok;
}

/** Reads everything that is kept; what is damaged is removed. */
export async function cacheVerify(folder: string): Promise<number> {
  const cache = await openCache(folder, warn);
  const entries = await cache.entries();
  let damaged = 0;
  for (const { key } of entries) {
    if (await cache.read(key)) continue;
    damaged += 1;
    process.stdout.write(`removed, damaged: ${key}\n`);
  }
  process.stdout.write(`${entries.length - damaged} parts are intact, ${damaged} were damaged and are removed\n`);
  return exitCodes.ok;
}

/** Drops the least recently used results until at most `max_MiB` remain. */
export async function cacheTrim(folder: string, max_MiB: number): Promise<number> {
  const cache = await openCache(folder, warn);
  await cache.trim(max_MiB * 2 ** 20);
  const left = (await cache.entries()).reduce((total, { bytes }) => total + bytes, 0);
  process.stdout.write(`${mebibytes(left)} remain in ${folder}\n`);
  return exitCodes.ok;
}
