import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../data/kinds.ts';
import type { Plan, Step } from '../graph/plan.ts';
import { capacityFor } from '../schedule/times.ts';
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
/**
 * Code and heap of a worker and of the coordinating thread. With the frames at hand these give 327 and 498 MiB for two
 * workers on nuclei-tracking of 512² and 1024² px; 319 and 442 were measured.
 */
const baseBytes = { worker: 80 * 2 ** 20, host: 110 * 2 ** 20 };
/** Besides the frames that a step keeps at hand, as many of its size are at work in kernels. */
const framesAtWork = 1;
const pixelBytes = 4;
const nothingKnown = { frames: null, frameBytes: null, pixels: null };

export async function estimateRun({ units, targets, executor }: Run, plan: Plan): Promise<Estimate> {
  const done = await executor.findDone(targets);
  const needed = neededFor(units, targets, done);
  const pulled = new Set([...needed].flatMap((id) => units.get(id)?.pulls ?? []));
  let workerBytes = baseBytes.worker;
  const steps = [];
  const known = new Map<string, number>();
  for (const step of plan) {
    const state = done.has(step.id)
      ? 'cached'
      : needed.has(step.id)
        ? 'to run'
        : pulled.has(step.id)
          ? 'pulled'
          : 'not needed';
    const isPulled = state === 'pulled';
    const size = isPulled ? await frameSize(executor, step.id, step.type) : nothingKnown;
    const bytes = size.frameBytes ?? (isPulled ? expectedBytes(step, known) : 0);
    const frames = state === 'to run' ? await executor.evaluator.frameCount(step.id).catch(() => null) : size.frames;
    // What nodes make of pixels of any kind are float32 or labels, 4 bytes each.
    if (isPulled) known.set(step.id, size.pixels === null ? bytes : size.pixels * pixelBytes);
    workerBytes += bytes * (capacityFor(step, plan, catalog.nodes) + framesAtWork);
    steps.push({ node: step.id, type: step.type, state, frames, frameBytes: size.frameBytes } as const);
  }
  return { steps, workerBytes };
}

/**
 * What is behind a fold that has not run has no size yet: it is taken for the largest of what it is made from, which for
 * most nodes it is. Detections take next to nothing.
 */
function expectedBytes({ type, inputs }: Step, known: ReadonlyMap<string, number>): number {
  const outputs = Object.values(catalog.nodes.get(type)?.outputs ?? {});
  if (!outputs.some(({ kind }) => isFramed(kind) && kind !== 'Spots')) return 0;
  return Math.max(0, ...Object.values(inputs).map(({ step }) => known.get(step) ?? 0));
}

async function frameSize(executor: Run['executor'], id: string, type: string) {
  let frameBytes = 0;
  let frames: number | null = null;
  let pixels = 0;
  for (const [port, { kind }] of Object.entries(catalog.nodes.get(type)?.outputs ?? {})) {
    if (!isFramed(kind) || kind === 'Spots') continue;
    const header = await executor.evaluator.header(id, port).catch(() => null);
    if (!header) return nothingKnown;
    const { t, c, z, y, x } = header.size;
    frames = t;
    pixels = Math.max(pixels, c * z * y * x);
    frameBytes += c * z * y * x * ('dtype' in header ? dtypeBytes[header.dtype] : 4);
  }
  return { frames, frameBytes, pixels };
}

/** MiB that a run with so many workers takes, about. */
export const memoryFor = (jobs: number, { workerBytes }: Estimate): number =>
  10 * Math.ceil((baseBytes.host + jobs * workerBytes) / (10 * 2 ** 20));

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
