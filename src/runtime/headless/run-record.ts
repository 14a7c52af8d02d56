import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { catalog } from '../../nodes/library.ts';
import { writeDocument } from '../graph/document.ts';
import { hashJson } from '../graph/hash.ts';
import { version } from '../graph/version.ts';
import { toMessage } from '../schedule/errors.ts';
import type { BoundGraph } from './load-graph.ts';
import type { SavedFile } from './output-folder.ts';
import type { Run } from './run-graph.ts';

/** What ran, on what, with which versions, hashes, times and memory: `run.json` beside the results. */
export async function writeRunRecord(
  out: string,
  graph: BoundGraph,
  { actor, executor, units }: Run,
  about: { readonly outcome: string; readonly started: Date; readonly jobs: number; readonly backend: string },
): Promise<void> {
  const { context } = actor.getSnapshot();
  const record = {
    cellwire: version,
    outcome: about.outcome,
    started: about.started.toISOString(),
    ended: new Date().toISOString(),
    machine: {
      node: process.version,
      platform: process.platform,
      arch: process.arch,
      processor: cpus()[0]?.model ?? null,
      cores: cpus().length,
      memory_MiB: Math.round(totalmem() / 2 ** 20),
    },
    jobs: about.jobs,
    backend: about.backend,
    peakMemory_MiB: Math.round(process.resourceUsage().maxRSS / 1024),
    graph: JSON.parse(writeDocument(graph.document)) as unknown,
    graphHash: hashJson(graph.document),
    inputs: [...graph.inputs].map(([path, sha256]) => ({ path, sha256 })),
    steps: graph.plan.map((step) => {
      const state = String(context.steps.get(step.id)?.getSnapshot().value);
      const times = executor.times.get(step.id);
      const error = context.errors.get(step.id);
      return {
        node: step.id,
        type: step.type,
        version: catalog.nodes.get(step.type)?.version,
        key: step.key,
        params: step.params,
        state,
        ...(times ? { seconds: Number(((times.ended - times.started) / 1000).toFixed(3)) } : {}),
        ...(step.cautions.length > 0 ? { cautions: step.cautions } : {}),
        ...(error === undefined ? {} : { error: toMessage(error).message }),
      };
    }),
    files: savedFiles({ executor, units }),
  };
  await writeFile(join(out, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
}

/** The files that the sinks of a run wrote, or found written. */
export function savedFiles({
  executor,
  units,
}: Pick<Run, 'executor' | 'units'>): readonly (SavedFile & { readonly node: string })[] {
  return [...units.values()]
    .filter(({ type }) => type === 'sink')
    .flatMap(({ id }) =>
      ((executor.results.get(id)?.['files'] ?? []) as readonly SavedFile[]).map((file) => ({ node: id, ...file })),
    );
}
