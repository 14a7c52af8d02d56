import { describe, expect, it } from 'vitest';
import { FramesAtHand } from '../../src/editor/session/frames-at-hand.ts';
import { isSameGraph, type LastRun, lastStep } from '../../src/editor/session/last-run.ts';
import { previewPlan } from '../../src/editor/session/preview-plan.ts';
import { isSameComputation } from '../../src/editor/session/same-computation.ts';
import { stepViews } from '../../src/editor/session/step-views.ts';
import { whyStale } from '../../src/editor/session/why-stale.ts';
import type { ContentHash } from '../../src/runtime/graph/hash.ts';
import { type Plan, planGraph } from '../../src/runtime/graph/plan.ts';
import { unitsOf } from '../../src/runtime/schedule/units.ts';
import { testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

/** movie → add → mean (fold) → below (frames made with it) → list (fold) */
const document = (value: number) =>
  graph(
    {
      movie: 'test.count',
      add: ['test.add', { value }],
      mean: 'test.collect',
      below: 'test.add-mean',
      list: 'test.collect',
    },
    [
      ['movie.movie', 'add.movie'],
      ['add.movie', 'mean.movie'],
      ['movie.movie', 'below.movie'],
      ['mean.table', 'below.table'],
      ['below.movie', 'list.movie'],
    ],
  );
const planOf = (value: number): Plan => planGraph(document(value), { nodes: testNodes, graphs: new Map() });
const keyOf = (plan: Plan, id: string) => plan.find((step) => step.id === id)?.key as ContentHash;
const runOf = (plan: Plan): LastRun => {
  const steps = new Map(plan.map((step) => [step.id, step]));
  return new Map(plan.map((step) => [step.id, lastStep(step, null, step.id === 'mean' ? 1500 : 500, steps)]));
};
const none: LastRun = new Map();

describe('the plan of previews', () => {
  it('has no result for a fold that never ran, and says so at what hangs on it', () => {
    const { held, stale, marks } = previewPlan(
      planOf(1),
      testNodes,
      () => false,
      () => null,
    );
    expect(held.size).toBe(0);
    expect(stale.size).toBe(0);
    expect(marks.get('add')).not.toContain('mean');
    expect(marks.get('below')).toMatch(/ mean$/);
  });
  it('uses results that are there, with the keys of the plan', () => {
    const plan = planOf(1);
    const kept = new Set([keyOf(plan, 'mean'), keyOf(plan, 'list')]);
    const preview = previewPlan(
      plan,
      testNodes,
      (key) => kept.has(key),
      () => null,
    );
    expect(preview.plan.map(({ key }) => key)).toEqual(plan.map(({ key }) => key));
    expect([...preview.held]).toEqual([...kept].map((key) => [plan.find((step) => step.key === key)?.id, key]));
  });
  it('takes the last result of a fold whose parameters changed, and gives what hangs on it keys of its own', () => {
    const [before, now] = [planOf(1), planOf(2)];
    const old = keyOf(before, 'mean');
    const preview = previewPlan(
      now,
      testNodes,
      (key) => key === old,
      ({ id }) => (id === 'mean' ? old : null),
    );
    expect(preview.held).toEqual(new Map([['mean', old]]));
    expect(preview.stale).toEqual(new Set(['mean', 'below', 'list']));
    expect(keyOf(preview.plan, 'below')).not.toBe(keyOf(now, 'below'));
    expect(keyOf(preview.plan, 'add')).toBe(keyOf(now, 'add'));
    // The parameter moves on: frames that are made with the last result stay the same frames.
    const later = previewPlan(
      planOf(3),
      testNodes,
      (key) => key === old,
      ({ id }) => (id === 'mean' ? old : null),
    );
    expect(keyOf(later.plan, 'below')).toBe(keyOf(preview.plan, 'below'));
    expect(later.marks.get('below')).toBe(preview.marks.get('below'));
    expect(later.marks.get('mean')).not.toBe(preview.marks.get('mean'));
  });
});

describe('what cards show', () => {
  const views = (plan: Plan, kept: ReadonlySet<ContentHash>, last: LastRun) =>
    stepViews(
      { plan, units: unitsOf(plan, testNodes), isKept: (key) => kept.has(key), last, run: new Map(), usage: new Map() },
      new Map(),
    );
  const states = (plan: Plan, kept: ReadonlySet<ContentHash>, last: LastRun) =>
    Object.fromEntries([...views(plan, kept, last)].map(([id, { state }]) => [id, state]));

  it('is idle before anything ran', () => {
    expect(new Set(Object.values(states(planOf(1), new Set(), none)))).toEqual(new Set(['idle']));
  });
  it('is cached where results of these parameters are kept, also for the frames that they were made from', () => {
    const plan = planOf(1);
    expect(states(plan, new Set([keyOf(plan, 'mean')]), none)).toEqual({
      movie: 'cached',
      add: 'cached',
      mean: 'cached',
      below: 'idle',
      list: 'idle',
    });
  });
  it('is stale at and below what changed, and cached above', () => {
    const kept = new Set(planOf(1).map(({ key }) => key));
    expect(states(planOf(2), kept, runOf(planOf(1)))).toEqual({
      movie: 'cached',
      add: 'stale',
      mean: 'stale',
      below: 'stale',
      list: 'stale',
    });
  });
  it('gives the same objects where nothing changed', () => {
    const plan = planOf(1);
    const facts = {
      plan,
      units: unitsOf(plan, testNodes),
      isKept: () => true,
      last: none,
      run: new Map(),
      usage: new Map(),
    };
    const first = stepViews(facts, new Map());
    expect(stepViews(facts, first)).toBe(first);
  });
});

describe('why a result is stale', () => {
  const facts = (plan: Plan, last: LastRun, kept: ReadonlySet<ContentHash>) => ({
    plan,
    nodes: testNodes,
    units: unitsOf(plan, testNodes),
    last,
    isKept: (key: ContentHash) => kept.has(key),
    fileOf: () => null,
    bytesOf: () => 10,
  });
  it('names the parameter that changed, with what it was and is, and what a rerun costs', () => {
    const kept = new Set(planOf(1).map(({ key }) => key));
    expect(whyStale('list', facts(planOf(2), runOf(planOf(1)), kept))).toEqual({
      reasons: ['add.value was 1, is 2'],
      steps: ['movie', 'add', 'mean', 'below', 'list'],
      cost_s: 2,
      cost_bytes: 20,
    });
  });
  it('has no reasons and costs nothing where the result is there', () => {
    const plan = planOf(1);
    const found = whyStale('list', facts(plan, runOf(plan), new Set(plan.map(({ key }) => key))));
    expect(found).toMatchObject({ reasons: [], steps: [] });
  });
  it('says that steps never ran, the nearest first, and knows no cost', () => {
    const found = whyStale('mean', facts(planOf(1), none, new Set()));
    expect(found.reasons).toEqual(['mean has not run yet', 'add has not run yet', 'movie has not run yet']);
    expect(found.cost_s).toBeNull();
  });
  it('names an input that is connected to something else', () => {
    const rewired = graph({ movie: 'test.count', add: 'test.add', mean: 'test.collect' }, [
      ['movie.movie', 'add.movie'],
      ['movie.movie', 'mean.movie'],
    ]);
    const plan = planGraph(rewired, { nodes: testNodes, graphs: new Map() });
    expect(whyStale('mean', facts(plan, runOf(planOf(1)), new Set())).reasons).toEqual([
      'mean.movie was connected to add.movie, is to movie.movie',
    ]);
  });
});

describe('the last run', () => {
  it('belongs to a graph most of whose steps it has', () => {
    expect(isSameGraph(planOf(2), runOf(planOf(1)))).toBe(true);
    const other = planGraph(graph({ movie: 'test.count', x: 'test.count', y: 'test.count' }, []), {
      nodes: testNodes,
      graphs: new Map(),
    });
    expect(isSameGraph(other, runOf(planOf(1)))).toBe(false);
  });
});

describe('versions of a document', () => {
  it('compute the same where only places and titles differ', () => {
    const one = document(1);
    const add = one.nodes['add'];
    if (!add) throw new Error('the graph has a node add');
    const moved = { ...one, title: 'Other', nodes: { ...one.nodes, add: { ...add, at: [5, 5] as const } } };
    expect(isSameComputation(one, moved)).toBe(true);
    expect(isSameComputation(one, { ...one, nodes: { ...one.nodes, add: { ...add, params: { value: 1 } } } })).toBe(
      false,
    );
    expect(isSameComputation(one, { ...one, edges: one.edges.slice(1) })).toBe(false);
  });
});

describe('the strip of frames', () => {
  it('joins what workers have and what is kept, and stays the same object where nothing changed', () => {
    const plan = planOf(1);
    const at = new FramesAtHand();
    const key = keyOf(plan, 'add');
    at.update(0, new Map([[key, [0, 2]]]));
    at.update(1, new Map([[key, [1]]]));
    const usage = new Map([[key, { key, bytes: 5, frames: [4] }]]);
    const strips = at.strips(plan, usage, new Map());
    expect([...strips.keys()]).toEqual(['add']);
    expect([...(strips.get('add') ?? [])]).toEqual([1, 1, 1, 0, 1]);
    expect(at.strips(plan, usage, strips)).toBe(strips);
    at.update(0, new Map([[key, []]]));
    expect([...(at.strips(plan, usage, strips).get('add') ?? [])]).toEqual([0, 1, 0, 0, 1]);
  });
});
