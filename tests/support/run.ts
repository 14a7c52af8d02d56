import { createActor, waitFor } from 'xstate';
import type { Cache } from '../../src/runtime/cache/cache.ts';
import { memoryCache } from '../../src/runtime/cache/memory-cache.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { type PlanOptions, planGraph } from '../../src/runtime/graph/plan.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import type { AnyNode } from '../../src/runtime/node/define.ts';
import type { FileAccess } from '../../src/runtime/node/files.ts';
import { hostExecutor } from '../../src/runtime/schedule/executor.ts';
import type { FromWorker } from '../../src/runtime/schedule/messages.ts';
import type { WorkerPort } from '../../src/runtime/schedule/pool.ts';
import { runMachine } from '../../src/runtime/schedule/run-machine.ts';
import { serve } from '../../src/runtime/schedule/serve.ts';
import { unitsOf } from '../../src/runtime/schedule/units.ts';
import { testNodes } from './nodes.ts';

export type Nodes = ReadonlyMap<string, AnyNode>;
const noFiles: FileAccess = {
  look: async () => null,
  open: async (path) => {
    throw new Error(`there is no file ${path}`);
  },
  join: (...names) => names.join('/'),
};

/** A worker in this thread; messages are copied as between threads. */
export function localWorker(nodes: Nodes, cache: Cache | null, files: FileAccess = noFiles): WorkerPort {
  let hear: (message: FromWorker) => void = () => {};
  const answer = serve({
    nodes,
    files,
    loadKernels: async () => referenceKernels,
    openCache: async () => cache ?? memoryCache(),
    post: (message) => {
      const copy = structuredClone(message);
      setImmediate(() => hear(copy));
    },
  });
  return {
    post: (message, moved = []) => {
      const copy = structuredClone(message, { transfer: [...moved] });
      setImmediate(() => answer(copy));
    },
    listen: (onMessage) => {
      hear = onMessage;
    },
    terminate: async () => {},
  };
}

export interface TestRunOptions {
  readonly nodes?: Nodes;
  readonly cache?: Cache | null;
  readonly workers?: number;
  readonly until?: readonly string[];
  readonly files?: FileAccess;
  readonly plan?: PlanOptions;
}

/** A run with workers in this thread and files in memory. */
export function testRun(document: GraphDocument, options: TestRunOptions = {}) {
  const { nodes = testNodes, cache = null, workers = 2, until = [], files = noFiles } = options;
  const plan = planGraph(document, { nodes, graphs: new Map() }, options.plan);
  const units = unitsOf(plan, nodes, new Set(until));
  const sinks = [...units.values()].filter(({ type }) => type === 'sink').map(({ id }) => id);
  const written = new Map<string, Uint8Array>();
  const warnings: string[] = [];
  const executor = hostExecutor(plan, units, {
    nodes,
    files,
    cache,
    cacheName: cache ? 'test' : null,
    backend: 'reference',
    startWorkers: () => Array.from({ length: workers }, () => localWorker(nodes, cache, files)),
    openOutput: async () => memoryOutput(written),
    isSaved: async (_step, values) => (values['names'] as readonly string[]).every((name) => written.has(name)),
    warn: (message) => warnings.push(message),
    now: () => performance.now(),
  });
  const targets = until.length > 0 ? until : sinks;
  const actor = createActor(runMachine, { input: { plan, units, targets, executor } });
  const ended = async () => {
    const last = await waitFor(actor, ({ value }) => ['succeeded', 'failed', 'cancelled'].includes(String(value)));
    return String(last.value);
  };
  const stateOf = (id: string) => String(actor.getSnapshot().context.steps.get(id)?.getSnapshot().value);
  return { actor, executor, plan, units, written, warnings, ended, stateOf };
}

export function memoryOutput(written: Map<string, Uint8Array>) {
  const names: string[] = [];
  return {
    folder: {
      async create(name: string) {
        let bytes = new Uint8Array();
        return {
          get length() {
            return bytes.length;
          },
          async append(more: Uint8Array) {
            const joined = new Uint8Array(bytes.length + more.length);
            joined.set(bytes);
            joined.set(more, bytes.length);
            bytes = joined;
          },
          async patch(offset: number, more: Uint8Array) {
            bytes.set(more, offset);
          },
          async close() {
            written.set(name, bytes);
            names.push(name);
          },
        };
      },
    },
    saved: async () => ({ names }),
    abandon: async () => {},
  };
}

/** A document from node types and edges; parameters beside the type. */
export function graph(
  nodes: Readonly<
    Record<string, string | readonly [type: string, params: Readonly<Record<string, number | string | boolean>>]>
  >,
  edges: readonly (readonly [string, string])[],
): GraphDocument {
  return {
    format: 'cellwire-graph',
    formatVersion: 1,
    title: 'Test',
    notes: '',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => {
        const [type, params] = typeof node === 'string' ? [node, {}] : node;
        return [id, { type, version: 1, params, at: [0, 0] as const }];
      }),
    ),
    edges,
    groups: {},
    exposed: {},
  };
}
