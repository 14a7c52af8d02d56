import { describe, expect, it } from 'vitest';
import { catalog, templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import { writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';

const ready = import.meta.glob<string>('../../src/nodes/*/*.graph.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

describe('the templates', () => {
  it('are the ones that the documentation names', () => {
    expect([...templates.keys()].sort()).toEqual([
      'drift-and-bleach',
      'kymograph',
      'nuclei-tracking',
      'score-against-truth',
      'spot-tracking',
    ]);
  });
  it.each([...templates])('%s is written as Cellwire writes it, says what it is for, and plans', (_, text) => {
    const document = parseDocument(text);
    expect(writeDocument(document)).toBe(text);
    expect(document.title).not.toBe('');
    expect(document.notes.length).toBeGreaterThan(60);
    expect(planGraph(document, catalog).length).toBeGreaterThan(3);
    expect(planGraph(withSample(document, new Set(['result'])), catalog).length).toBeGreaterThan(3);
  });
});

describe('the sample movie', () => {
  const kindOf = (name: string) =>
    withSample(parseDocument(templates.get(name) ?? ''), new Set()).nodes['open']?.params['kind'];
  it('shows spots to graphs that detect spots, and nuclei to all others', () => {
    expect(kindOf('spot-tracking')).toBe('spots');
    for (const name of ['nuclei-tracking', 'kymograph', 'drift-and-bleach']) expect(kindOf(name)).toBeUndefined();
  });
});

describe('ready graphs', () => {
  it.each(Object.entries(ready))('%s is written as Cellwire writes it and exposes what its nodes have', (_, text) => {
    const document = parseDocument(text);
    expect(writeDocument(document)).toBe(text);
    for (const ref of [
      ...Object.values(document.exposed.outputs ?? {}),
      ...Object.values(document.exposed.params ?? {}),
      ...Object.values(document.exposed.inputs ?? {}).flat(),
    ]) {
      const [id = '', name = ''] = ref.split('.');
      const definition = catalog.nodes.get(document.nodes[id]?.type ?? '');
      expect({ ...definition?.inputs, ...definition?.outputs, ...definition?.params }, ref).toHaveProperty(name);
    }
  });
});
