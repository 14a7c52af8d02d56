import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { holdsGraph, LinkError, readFragment, shareFragment } from '../../src/editor/library/share-link.ts';
import { templates } from '../../src/nodes/library.ts';
import { writeDocument } from '../../src/runtime/graph/document.ts';
import { GraphError } from '../../src/runtime/graph/errors.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

const toFragment = (bytes: Uint8Array) =>
  `#g=${Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;

test.each([...templates.keys()])('a link to %s opens the same document byte for byte', (name) => {
  const document = parseDocument(templates.get(name) as string);
  const fragment = shareFragment(document);
  expect(fragment).toMatch(/^#g=[A-Za-z0-9_-]+$/);
  expect(fragment.length).toBeLessThan(4000);
  expect(holdsGraph(fragment)).toBe(true);
  expect(writeDocument(readFragment(fragment))).toBe(templates.get(name));
});

test('titles in any writing come through a link', () => {
  const document = { ...parseDocument(templates.values().next().value as string), title: 'Zellkerne – 細胞核 🔬' };
  expect(readFragment(shareFragment(document)).title).toBe(document.title);
});

test('a link that unpacks to more than 4 MB is refused long before it is unpacked', () => {
  // 1 GB of zeros would be 1 MB of link; 200 MB do to show that unpacking ends early.
  const bomb = deflateRawSync(new Uint8Array(200 * 1024 * 1024));
  const fragment = toFragment(bomb);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => readFragment(fragment)).toThrow('larger than 4 MB');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});

test.each([
  ['characters that are no base64', '#g=!!!'],
  ['nothing', '#g='],
  ['bytes that are no deflate stream', toFragment(new Uint8Array([255, 254, 253, 1, 2, 3]))],
  ['half of a link', shareFragment(parseDocument(templates.values().next().value as string)).slice(0, 400)],
])('a link that holds %s is said to be damaged', (_what, fragment) => {
  expect(() => readFragment(fragment)).toThrow(LinkError);
});

test('a link with JSON that is no graph names what is wrong', () => {
  const link = (text: string) => toFragment(deflateRawSync(new TextEncoder().encode(text)));
  expect(() => readFragment(link('{"format": "cellwire-graph", "formatVersion": 99}'))).toThrow(GraphError);
  expect(() => readFragment(link('<svg onload=alert(1)>'))).toThrow(GraphError);
  expect(() => readFragment(link(`${'['.repeat(100_000)}`))).toThrow(GraphError);
});
