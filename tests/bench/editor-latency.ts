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
async function slide(session: Session, node: string, param: string, values: readonly number[], t: number) {
  const times: number[] = [];
  let ahead = new AbortController();
  for (const value of values) {
    ahead.abort();
    ahead = new AbortController();
    const start = performance.now();
    session.setDocument(withParam(sample, node, param, value));
    await session.frame(labels, t, never);
    times.push(performance.now() - start);
    for (const near of [t + 1, t - 1]) session.frame(labels, near, ahead.signal, 'ahead').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  ahead.abort();
  return times;
}

async function measure() {
  let longest_ms = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest_ms = Math.max(longest_ms, entry.duration);
  }).observe({ entryTypes: ['longtask'] });
  const session = createSession({ cache: null });
  session.setDocument(sample);
  const opened = performance.now();
  await session.frame({ step: 'open', port: 'movie' }, 10, never);
  const first_ms = performance.now() - opened;
  const run_ms = await ran(session, ['bleaching']);
  const cold = performance.now();
  await session.frame(labels, 10, never);
  const cold_ms = performance.now() - cold;
  for (const t of [9, 11]) await session.frame(labels, t, never);
  const steps = Array.from({ length: 20 }, (_, i) => i);
  const threshold = await slide(
    session,
    'threshold',
    'scale',
    steps.map((i) => 0.85 + 0.015 * i),
    10,
  );
  const split = await slide(
    session,
    'split',
    'smoothing',
    steps.map((i) => 1 + 0.1 * i),
    10,
  );
  session.dispose();
  return { isolated: crossOriginIsolated, first_ms, run_ms, cold_ms, longest_ms, threshold, split };
}

Object.assign(window, { measure });
