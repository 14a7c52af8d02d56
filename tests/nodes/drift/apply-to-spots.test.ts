import { expect, it } from 'vitest';
import applyToSpots from '../../../src/nodes/drift/apply-to-spots.ts';
import { type Detections, noDetections, type Spots } from '../../../src/runtime/data/spots.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { type AnyNode, defineFold, defineSource, port } from '../../../src/runtime/node/define.ts';
import { graph, testRun } from '../../support/run.ts';
import { transformOf } from '../../support/transforms.ts';

const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['test'], help: 'h' } as const;
const transform = transformOf([0, 2.5, 4], [0, -1, 3], { x: 50, y: 40 });
const at = (x: number, y: number): Detections => ({
  ...noDetections,
  x: Float64Array.of(x),
  y: Float64Array.of(y),
  z: Float64Array.of(0),
  radius: Float64Array.of(3),
  quality: Float64Array.of(7),
  label: Uint32Array.of(9),
  features: { bbox_left: Float64Array.of(x - 3), bbox_width: Float64Array.of(7), area: Float64Array.of(30) },
  units: { bbox_left: 'px', bbox_width: 'px', area: 'px²' },
});
const frames = [at(10, 20), noDetections, at(14, 23)];
const spots: Spots = {
  size: { ...transform.size },
  calibration: transform.calibration,
  frame: async (t) => frames[t] ?? noDetections,
};

const source = defineSource({
  ...about,
  id: 'test.source',
  outputs: { spots: port('Spots', ''), transform: port('Transform', '') },
  params: {},
  open: async () => ({ spots, transform }),
});
const places = defineFold({
  ...about,
  id: 'test.places',
  inputs: { spots: port('Spots', '') },
  outputs: { table: port('Table', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  map: async ({ spots: { x, y, label, features } }) => [
    ...[...x, ...y, ...(label ?? [])],
    ...['bbox_left', 'bbox_width', 'area'].flatMap((name) => [...(features[name] ?? [])]),
  ],
  start: () => [] as number[],
  merge: (all, values) => [...all, ...values],
  finish: async (all) => ({
    table: { columns: [{ name: 'v', unit: '', values: Float64Array.from(all) }], cautions: [] },
  }),
});

async function moved(params: { readonly invert?: boolean } = {}): Promise<readonly number[]> {
  const nodes = new Map<string, AnyNode>(
    [source, applyToSpots, places].map((node) => [node.id, node as unknown as AnyNode]),
  );
  const run = testRun(
    graph({ open: 'test.source', still: ['drift.apply-to-spots', params], end: 'test.places' }, [
      ['open.spots', 'still.spots'],
      ['open.transform', 'still.transform'],
      ['still.spots', 'end.spots'],
    ]),
    { nodes, until: ['end'] },
  );
  run.actor.start();
  expect(await run.ended()).toBe('succeeded');
  return [...((run.executor.results.get('end')?.['table'] as Table).columns[0]?.values as Float64Array)];
}

it('takes the drift of their frame out of positions and of boxes, and leaves labels and sizes', async () => {
  expect(await moved()).toEqual([10, 20, 9, 7, 7, 30, 10, 20, 9, 7, 7, 30]);
});
it('puts it back in with invert', async () => {
  expect(await moved({ invert: true })).toEqual([10, 20, 9, 7, 7, 30, 18, 26, 9, 15, 7, 30]);
});
