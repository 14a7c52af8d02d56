import { describe, expect, test } from 'vitest';
import { isKey, showKeys } from '../../src/editor/canvas/keys.ts';
import { cardTowards, firstCard } from '../../src/editor/canvas/navigate.ts';
import { outlineOrder } from '../../src/editor/panels/outline-order.ts';
import { emptyDocument } from '../../src/editor/store/document-store.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';

const node = (column: number, row: number) => ({
  type: 'denoise.gaussian',
  version: 1,
  params: {},
  at: [column, row] as const,
});
/** a feeds b and, further down, c; d stands alone below a. */
const graph: GraphDocument = {
  ...emptyDocument,
  nodes: { a: node(0, 0), b: node(15, 1), c: node(15, 20), d: node(0, 16) },
  edges: [
    ['a.movie', 'c.movie'],
    ['a.movie', 'b.movie'],
  ],
};

describe('arrow keys', () => {
  test('right and left follow the wires, to the card that is nearest in height', () => {
    expect(cardTowards(graph, 'a', 'right')).toBe('b');
    expect(cardTowards(graph, 'c', 'left')).toBe('a');
  });
  test('where no wire leads, the nearest card in that direction', () => {
    expect(cardTowards(graph, 'd', 'right')).toBe('c');
    expect(cardTowards(graph, 'a', 'down')).toBe('d');
    expect(cardTowards(graph, 'b', 'down')).toBe('c');
  });
  test('nothing beyond the last card, and the first card where none is known', () => {
    expect(cardTowards(graph, 'b', 'right')).toBeNull();
    expect(cardTowards(graph, 'gone', 'up')).toBe('a');
    expect(firstCard(emptyDocument)).toBeNull();
  });
});

describe('the outline', () => {
  test('lists each node after what feeds it, wherever it stands', () => {
    const turned = { ...graph, edges: [['c.movie', 'a.movie'] as const, ['a.movie', 'b.movie'] as const] };
    const order = outlineOrder(turned);
    expect(order.indexOf('c')).toBeLessThan(order.indexOf('a'));
    expect(order.indexOf('a')).toBeLessThan(order.indexOf('b'));
    expect([...order].sort()).toEqual(['a', 'b', 'c', 'd']);
  });
  test('lists the nodes of a loop last', () => {
    const looped = { ...graph, edges: [['a.movie', 'b.movie'] as const, ['b.movie', 'a.movie'] as const] };
    expect(outlineOrder(looped)).toEqual(['d', 'c', 'a', 'b']);
  });
});

describe('keys', () => {
  const event = (key: string, more: Partial<KeyboardEvent> = {}) =>
    ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;
  test('letters need exactly the keys that are held', () => {
    expect(isKey(event('G', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+G')).toBe(true);
    expect(isKey(event('g', { ctrlKey: true }), 'Mod+Shift+G')).toBe(false);
    expect(isKey(event('m', { ctrlKey: true }), 'M')).toBe(false);
    expect(isKey(event('m', { altKey: true }), 'M')).toBe(false);
  });
  test('signs are heard with and without Shift, as keyboards have them', () => {
    expect(isKey(event('?', { shiftKey: true }), '?')).toBe(true);
    expect(isKey(event('/', { shiftKey: true }), '/')).toBe(true);
    expect(isKey(event('+', { shiftKey: true }), 'Plus')).toBe(true);
  });
  test('keys are shown as they are printed', () => {
    expect(showKeys('Plus')).toBe('+');
    expect(showKeys('Shift+ArrowUp')).toBe('Shift ↑');
  });
});
