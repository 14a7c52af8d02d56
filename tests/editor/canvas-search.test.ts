import { describe, expect, test } from 'vitest';
import { fittingPort, nodeEntries, searchNodes } from '../../src/editor/canvas/search-nodes.ts';
import { emptyDocument } from '../../src/editor/store/document-store.ts';
import { catalog } from '../../src/nodes/library.ts';

const entries = nodeEntries(emptyDocument, catalog);
const first = (query: string) => searchNodes(entries, query)[0]?.type;

describe('search for nodes', () => {
  test.each([
    ['despeckle', 'denoise.median'],
    ['otsu', 'segment.threshold'],
    ['threshold', 'segment.threshold'],
    ['median', 'denoise.median'],
    ['temp med', 'denoise.temporal-median'],
    ['the rolling ball', 'segment.subtract-background'],
    ['correct drift', 'drift.correct-drift'],
    ['LAP', 'track.lap'],
  ])('%s finds %s first', (query, type) => {
    expect(first(query)).toBe(type);
  });

  test('every word must be found', () => {
    expect(searchNodes(entries, 'median qqqq')).toEqual([]);
  });

  test('an empty query gives all nodes and ready graphs, in their order', () => {
    expect(searchNodes(entries, '  ')).toEqual(entries);
    expect(entries.length).toBe(catalog.nodes.size + catalog.graphs.size);
  });

  test('a title that is typed in full comes before all that contain it', () => {
    for (const { face } of entries) expect(searchNodes(entries, face.title)[0]?.face.title).toBe(face.title);
  });

  test('of the ports that fit, a required one comes before those that may be left open', () => {
    const face = entries.find(({ type }) => type === 'segment.split')?.face;
    expect(face && fittingPort(face, 'Labels', 'input')?.name).toBe('labels');
    expect(face && fittingPort(face, 'Movie', 'input')?.optional).toBe(true);
    expect(face && fittingPort(face, 'Tracks', 'input')).toBeUndefined();
  });
});
