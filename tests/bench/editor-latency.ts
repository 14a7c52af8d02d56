import { createSession } from '../../src/editor/session/create-session.ts';
import type { Session } from '../../src/editor/session/session.ts';
import { templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

const labels = { step: 'filter', port: 'labels' };
const never = new AbortController().signal;
const sample = withSample(parseDocument(templates.get('nuclei-tracking') ?? ''), new Set());

function withParam(document: GraphDocument, id: string, param: string, value: number): GraphDocument {
  const node = document.nodes[id];
  if (!node) throw new RangeError(`there is no node ${id}`);
  return { ...document, nodes: { ...document.nodes, [id]: { ...node, params: { ...node.params, [param]: value } } } };
}

async function ran(session: Session, targets: readonly string[]): Promise<number> {
  const start = performance.now();
  session.run(targets);
  await new Promise<void>((resolve, reject) => {
    session.state.subscribe(({ run }) => {
      if (run.state === 'succeeded') resolve();
      if (run.state === 'failed') reject(new Error('the run failed'));
    });
  });
  return performance.now() - start;
}

/** From a change of the document to the new labels of the visible frame, ms; neighbours are asked for as a viewer does. */
async function slide(
  session: Session,
  node: string,
  param: string,
  values: readonly number[],
  t: number,
  neighbours: boolean,
) {
  const times: number[] = [];
  let ahead = new AbortController();
  for (const value of values) {
    ahead.abort();
    ahead = new AbortController();
    const start = performance.now();
    session.setDocument(withParam(sample, node, param, value));
    await session.frame(labels, t, never);
    times.push(performance.now() - start);
    for (const near of neighbours ? [t + 1, t - 1] : [])
      session.frame(labels, near, ahead.signal, 'ahead').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  ahead.abort();
  return times;
}

let longest_ms = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) longest_ms = Math.max(longest_ms, entry.duration);
}).observe({ entryTypes: ['longtask'] });
const session = createSession({ cache: null });
const shown = 10;

/** Until labels can be looked at: workers started, bleaching estimated, the frames at hand. */
async function prepare() {
  session.setDocument(sample);
  const opened = performance.now();
  await session.frame({ step: 'open', port: 'movie' }, shown, never);
  const first_ms = performance.now() - opened;
  const run_ms = await ran(session, ['bleaching']);
  const cold = performance.now();
  await session.frame(labels, shown, never);
  const cold_ms = performance.now() - cold;
  for (const t of [shown - 1, shown + 1]) await session.frame(labels, t, never);
  return { isolated: crossOriginIsolated, first_ms, run_ms, cold_ms };
}

const positions = Array.from({ length: 20 }, (_, i) => i);
let moved = 0;
/** Twenty positions of one slider, never one that was there before. */
function slideTwenty(node: 'threshold' | 'split', neighbours: boolean): Promise<readonly number[]> {
  const start = 0.003 * moved++;
  const [param, values] =
    node === 'threshold'
      ? (['scale', positions.map((i) => 0.85 + start + 0.015 * i)] as const)
      : (['smoothing', positions.map((i) => 1 + start + 0.1 * i)] as const);
  return slide(session, node, param, values, shown, neighbours);
}

Object.assign(window, { prepare, slideTwenty, longest: () => longest_ms });
