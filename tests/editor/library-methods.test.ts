import { expect, test } from 'vitest';
import { doisIn, methodsOf } from '../../src/editor/library/methods-text.ts';
import { references } from '../../src/editor/library/references.ts';
import { catalog, templates } from '../../src/nodes/library.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

const empty: GraphDocument = {
  format: 'cellwire-graph',
  formatVersion: 1,
  title: 'Blur',
  notes: '',
  nodes: {},
  edges: [],
  groups: {},
  exposed: {},
};

test('steps are told in the order in which they run, with parameters, units and versions', () => {
  const { paragraph } = methodsOf(
    {
      ...empty,
      nodes: {
        a: { type: 'denoise.gaussian', version: 1, params: { sigma: 2 }, at: [0, 0] },
        z: { type: 'io.open-movie', version: 1, params: {}, at: [0, 0] },
      },
      edges: [['z.movie', 'a.movie']],
    },
    catalog,
  );
  expect(paragraph).toMatch(/\(1\) Open movie \(io\.open-movie version \d/);
  expect(paragraph).toMatch(/\(2\) Gaussian[^(]*\(denoise\.gaussian version \d+; sigma = 2 px\)/);
});

test('a parameter that has no effect is not told', () => {
  const told = (params: Record<string, string>) =>
    methodsOf({ ...empty, nodes: { s: { type: 'series.smooth', version: 1, params, at: [0, 0] } } }, catalog).paragraph;
  expect(told({ method: 'Savitzky–Golay' })).toContain('; window = 7');
  expect(told({ method: 'Gaussian' })).not.toContain('; window = ');
});

test.each([...templates.keys()])('each reference of %s is numbered, listed and in the BibTeX once', (name) => {
  const { paragraph, list, bibtex } = methodsOf(parseDocument(templates.get(name) as string), catalog);
  const lines = list === '' ? [] : list.split('\n');
  const numbers = [...paragraph.matchAll(/ \[([\d, ]+)\]/g)].flatMap(([, found]) =>
    (found ?? '').split(', ').map(Number),
  );
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(lines.map((_, i) => i + 1));
  expect((bibtex.match(/^@/gm) ?? []).length).toBe(lines.length);
  const keys = [...bibtex.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a DOI keeps the brackets that are its own and drops those around it', () => {
  expect(doisIn('doi:10.1016/S0006-3495(91)82125-7 (weights)')).toEqual(['10.1016/S0006-3495(91)82125-7']);
  expect(doisIn('labels that last (doi:10.1038/nmeth.4473)')).toEqual(['10.1038/nmeth.4473']);
  expect(doisIn('Otsu 1979, doi:10.1109/TSMC.1979.4310076.')).toEqual(['10.1109/TSMC.1979.4310076']);
  expect(doisIn('numpy.median')).toEqual([]);
});

test('an empty graph and one with a node that is not known have methods too', () => {
  expect(methodsOf(empty, catalog).paragraph).toContain('no steps');
  const odd = { ...empty, nodes: { x: { type: 'no.such', version: 1, params: {}, at: [0, 0] as const } } };
  expect(methodsOf(odd, catalog).list).toBe('');
});

test('every DOI that a node names is known, so that its entry is an article with authors, title and journal', () => {
  const dois = [...catalog.nodes.values()].flatMap(({ sources }) => sources.flatMap(doisIn));
  expect(dois.length).toBeGreaterThan(15);
  expect([...new Set(dois)].filter((doi) => !references.has(doi))).toEqual([]);
});
