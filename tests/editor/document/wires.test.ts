import { describe, expect, it } from 'vitest';
import { connect, connectionProblem, disconnect } from '../../../src/editor/document/connect.ts';
import { connectThrough, convertersFor, insertOnEdge, nodesThatFit } from '../../../src/editor/document/converters.ts';
import { catalog as shipped } from '../../../src/nodes/library.ts';
import { planGraph } from '../../../src/runtime/graph/plan.ts';
import { editCatalog as catalog, chain, wires } from '../../support/edit-graphs.ts';
import { graph } from '../../support/run.ts';

describe('a connection', () => {
  it.each([
    ['to itself', 'add.movie', 'add.movie', 'A node can’t be connected to itself.'],
    ['of another kind', 'collect.table', 'add.movie', 't gives Table, but t takes Movie there.'],
    ['that closes a loop', 'sum.movie', 'add.movie', 'That would be a loop: t already needs what t gives.'],
    ['from nowhere', 'gone.movie', 'add.movie', 'There is no output gone.movie.'],
    ['to nowhere', 'add.movie', 'constructor.movie', 'There is no input constructor.movie.'],
  ])('%s is refused with a reason', (_, from, to, reason) => {
    expect(connectionProblem(chain, from, to, catalog)).toBe(reason);
    expect(() => connect(chain, from, to, catalog)).toThrow(RangeError);
  });
  it('takes the place of the wire at its input, and of the outside', () => {
    expect(connectionProblem(chain, 'open.movie', 'collect.movie', catalog)).toBeNull();
    const outside = {
      ...chain,
      exposed: { inputs: { movie: ['collect.movie'] }, outputs: { table: 'collect.table' } },
    };
    const connected = connect(outside, 'open.movie', 'collect.movie', catalog);
    expect(wires(connected)).toEqual(['add.movie > sum.movie', 'open.movie > add.movie', 'open.movie > collect.movie']);
    expect(connected.exposed).toEqual({ outputs: { table: 'collect.table' } });
    expect(connect(chain, 'open.movie', 'add.movie', catalog)).toBe(chain);
  });
  it('can be taken off', () => {
    expect(wires(disconnect(chain, [['add.movie', 'sum.movie']]))).toEqual([
      'open.movie > add.movie',
      'sum.movie > collect.movie',
    ]);
    expect(disconnect(chain, [['a.b', 'c.d']])).toBe(chain);
  });
});

describe('a converter', () => {
  it('is a node that needs the one kind alone and gives the other', () => {
    const types = convertersFor('Labels', 'Tracks', shipped).map(({ type }) => type);
    expect(types).toContain('track.from-labels');
    expect(convertersFor('Labels', 'Labels', shipped)).toEqual([]);
    expect(convertersFor('Figure', 'Movie', shipped)).toEqual([]);
  });
  it('goes between the two ends', () => {
    const document = graph({ open: 'test.count', mean: 'test.add-mean' }, [['open.movie', 'mean.movie']]);
    const [converter] = convertersFor('Movie', 'Table', catalog);
    if (!converter) throw new Error('no converter');
    expect(converter).toEqual({ type: 'test.collect', input: 'movie', output: 'table' });
    const { graph: joined, ids } = connectThrough(document, 'open.movie', 'mean.table', converter, catalog);
    expect(ids).toEqual(['collect']);
    expect(planGraph(joined, catalog)).toHaveLength(3);
  });
});

describe('a node put on a wire', () => {
  it('is led through where it takes and gives the kind', () => {
    const loose = { ...chain, nodes: { ...chain.nodes, ...graph({ extra: 'test.add' }, []).nodes } };
    expect(wires(insertOnEdge(loose, 'extra', ['add.movie', 'sum.movie'], catalog) ?? loose)).toEqual([
      'add.movie > extra.movie',
      'extra.movie > sum.movie',
      'open.movie > add.movie',
      'sum.movie > collect.movie',
    ]);
  });
  it('is left beside it where it does not fit, or a loop would close', () => {
    expect(insertOnEdge(chain, 'collect', ['open.movie', 'add.movie'], catalog)).toBeNull();
    const branch = {
      ...chain,
      edges: [
        ['open.movie', 'join.a'],
        ['join.movie', 'add.movie'],
        ['add.movie', 'join.b'],
      ],
    } as const;
    const loop = { ...branch, nodes: { ...chain.nodes, ...graph({ join: 'test.join' }, []).nodes } };
    expect(insertOnEdge(loop, 'join', ['open.movie', 'add.movie'], catalog)).toBeNull();
    expect(insertOnEdge(chain, 'add', ['add.movie', 'sum.movie'], catalog)).toBeNull();
  });
});

describe('nodes that fit a wire dropped into nothing', () => {
  it('take the kind, or give it, and are named with the port', () => {
    expect(nodesThatFit('Table', 'inputs', chain, catalog)).toEqual([{ type: 'test.add-mean', port: 'table' }]);
    expect(nodesThatFit('Table', 'outputs', chain, catalog)).toEqual([{ type: 'test.collect', port: 'table' }]);
    expect(nodesThatFit('Movie', 'inputs', chain, catalog)).toContainEqual({ type: 'test.ready', port: 'movie' });
  });
});
