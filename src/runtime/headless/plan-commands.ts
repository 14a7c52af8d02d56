import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../data/kinds.ts';
import { checkSaves } from '../graph/check-saves.ts';
import { GraphError } from '../graph/errors.ts';
import { planGraph } from '../graph/plan.ts';
import { diskFiles } from './files.ts';
import { loadDocument } from './load-graph.ts';
import { exitCodes, InputError, UsageError } from './usage-error.ts';

/** Checks a graph without running it. */
export async function validateCommand(graphName: string): Promise<number> {
  const plan = planGraph(await loadDocument(graphName), catalog);
  if (plan.length === 0) {
    throw new GraphError('nothing-to-run', {
      reason: 'the graph has no nodes: start from a template, such as kymograph',
    });
  }
  checkSaves(plan, catalog);
  process.stdout.write(`valid: ${plan.length} nodes\n`);
  return exitCodes.ok;
}

/** Prints the steps in the order in which they run. */
export async function planCommand(graphName: string): Promise<number> {
  const plan = planGraph(await loadDocument(graphName), catalog);
  const width = Math.max(...plan.map((step) => step.id.length));
  for (const [i, step] of plan.entries()) {
    const from = Object.entries(step.inputs).map(([port, { step: id, port: output }]) => `${port} ← ${id}.${output}`);
    process.stdout.write(`${String(i + 1).padStart(3)}  ${step.id.padEnd(width)}  ${step.type}  ${from.join(', ')}\n`);
  }
  return exitCodes.ok;
}

/** Lists the node types, or explains one. */
export async function nodesCommand(id: string | undefined, json: boolean): Promise<number> {
  const definitions = [...catalog.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (id === undefined) {
    if (json) process.stdout.write(`${JSON.stringify(definitions, null, 2)}\n`);
    else for (const { id: one, summary } of definitions) process.stdout.write(`${one.padEnd(32)} ${summary}\n`);
    return exitCodes.ok;
  }
  const definition = catalog.nodes.get(id);
  if (!definition) throw new UsageError(`there is no node type ${id}; "cellwire nodes" lists them`);
  if (json) process.stdout.write(`${JSON.stringify(definition, null, 2)}\n`);
  else process.stdout.write(`${explain(definition)}\n`);
  return exitCodes.ok;
}

function explain({
  id,
  version,
  title,
  summary,
  help,
  inputs,
  outputs,
  params,
  sources,
}: NonNullable<ReturnType<typeof catalog.nodes.get>>): string {
  const ports = (all: typeof inputs) =>
    Object.entries(all).map(
      ([name, { kind, doc, optional }]) => `  ${name}: ${kind}${optional ? ' (optional)' : ''}. ${doc}`,
    );
  const values = Object.entries(params).map(([name, param]) => {
    const range =
      'min' in param
        ? `${param.min} to ${param.max} ${param.unit}`
        : 'options' in param
          ? param.options.join(' | ')
          : param.type;
    return `  ${name} = ${JSON.stringify(param.default)} (${range}). ${param.doc}`;
  });
  const section = (heading: string, lines: readonly string[]) => (lines.length > 0 ? ['', heading, ...lines] : []);
  return [
    `${title} (${id}, version ${version})`,
    summary,
    '',
    help,
    ...section('Inputs', ports(inputs)),
    ...section('Outputs', ports(outputs)),
    ...section('Parameters', values),
    ...section(
      'Sources',
      sources.map((source) => `  ${source}`),
    ),
  ].join('\n');
}

/** What a movie file or folder holds, as JSON. */
export async function inspectCommand(path: string, axes: string): Promise<number> {
  const definition = catalog.nodes.get('io.open-movie');
  if (definition?.role !== 'source') throw new Error('io.open-movie is not in the catalog');
  if (!(await diskFiles.look(path)) && !/[*?{]/.test(path)) throw new InputError(`there is no file or folder ${path}`);
  const defaults = Object.fromEntries(Object.entries(definition.params).map(([name, param]) => [name, param.default]));
  try {
    const opened = await definition.open({ ...defaults, path, axes } as never, diskFiles);
    const shown = Object.entries(opened)
      .filter(([port]) => isFramed(definition.outputs[port]?.kind ?? 'Table'))
      .map(([port, value]) => {
        const { size, dtype, channels, calibration } = value as {
          size: unknown;
          dtype: unknown;
          channels: unknown;
          calibration: { times_s: Float64Array | null };
        };
        const times_s = calibration.times_s === null ? null : [...calibration.times_s];
        return [port, { size, dtype, channels, calibration: { ...calibration, times_s } }];
      });
    process.stdout.write(`${JSON.stringify({ path, ...Object.fromEntries(shown) }, null, 2)}\n`);
  } catch (cause) {
    throw new InputError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  return exitCodes.ok;
}
