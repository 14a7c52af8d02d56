import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/nodes/catalog.ts';
import { encode, joinParts } from '../../src/runtime/cache/codec.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import type { AnyNode } from '../../src/runtime/node/define.ts';
import { rejectParam } from '../../src/runtime/node/params.ts';
import { NodeError } from '../../src/runtime/schedule/errors.ts';
import { type Case, cases, fixture } from '../support/fixture-source.ts';
import { testRun } from '../support/run.ts';

const nodes = new Map<string, AnyNode>([...catalog, [fixture.id, fixture as AnyNode]]);
const files = import.meta.glob('../../src/nodes/*/*.ts');

/** Inputs that take what one other node makes, not any table: `node.port` → the node that feeds it. */
const feeds: Readonly<Record<string, string>> = {
  'track.from-labels.lineage': 'fixture.Lineage',
  'bleach.apply.bleaching': 'bleach.estimate.bleaching',
  'segment.threshold.level': 'segment.estimate-threshold.level',
};
/** Nodes that refuse a case, and how they say so. */
const refusals: Readonly<Record<string, Partial<Record<Case, RegExp>>>> = {
  // A TIFF file has at least one page.
  'io.save-movie': { 'no frames': /at least 1/ },
  'io.save-labels': { 'no frames': /at least 1/ },
};

function graphFor(definition: AnyNode, name: Case): GraphDocument {
  const document = {
    nodes: { fixture: { type: fixture.id, version: 1, params: { case: name }, at: [0, 0] } } as Record<
      string,
      GraphDocument['nodes'][string]
    >,
    edges: [] as (readonly [string, string])[],
  };
  const addNode = (id: string, type: AnyNode): void => {
    document.nodes[id] = { type: type.id, version: type.version, params: {}, at: [1, 0] };
    for (const [port, { kind }] of Object.entries(type.inputs)) {
      const feeder = feeds[`${type.id}.${port}`];
      if (feeder === undefined || feeder.startsWith('fixture.')) {
        document.edges.push([feeder ?? `fixture.${kind}`, `${id}.${port}`]);
        continue;
      }
      const feederType = feeder.slice(0, feeder.lastIndexOf('.'));
      const feederId = `${id}-${port}`;
      const feederDefinition = catalog.get(feederType);
      if (!feederDefinition) throw new Error(`there is no node ${feederType}`);
      addNode(feederId, feederDefinition);
      document.edges.push([`${feederId}.${feeder.slice(feeder.lastIndexOf('.') + 1)}`, `${id}.${port}`]);
    }
  };
  addNode('node', definition);
  return { format: 'cellwire-graph', formatVersion: 1, title: '', notes: '', groups: {}, exposed: {}, ...document };
}

/** Everything that a run of the node gave: compact results, kept frames, files. */
async function answer(definition: AnyNode, name: Case, workers: number) {
  const kept = new Map<string, Uint8Array>();
  const cache = {
    read: async () => undefined,
    write: async (key: string, parts: readonly Uint8Array[]) => {
      kept.set(key, joinParts(parts));
    },
    has: async () => false,
    entries: async () => [],
    remove: async () => {},
    trim: async () => {},
  };
  const run = testRun(graphFor(definition, name), { nodes, workers, until: ['node'], cache });
  run.actor.start();
  const outcome = await run.ended();
  const frames = [...kept].filter(([key]) => key.includes('/frame.')).sort(([a], [b]) => (a < b ? -1 : 1));
  const error = [...run.actor.getSnapshot().context.errors.values()][0];
  return { outcome, error, held: run.executor.results.get('node'), frames, files: [...run.written] };
}

describe.each([...catalog].map(([id, definition]) => [id, definition] as const))('%s', (id, definition) => {
  it('says of parameters that they matter only with values that other parameters can have', () => {
    for (const param of Object.values(definition.params)) {
      for (const [other, values] of Object.entries(param.onlyWith ?? {})) {
        const decides = definition.params[other];
        expect(decides && decides !== param, other).toBeTruthy();
        for (const value of values) expect(decides && rejectParam(decides, value)).toBeNull();
      }
    }
  });

  it('stands in the file that its id names', () => {
    expect(Object.keys(files)).toContain(`../../src/nodes/${id.replace('.', '/')}.ts`);
  });

  it('says what it is, where it comes from, and what every port and parameter means', () => {
    const docs = Object.values({ ...definition.inputs, ...definition.outputs, ...definition.params }).map(
      ({ doc }) => doc,
    );
    for (const text of [definition.title, definition.summary, definition.help, ...definition.sources, ...docs]) {
      expect(text.trim()).not.toBe('');
    }
    expect(definition.summary).toMatch(/\.$/);
    expect(definition.help.length).toBeGreaterThan(80);
    expect(definition.sources.length).toBeGreaterThan(0);
    expect(definition.keywords.length).toBeGreaterThan(0);
  });

  it('has defaults that its own parameters accept', () => {
    const refused = Object.entries(definition.params).map(([name, param]) => [name, rejectParam(param, param.default)]);
    expect(refused.filter(([, reason]) => reason !== null)).toEqual([]);
  });

  if (definition.role === 'source') return;
  it.each(cases)('has an answer for %s, the same with one worker and with three', async (name) => {
    const one = await answer(definition, name, 1);
    const refusal =
      refusals[id]?.[name] ??
      (name === 'two planes' ? /one plane.*project it over z first|two-dimensional|one plane/ : undefined);
    if (one.outcome === 'failed') {
      expect(one.error).toBeInstanceOf(NodeError);
      expect(refusal, String(one.error)).toBeDefined();
      expect(String(one.error)).toMatch(refusal!);
      return;
    }
    const three = await answer(definition, name, 3);
    expect(three.outcome).toBe('succeeded');
    expect(encode(three.held ?? null)).toEqual(encode(one.held ?? null));
    expect(three.frames).toEqual(one.frames);
    expect(three.files).toEqual(one.files);
  });
});
