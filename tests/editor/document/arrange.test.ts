import { describe, expect, it } from 'vitest';
import { alignNodes, distributeNodes, layOut, type SizeOf } from '../../../src/editor/document/arrange.ts';
import { moveNodes } from '../../../src/editor/document/move-nodes.ts';
import { templates } from '../../../src/nodes/library.ts';
import type { GraphDocument } from '../../../src/runtime/graph/document.ts';
import { parseDocument } from '../../../src/runtime/graph/parse.ts';
import { chain } from '../../support/edit-graphs.ts';

const sizes: SizeOf = (id) => ({ width: 12, height: id === 'sum' ? 4 : 10 });
const placed = moveNodes(
  chain,
  new Map([
    ['open', [0, 0]],
    ['add', [20, 5]],
    ['sum', [26, 20]],
    ['collect', [60, 30]],
  ]),
);
const at = (graph: GraphDocument, ids: readonly string[]) => ids.map((id) => graph.nodes[id]?.at);
const three = ['open', 'add', 'sum'];

describe('aligning', () => {
  it.each([
    [
      'left',
      [
        [0, 0],
        [0, 5],
        [0, 20],
      ],
    ],
    [
      'right',
      [
        [26, 0],
        [26, 5],
        [26, 20],
      ],
    ],
    [
      'centre',
      [
        [13, 0],
        [13, 5],
        [13, 20],
      ],
    ],
    [
      'top',
      [
        [0, 0],
        [20, 0],
        [26, 0],
      ],
    ],
    [
      'bottom',
      [
        [0, 14],
        [20, 14],
        [26, 20],
      ],
    ],
    [
      'middle',
      [
        [0, 7],
        [20, 7],
        [26, 10],
      ],
    ],
  ] as const)('%s brings cards to one line', (to, places) => {
    const aligned = alignNodes(placed, three, to, sizes);
    expect(at(aligned, three)).toEqual(places);
    expect(aligned.nodes['collect']).toBe(placed.nodes['collect']);
  });
  it('one card leaves it where it is', () => {
    expect(alignNodes(placed, ['add'], 'left')).toBe(placed);
  });
});

describe('distributing', () => {
  it('makes gaps equal between the first and the last', () => {
    const all = ['open', 'add', 'sum', 'collect'];
    expect(at(distributeNodes(placed, all, 'row', sizes), all)).toEqual([
      [0, 0],
      [20, 5],
      [40, 20],
      [60, 30],
    ]);
    expect(at(distributeNodes(placed, three, 'column', sizes), three)).toEqual([
      [0, 0],
      [20, 10],
      [26, 20],
    ]);
    expect(distributeNodes(placed, ['open', 'add'], 'row')).toBe(placed);
  });
});

describe('laying out', () => {
  const overlaps = (graph: GraphDocument, sizeOf: SizeOf) => {
    const cards = Object.entries(graph.nodes).map(
      ([
        id,
        {
          at: [x, y],
        },
      ]) => ({ x, y, ...sizeOf(id) }),
    );
    return cards.filter((a, i) =>
      cards.some(
        (b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      ),
    ).length;
  };
  it.each([...templates])('%s: wires lead to the right and no card covers another', (_, text) => {
    const document = parseDocument(text);
    const laid = layOut(document, null, sizes);
    expect(overlaps(laid, sizes)).toBe(0);
    for (const [from, to] of laid.edges) {
      const [start, end] = [from, to].map((ref) => laid.nodes[ref.slice(0, ref.lastIndexOf('.'))]?.at[0] ?? 0);
      expect(start, `${from} > ${to}`).toBeLessThan(end ?? 0);
    }
  });
  it('gives the same picture whatever the order of nodes and wires, and when done again', () => {
    const document = parseDocument(templates.get('nuclei-tracking') ?? '');
    const shuffled: GraphDocument = {
      ...document,
      nodes: Object.fromEntries(Object.entries(document.nodes).reverse()),
      edges: [...document.edges].reverse(),
    };
    const laid = layOut(document, null, sizes);
    const again = layOut(shuffled, null, sizes);
    expect(at(again, Object.keys(laid.nodes))).toEqual(at(laid, Object.keys(laid.nodes)));
    expect(layOut(laid, null, sizes)).toBe(laid);
  });
  it('puts parts that no wire joins below each other, in the order in which they stood', () => {
    const apart = {
      ...placed,
      edges: [
        ['open.movie', 'sum.movie'],
        ['add.movie', 'collect.movie'],
      ],
    } as const;
    expect(at(layOut(apart, null, sizes), ['open', 'sum', 'add', 'collect'])).toEqual([
      [0, 0],
      [15, 3],
      [0, 16],
      [15, 16],
    ]);
  });
  it('takes any ids, those of built-in properties too', () => {
    const odd = {
      ...chain,
      nodes: { constructor: chain.nodes['add'], toString: chain.nodes['sum'] },
      edges: [['constructor.movie', 'toString.movie']],
    };
    expect(layOut(odd as unknown as GraphDocument, null, sizes).nodes['toString']?.at[0]).toBe(15);
  });
  it('moves only the nodes that are chosen, and keeps their corner', () => {
    const laid = layOut(placed, ['add', 'sum'], sizes);
    expect(laid.nodes['open']).toBe(placed.nodes['open']);
    expect(at(laid, ['add', 'sum']).map((one) => one?.[0])).toEqual([20, 35]);
    expect(layOut(placed, [], sizes)).toBe(placed);
  });
});
