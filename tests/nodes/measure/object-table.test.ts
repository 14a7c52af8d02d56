import { describe, expect, it } from 'vitest';
import features from '../../../src/nodes/measure/object-features.ts';
import objectTable from '../../../src/nodes/measure/object-table.ts';
import type { Calibration } from '../../../src/runtime/data/movie.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { type Detections, noDetections, type Spots } from '../../../src/runtime/data/spots.ts';
import { numbers, rowCount, type Table } from '../../../src/runtime/data/table.ts';
import { type AnyNode, defineSource, port } from '../../../src/runtime/node/define.ts';
import { graph, testRun } from '../../support/run.ts';
import { runNode } from '../../support/run-node.ts';

const column = (...values: number[]) => Float64Array.from(values);
const detections = (x: number, extra: Readonly<Record<string, number>>, units: Readonly<Record<string, string>>) => ({
  x: column(x),
  y: column(2),
  z: column(1),
  radius: column(3),
  quality: column(7),
  label: Uint32Array.of(5),
  features: Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, column(value)])),
  units,
});
function spotsOf(frames: readonly Detections[], calibration: Partial<Calibration> = {}, z = 1): Spots {
  return {
    size: { t: frames.length, c: 1, z, y: 9, x: 9 },
    calibration: { ...uncalibrated, ...calibration },
    frame: async (t) => frames[t] ?? noDetections,
  };
}
const tableOf = async (spots: Spots, params = {}) =>
  (await runNode(objectTable as AnyNode, { spots }, params))['table'] as Table;
const unitsOf = (table: Table) => Object.fromEntries(table.columns.map(({ name, unit }) => [name, unit]));

const units = { area: 'px²', perimeter: 'px', solidity: '1', mean: 'grey value', volume: 'voxel', moment: 'px⁴' };
const values = { area: 4, perimeter: 6, solidity: 0.5, mean: 100, volume: 8, moment: 16 };
const half = { x: 0.5, y: 0.5, z: 2 };

describe('measure.object-table', () => {
  it('gives one row for each object and frame, in µm and seconds where these are known', async () => {
    const frames = [detections(1, values, units), noDetections, detections(4, values, units)];
    const table = await tableOf(spotsOf(frames, { pixelSize_um: half, frameInterval_s: 30 }, 3));
    expect(rowCount(table)).toBe(2);
    const first = Object.fromEntries(table.columns.map(({ name, values }) => [name, values[1]]));
    expect(first).toEqual({
      ...{ frame: 2, time: 60, label: 5, x: 2, y: 1, z: 2, radius: 1.5, quality: 7 },
      ...{ area: 1, perimeter: 3, solidity: 0.5, mean: 100, volume: 4, moment: 1 },
    });
    expect(unitsOf(table)).toEqual({
      ...{ frame: 'frame', time: 's', label: '', x: 'µm', y: 'µm', z: 'µm', radius: 'µm', quality: '1' },
      ...{ area: 'µm²', perimeter: 'µm', solidity: '1', mean: 'grey value', volume: 'µm³', moment: 'µm⁴' },
    });
  });
  it('keeps pixels without calibration and where they are asked for', async () => {
    const frames = [detections(1, values, units)];
    const plain = unitsOf(await tableOf(spotsOf(frames)));
    expect(plain).toMatchObject({ x: 'px', radius: 'px', area: 'px²', volume: 'voxel' });
    expect(plain).not.toHaveProperty('time');
    expect(plain).not.toHaveProperty('z');
    const asked = await tableOf(spotsOf(frames, { pixelSize_um: half }, 2), { units: 'pixels' });
    expect(unitsOf(asked)).toMatchObject({ x: 'px', z: 'plane', area: 'px²' });
    expect(numbers(asked, 'x')[0]).toBe(1);
  });
  it('converts positions and areas, not lengths, where pixels are not square', async () => {
    const oblong = { pixelSize_um: { x: 0.5, y: 0.25, z: null } };
    const table = await tableOf(spotsOf([detections(1, values, units)], oblong));
    expect(unitsOf(table)).toMatchObject({ x: 'µm', y: 'µm', area: 'µm²', perimeter: 'px', volume: 'voxel' });
    expect([numbers(table, 'x')[0], numbers(table, 'y')[0], numbers(table, 'area')[0]]).toEqual([0.5, 0.5, 0.5]);
  });
  it('leaves a feature missing where a frame has not got it', async () => {
    const frames = [detections(1, { area: 4 }, units), detections(1, { perimeter: 6 }, units)];
    const table = await tableOf(spotsOf(frames));
    expect(Array.from(numbers(table, 'area'))).toEqual([4, Number.NaN]);
    expect(Array.from(numbers(table, 'perimeter'))).toEqual([Number.NaN, 6]);
  });
  it('gives a table without rows for movies without detections and without frames', async () => {
    expect(rowCount(await tableOf(spotsOf([noDetections])))).toBe(0);
    expect(rowCount(await tableOf(spotsOf([])))).toBe(0);
  });
  it('lists what object features measures', async () => {
    const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['test'], help: 'h' } as const;
    const header = { size: { t: 2, c: 1, z: 1, y: 1, x: 4 }, calibration: uncalibrated };
    const source = defineSource({
      ...about,
      id: 'test.labels',
      outputs: { labels: port('Labels', '') },
      params: {},
      open: async () => ({
        labels: {
          ...header,
          frame: async (t: number) => ({ width: 4, height: 1, depth: 1, data: Uint32Array.of(1, 1, 0, t) }),
        },
      }),
    });
    const nodes = new Map(
      [source as AnyNode, features as AnyNode, objectTable as AnyNode].map((node) => [node.id, node] as const),
    );
    const document = graph({ labels: source.id, features: features.id, table: objectTable.id }, [
      ['labels.labels', 'features.labels'],
      ['features.spots', 'table.spots'],
    ]);
    const run = testRun(document, { nodes, until: ['table'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    const table = run.executor.results.get('table')?.['table'] as Table;
    expect(Array.from(numbers(table, 'frame'))).toEqual([0, 1]);
    expect(Array.from(numbers(table, 'area'))).toEqual([2, 3]);
    expect(Array.from(numbers(table, 'euler_number'))).toEqual([1, 2]);
  });
});
