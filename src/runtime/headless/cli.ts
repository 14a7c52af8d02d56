#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from '../graph/version.ts';
import type { RunFlags } from './run-command.ts';
import { errorLine, outliveReaders, wantsJson } from './tell-error.ts';
import { exitCodes } from './usage-error.ts';

const collect = (value: string, all: readonly string[]) => [...all, value];
const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
  return value;
};
const oneOf = (first: string, second: string) => (text: string) => {
  if (text !== first && text !== second) throw new InvalidArgumentError(`expected ${first} or ${second}`);
  return text;
};
/** More workers than this are a mistake: each takes memory, whether it has work or not. */
const mostJobs = 256;
const mostMemory_MiB = 2 ** 30;
/** Commands load what they need when they run, so that `--help` is quick. */
const finish = async (command: Promise<number>) => {
  process.exitCode = await command;
};
const cacheFolder = async (given: unknown) =>
  typeof given === 'string' ? given : (await import('./open-cache.ts')).defaultCacheFolder();

const isJson = wantsJson(process.argv);
outliveReaders(process.stdout, process.stderr);

const program = new Command('cellwire')
  .description('Runs node graphs for live-cell microscopy: movies in, tracks, tables and figures out.')
  .version(version)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(isJson ? errorLine(text.trim().replace(/^error: /, ''), true) : text),
  });

program
  .command('run')
  .description('Run a graph file or a template.')
  .argument('<graph>', 'graph file (.json), or the name of a template')
  .option(
    '-i, --input <node=path>',
    'bind a file or folder to a node; the path alone where one node opens files',
    collect,
    [],
  )
  .option('-s, --set <node.param=value>', 'set a parameter; lengths also as "2.5um"', collect, [])
  .option('-u, --until <node>', 'run up to this node only', collect, [])
  .option('-o, --out <folder>', 'where results are written', 'cellwire-results')
  .option('--sample', 'use the embedded sample movie where nothing is bound')
  .option('--dry-run', 'show what would run, what is cached, and the memory it needs')
  .option('-j, --jobs <n>', 'workers', whole(1, mostJobs))
  .option('--memory <MiB>', 'use no more workers than fit into this', whole(1, mostMemory_MiB))
  .option('--cache <folder>', 'where results are kept between runs')
  .option('--no-cache', 'keep nothing')
  .option('--backend <name>', 'kernels: simd or reference', oneOf('simd', 'reference'), 'simd')
  .option('--log <format>', 'text or json lines on stderr', oneOf('text', 'json'), 'text')
  .action(async (graph: string, flags: RunFlags) => {
    const { runCommand } = await import('./run-command.ts');
    await finish(runCommand(graph, flags, new URL('./worker.js', import.meta.url)));
  });
program
  .command('validate')
  .description('Check a graph without running it.')
  .argument('<graph>')
  .action(async (graph: string) => finish((await import('./plan-commands.ts')).validateCommand(graph)));
program
  .command('plan')
  .description('Show the steps of a graph in the order in which they run.')
  .argument('<graph>')
  .action(async (graph: string) => finish((await import('./plan-commands.ts')).planCommand(graph)));
program
  .command('nodes')
  .description('List the nodes, or explain one.')
  .argument('[id]')
  .option('--json', 'as JSON')
  .action(async (id: string | undefined, { json }: { json?: boolean }) =>
    finish((await import('./plan-commands.ts')).nodesCommand(id, json === true)),
  );
program
  .command('inspect')
  .description('Show what a movie file or folder holds.')
  .argument('<path>')
  .option('--axes <order>', 'what the pages are, slowest first: t, z, c, tz, ...', 'auto')
  .action(async (path: string, { axes }: { axes: string }) =>
    finish((await import('./plan-commands.ts')).inspectCommand(path, axes)),
  );
const cache = program.command('cache').description('Look after the results that are kept between runs.');
cache
  .command('ls')
  .description('List what is kept.')
  .option('--cache <folder>')
  .action(async (flags: { cache?: string }) =>
    finish((await import('./cache-commands.ts')).cacheList(await cacheFolder(flags.cache))),
  );
cache
  .command('verify')
  .description('Read everything; remove what is damaged.')
  .option('--cache <folder>')
  .action(async (flags: { cache?: string }) =>
    finish((await import('./cache-commands.ts')).cacheVerify(await cacheFolder(flags.cache))),
  );
cache
  .command('gc')
  .description('Drop the least recently used results.')
  .option('--cache <folder>')
  .option('--max <MiB>', 'keep at most this much', whole(0, mostMemory_MiB), 10_240)
  .action(async (flags: { cache?: string; max: number }) =>
    finish((await import('./cache-commands.ts')).cacheTrim(await cacheFolder(flags.cache), flags.max)),
  );
program
  .command('serve')
  .description('Serve the editor on this machine.')
  .option('--port <n>', 'port; 0 for any that is free', whole(0, 65_535), 4173)
  .action(async ({ port }: { port: number }) => {
    const { serveEditor } = await import('./serve-editor.ts');
    await serveEditor(new URL('../editor/', import.meta.url), port);
  });

/** Which exit code an error means; the message goes to stderr. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const known = {
    GraphError: exitCodes.invalidGraph,
    UsageError: exitCodes.usage,
    InputError: exitCodes.unreadableInput,
    FormatError: exitCodes.unreadableInput,
  };
  const code = known[name as keyof typeof known];
  process.stderr.write(errorLine((code === undefined ? stack : message) ?? message, isJson));
  return code ?? exitCodes.nodeFailed;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
