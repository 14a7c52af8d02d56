import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diffDocuments } from '../../src/editor/document/diff-documents.ts';
import { fileUse, inOrder, refusalOf } from '../../src/editor/library/classify-files.ts';
import { fileInputs, fileNameOf, headlessCommand } from '../../src/editor/library/headless-command.ts';
import { markedGraph } from '../../src/editor/library/marked-graph.ts';
import { placeForMovie } from '../../src/editor/library/movie-place.ts';
import { addressesIn, webAddress } from '../../src/editor/library/open-address.ts';
import { packages } from '../../src/editor/library/packages.ts';
import { estimatesAbove } from '../../src/editor/library/show-segmentation.ts';
import { timeText } from '../../src/editor/library/time-text.ts';
import { templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const main = parseDocument(templates.get('nuclei-tracking') as string);
const empty: GraphDocument = { ...main, title: 'Empty', nodes: {}, edges: [], groups: {} };

test.each([
  ['movie.tif', 'II*\0', 'image'],
  ['big.btf', 'MM\0+', 'image'],
  ['picture.png', '\x89PNG\r\n', 'result'],
  ['tracks.csv', '# cellwire', 'result'],
  ['plot.svg', '<svg ', 'result'],
  ['graph.json', '{', 'json'],
  ['graph', '{\n  "format"', 'json'],
  ['movie.tif', 'BM……', 'unknown'],
  ['cells.czi', 'ZISRAWFILE', 'unknown'],
  ['empty', '', 'unknown'],
])('%s that begins with %j is taken for %s', (name, head, use) => {
  expect(fileUse(name, bytes(head))).toBe(use);
});

test('what can’t be opened is named, with what to do', () => {
  expect(refusalOf('cells.czi')).toMatch(/^cells\.czi is a microscope maker’s format\..*Fiji/);
  expect(refusalOf('movie.mp4')).toContain('video');
  expect(refusalOf('notes.docx')).toContain('doesn’t know');
});

test('frames are in the order that people count in', () => {
  expect(inOrder(['t10.tif', 't2.tif', 't1.tif'].map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    't1.tif',
    't2.tif',
    't10.tif',
  ]);
});

test('a title becomes a file name that every system takes', () => {
  expect(fileNameOf('Track nuclei')).toBe('track-nuclei.json');
  expect(fileNameOf('Zellkerne: Größe/µm')).toBe('zellkerne-gro-e-m.json');
  expect(fileNameOf('細胞')).toBe('graph.json');
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd.json');
});

test('the command names every node that opens a file, with the name of what is open', () => {
  expect(headlessCommand(main, 'track-nuclei.json', new Map())).toBe(
    'cellwire run track-nuclei.json --input open=movie.tif --out results',
  );
  expect(headlessCommand(main, 'my graph.json', new Map([['open', "Anna's movie.tif"]]))).toBe(
    "cellwire run 'my graph.json' --input 'open=Anna'\\''s movie.tif' --out results",
  );
  expect(headlessCommand(withSample(main, new Set()), 'g.json', new Map())).toBe('cellwire run g.json --out results');
});

test('a movie goes into the empty node that opens movies, without an edit', () => {
  expect(placeForMovie(main, new Set())).toMatchObject({ node: 'open', label: null });
});

test('a movie takes the place of the sample, and the graph is the template again', () => {
  const place = placeForMovie(withSample(main, new Set()), new Set());
  expect(place.node).toBe('open');
  expect(place.change(withSample(main, new Set()))).toEqual(main);
});

test('where the truth of the sample is used, the sample stays and the movie gets a node of its own', () => {
  const sample = withSample(main, new Set());
  const scored: GraphDocument = { ...sample, edges: [...sample.edges, ['open.labels', 'filter.labels']] };
  const place = placeForMovie(scored, new Set());
  expect(place.node).toBe('open-2');
  const changed = place.change(scored);
  expect(changed.nodes['open-2']?.type).toBe('io.open-movie');
  expect(Object.keys(changed.nodes)).toHaveLength(Object.keys(scored.nodes).length + 1);
});

test('in an empty graph a movie gets a node; one that is open already is replaced', () => {
  const place = placeForMovie(empty, new Set());
  expect(place.change(empty).nodes).toMatchObject({ open: { type: 'io.open-movie' } });
  expect(placeForMovie(main, new Set(['open']))).toMatchObject({ node: 'open', label: null });
});

test('only plain addresses of the web are ever offered to be loaded', () => {
  expect(webAddress('https://example.org/a.tif')?.host).toBe('example.org');
  for (const no of [
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
    'https://a:b@example.org/',
    'movie.tif',
    3,
  ]) {
    expect(webAddress(no)).toBeNull();
  }
});

test('an address in a graph is found wherever a node opens files, also inside a subgraph', () => {
  const opening = (path: string): GraphDocument => ({
    ...empty,
    nodes: { open: { type: 'io.open-movie', version: 1, params: { path }, at: [0, 0] } },
  });
  expect(addressesIn(opening('https://example.org/a.tif')).map(({ node }) => node)).toEqual(['open']);
  expect(addressesIn(opening('/home/anna/a.tif'))).toEqual([]);
  const nested: GraphDocument = {
    ...empty,
    nodes: { in: { type: 'graph.inner', version: 1, params: {}, at: [0, 0] } },
    subgraphs: { inner: opening('http://example.org/b.tif') },
  };
  expect(addressesIn(nested).map(({ node }) => node)).toEqual(['in/open']);
});

test('every node that opens a file is known, by its path', () => {
  expect(fileInputs(main).map(({ node, type }) => [node, type])).toEqual([['open', 'io.open-movie']]);
});

test('a picture of a difference holds both what came and what went', () => {
  const { fill: _gone, ...nodes } = main.nodes;
  const after: GraphDocument = {
    ...main,
    nodes: { ...nodes, threshold: { ...main.nodes['threshold']!, params: { method: 'li' } } },
    edges: main.edges.filter(([from, to]) => !from.startsWith('fill.') && !to.startsWith('fill.')),
  };
  const [diff] = diffDocuments(main, after);
  const { graph, marks } = markedGraph(main, after, diff);
  expect(Object.keys(graph.nodes).sort()).toEqual(Object.keys(main.nodes).sort());
  expect(marks.get('fill')).toBe('removed');
  expect(marks.get('threshold')).toBe('changed');
  expect(marks.get('threshold.labels -> fill.labels')).toBe('removed');
  expect(marks.has('track')).toBe(false);
});

test('times are told as people say them', () => {
  const now = new Date(2026, 10, 24, 15, 0).getTime();
  expect(timeText(new Date(2026, 10, 24, 9, 5).getTime(), now)).toBe('today, 09:05');
  expect(timeText(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe('yesterday, 23:59');
  expect(timeText(new Date(2026, 2, 3, 18, 40).getTime(), now)).toBe('3 March 2026, 18:40');
});

test('the licences shown are those that the packages state, and no dependency of the editor is left out', () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  for (const { name, licence } of packages) {
    expect((read(`node_modules/${name}/package.json`) as { license: string }).license, name).toBe(licence);
  }
  const elsewhere = ['@mantine/hooks', 'react-dom', 'cli-progress', 'commander', 'sirv'];
  const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
  const shown = packages.map(({ name }) => name);
  expect(Object.keys(dependencies).filter((name) => !shown.includes(name) && !elsewhere.includes(name))).toEqual([]);
});

test('what must have seen all frames before the threshold can be shown is the estimate of bleaching', () => {
  expect(estimatesAbove(withSample(main, new Set()), 'threshold')).toEqual(['bleaching']);
});
