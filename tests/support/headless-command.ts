import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

let built: Promise<string> | undefined;
async function buildHeadless(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'cellwire-headless-'));
  await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { ssr: true, outDir, emptyOutDir: true } });
  return outDir;
}

/** For tests in the browser: the text files that the command line writes for a graph, by name. */
export async function headlessFiles(_context: unknown, graph: string): Promise<Record<string, string>> {
  built ??= buildHeadless();
  const folder = await mkdtemp(join(tmpdir(), 'cellwire-run-'));
  try {
    const path = join(folder, 'graph.json');
    await writeFile(path, graph);
    const out = join(folder, 'out');
    await promisify(execFile)(process.execPath, [join(await built, 'cli.js'), 'run', path, '--out', out, '--no-cache']);
    const names = (await readdir(out)).filter((name) => /\.(csv|svg)$/.test(name));
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(out, name), 'utf8')])),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
