import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../data/kinds.ts';
import type { Plan } from '../graph/plan.ts';
import { neededFor } from '../schedule/units.ts';
import type { Run } from './run-graph.ts';

/** What a run would do. `null`: not known before an earlier stage has run. */
export interface Estimate {
  readonly steps: readonly {
    readonly node: string;
    readonly type: string;
    readonly state: 'cached' | 'to run' | 'pulled' | 'not needed';
    readonly frames: number | null;
    /** Of one frame of its outputs, all channels. */
    readonly frameBytes: number | null;
  }[];
  /** Memory of one worker: the frames it keeps at hand. */
  readonly workerBytes: number;
}
const dtypeBytes = { uint8: 1, uint16: 2, float32: 4 } as const;
/** Code and heap of a worker and of the coordinating thread, as measured on small movies. */
const baseBytes = { worker: 60 * 2 ** 20, host: 100 * 2 ** 20 };
/** Frames a step keeps for its neighbours' windows. */
const framesKept = 8;

export async function estimateRun({ units, targets, executor }: Run, plan: Plan): Promise<Estimate> {
  const done = await executor.findDone(targets);
  const needed = neededFor(units, targets, done);
  const pulled = new Set([...needed].flatMap((id) => units.get(id)?.pulls ?? []));
  let workerBytes = baseBytes.worker;
  const steps = [];
  for (const step of plan) {
    const state = done.has(step.id)
      ? 'cached'
      : needed.has(step.id)
        ? 'to run'
        : pulled.has(step.id)
          ? 'pulled'
          : 'not needed';
    const size =
      state === 'pulled' ? await frameSize(executor, step.id, step.type) : { frames: null, frameBytes: null };
    const frames = state === 'to run' ? await executor.evaluator.frameCount(step.id).catch(() => null) : size.frames;
    workerBytes += (size.frameBytes ?? 0) * framesKept;
    steps.push({ node: step.id, type: step.type, state, frames, frameBytes: size.frameBytes } as const);
  }
  return { steps, workerBytes };
}

async function frameSize(executor: Run['executor'], id: string, type: string) {
  let frameBytes = 0;
  let frames: number | null = null;
  for (const [port, { kind }] of Object.entries(catalog.nodes.get(type)?.outputs ?? {})) {
    if (!isFramed(kind) || kind === 'Spots') continue;
    const header = await executor.evaluator.header(id, port).catch(() => null);
    if (!header) return { frames: null, frameBytes: null };
    const { t, c, z, y, x } = header.size;
    frames = t;
    frameBytes += c * z * y * x * ('dtype' in header ? dtypeBytes[header.dtype] : 4);
  }
  return { frames, frameBytes };
}

/** MiB that a run with so many workers takes, about. */
export const memoryFor = (jobs: number, { workerBytes }: Estimate): number =>
  Math.ceil((baseBytes.host + jobs * workerBytes) / 2 ** 20);

/** How many of `cores` workers fit into `memory` MiB; at least one. */
export function workersWithin(memory_MiB: number, cores: number, { workerBytes }: Estimate): number {
  return Math.max(1, Math.min(cores, Math.floor((memory_MiB * 2 ** 20 - baseBytes.host) / workerBytes)));
}

export function showEstimate(estimate: Estimate, jobs: number): string {
  const { steps } = estimate;
  const width = (pick: (step: Estimate['steps'][number]) => string) =>
    Math.max(...steps.map((step) => pick(step).length));
  const nodeWidth = width((step) => step.node);
  const typeWidth = width((step) => step.type);
  const lines = steps.map(({ node, type, state, frames, frameBytes }) => {
    const count = frames === null ? '' : `${frames} frames`;
    const bytes = frameBytes === null ? '' : `${(frameBytes / 2 ** 20).toFixed(2)} MiB a frame`;
    return `${node.padEnd(nodeWidth)}  ${type.padEnd(typeWidth)}  ${state.padEnd(10)}  ${count.padStart(12)}  ${bytes}`.trimEnd();
  });
  return [...lines, '', `${jobs} workers, about ${memoryFor(jobs, estimate)} MiB of memory`].join('\n');
}
