import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `CELLWIRE_CLI` names another build than that of `npm run build`. */
const cli = process.env['CELLWIRE_CLI'] ?? fileURLToPath(new URL('../../dist/headless/cli.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line in a process of its own, as a user starts it. */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const finished = new Promise<Finished>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { child, finished };
}
export const runCli = (...args: readonly string[]): Promise<Finished> => startCli(args).finished;

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'cellwire-'));

/** SHA-256 of every file of a results folder but run.json, by name. */
export async function hashesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name === 'run.json' || entry.name.endsWith('.partial')) continue;
    hashes[relative(folder, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface StepLine {
  readonly node: string;
  readonly state: string;
  /** Not run by itself: its frames are pulled by others, in every stage that needs them. */
  readonly pulled: boolean;
}
/** The states of steps that `--log json` told, in order; a line cut off by a kill is left out. */
export function stepLines(stderr: string): readonly StepLine[] {
  return stderr.split('\n').flatMap((line) => {
    try {
      const entry = JSON.parse(line) as { event?: string } & StepLine;
      return entry.event === 'step' ? [entry] : [];
    } catch {
      return [];
    }
  });
}
