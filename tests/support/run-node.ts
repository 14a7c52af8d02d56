import type { Frame, Pixels } from '../../src/runtime/data/frame.ts';
import { dtypeOf } from '../../src/runtime/data/frame.ts';
import { isFramed, type Kind } from '../../src/runtime/data/kinds.ts';
import { type HeldMovie, type Movie, type MovieHeader, uncalibrated } from '../../src/runtime/data/movie.ts';
import { type AnyNode, defineFold, defineSource, port } from '../../src/runtime/node/define.ts';
import type { StoredParam } from '../../src/runtime/node/params.ts';
import { graph, testRun } from './run.ts';

/** A movie from its frames, `frames[t][c]`. */
export function movieOf(
  frames: readonly (readonly Frame<Pixels>[])[],
  header: Partial<Pick<MovieHeader, 'channels' | 'calibration' | 'dtype'>> & {
    readonly size?: MovieHeader['size'];
  } = {},
): Movie & { readonly reads: number } {
  const first = frames[0]?.[0];
  const { width: x, height: y, depth: z } = first ?? { width: 2, height: 2, depth: 1 };
  let reads = 0;
  return {
    size: header.size ?? { t: frames.length, c: frames[0]?.length ?? 1, z, y, x },
    dtype: header.dtype ?? (first ? dtypeOf(first.data) : 'uint16'),
    channels: header.channels ?? (frames[0] ?? [null]).map((_, c) => ({ name: `ch${c + 1}`, colour: null })),
    calibration: header.calibration ?? uncalibrated,
    get reads() {
      return reads;
    },
    async frame(t, c) {
      reads += 1;
      const frame = frames[t]?.[c];
      if (!frame) throw new RangeError(`there is no frame ${t}, channel ${c}`);
      return frame;
    },
  };
}

/** One plane as a frame of uint16 (`Uint16Array.from(rows)`) or whatever `make` says. */
export function frameOf<A extends Pixels>(
  rows: readonly (readonly number[])[],
  make: (values: number[]) => A,
): Frame<A> {
  return { width: rows[0]?.length ?? 0, height: rows.length, depth: 1, data: make(rows.flat()) };
}

const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['test'], help: 'h' } as const;

const collect = defineFold({
  ...about,
  id: 'test.collect-frames',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  map: async ({ movie }) => movie,
  start: () => [] as (readonly Frame<Pixels>[])[],
  merge: (frames, frame) => [...frames, frame],
  finish: async (frames, _inputs, _params, { headers }) => ({ movie: { ...headers.movie, frames } as HeldMovie }),
});

const collectLabels = defineFold({
  ...about,
  id: 'test.collect-labels',
  inputs: { labels: port('Labels', '') },
  outputs: { labels: port('Labels', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  map: async ({ labels }) => labels,
  start: () => [] as Frame<Uint32Array>[],
  merge: (frames, frame) => [...frames, frame],
  finish: async (frames, _inputs, _params, { headers }) => ({ labels: { ...headers.labels, frames } }),
});

/**
 * Runs one node in the real runtime, its inputs coming from sources, and gives its outputs; movies and labels are held whole.
 * Of a sink it gives the files it wrote.
 *
 * @throws Error with the reason that the run reports.
 */
export async function runNode(
  node: AnyNode,
  inputs: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, StoredParam>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const nodes = new Map<string, AnyNode>([
    [node.id, node],
    [collect.id, collect as AnyNode],
    [collectLabels.id, collectLabels as AnyNode],
  ]);
  const used: Record<string, string | readonly [string, Readonly<Record<string, StoredParam>>]> = {
    node: [node.id, params],
  };
  const edges: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(inputs)) {
    if (value === undefined) continue;
    const kind = node.inputs[name]?.kind as Kind;
    const source = defineSource({
      ...about,
      id: `test.source-${name}`,
      outputs: { out: port(kind, '') },
      params: {},
      open: async () => ({ out: value }) as never,
    });
    nodes.set(source.id, source as AnyNode);
    used[name] = source.id;
    edges.push([`${name}.out`, `node.${name}`]);
  }
  const framed = node.role === 'node' && Object.entries(node.outputs).find(([, { kind }]) => isFramed(kind));
  const collects = framed && node.role === 'node' && node.time.scope !== 'movie' ? framed[0] : null;
  const isLabels = collects !== null && node.outputs[collects]?.kind === 'Labels';
  if (collects) {
    used['collect'] = isLabels ? collectLabels.id : collect.id;
    edges.push([`node.${collects}`, isLabels ? 'collect.labels' : 'collect.movie']);
  }
  const until = node.role === 'sink' ? [] : [collects ? 'collect' : 'node'];
  const run = testRun(graph(used, edges), { nodes, until });
  run.actor.start();
  const ended = await run.ended();
  if (ended !== 'succeeded') throw new Error(reasonOf(run) ?? `the run ${ended}`);
  if (node.role === 'sink') return Object.fromEntries(run.written);
  const result = run.executor.results.get(collects ? 'collect' : 'node') ?? {};
  return collects ? { [collects]: result[isLabels ? 'labels' : 'movie'] } : result;
}

function reasonOf({ actor }: ReturnType<typeof testRun>): string | null {
  for (const step of actor.getSnapshot().context.steps.values()) {
    const { reason } = step.getSnapshot().context;
    if (reason) return reason;
  }
  return null;
}
