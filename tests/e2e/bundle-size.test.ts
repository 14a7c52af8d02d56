import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtEditor } from '../support/editor.ts';

const most_bytes = 900_000;
const references = [/(?:src|href)="\/?([^"]+\.(?:js|css))"/g, /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g];

/** The scripts and styles that a file of the build loads before anything is done, without those loaded on demand. */
async function loadedBy(file: URL, known: Map<string, number>): Promise<void> {
  if (known.has(file.href)) return;
  const bytes = await readFile(file);
  known.set(file.href, gzipSync(bytes).length);
  const [ofPages, ofScripts] = references;
  const pattern = file.pathname.endsWith('.html') ? ofPages : file.pathname.endsWith('.js') ? ofScripts : undefined;
  if (!pattern) return;
  for (const [, path = ''] of bytes.toString('utf8').matchAll(pattern)) await loadedBy(new URL(path, file), known);
}

test('what the page loads before anything is done is at most 900 kB, compressed', async () => {
  const files = new Map<string, number>();
  await loadedBy(new URL('index.html', builtEditor), files);
  expect(files.size).toBeGreaterThan(2);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(total, [...files].join('\n')).toBeGreaterThan(100_000);
  expect(total, [...files].join('\n')).toBeLessThanOrEqual(most_bytes);
});
