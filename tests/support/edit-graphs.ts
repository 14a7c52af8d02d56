import type { Catalog } from '../../src/runtime/graph/catalog.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { testNodes } from './nodes.ts';
import { graph } from './run.ts';

/** Movie in, movie out, its factor shown outside; ships as a ready node. */
const ready: GraphDocument = {
  ...graph({ first: 'test.add', second: ['test.add', { value: 4 }] }, [['first.movie', 'second.movie']]),
  title: 'Ready',
  exposed: {
    inputs: { movie: ['first.movie'] },
    outputs: { movie: 'second.movie' },
    params: { amount: 'second.value' },
  },
};
export const editCatalog: Catalog = { nodes: testNodes, graphs: new Map([['test.ready', ready]]) };

/** open → add → sum → collect */
export const chain = graph(
  { open: 'test.count', add: ['test.add', { value: 3 }], sum: 'test.window-sum', collect: 'test.collect' },
  [
    ['open.movie', 'add.movie'],
    ['add.movie', 'sum.movie'],
    ['sum.movie', 'collect.movie'],
  ],
);

/** Keys of all steps, sorted: equal where the same things are computed, whatever nodes are called. */
export const keysOf = (document: GraphDocument): readonly string[] =>
  planGraph(document, editCatalog)
    .map(({ key }) => key)
    .sort();
export const wires = (document: GraphDocument): readonly string[] =>
  document.edges.map(([from, to]) => `${from} > ${to}`).sort();
