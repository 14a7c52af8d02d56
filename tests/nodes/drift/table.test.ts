import { expect, test } from 'vitest';
import table from '../../../src/nodes/drift/table.ts';
import { numbers, type Table } from '../../../src/runtime/data/table.ts';
import { runNode } from '../../support/run-node.ts';
import { transformOf } from '../../support/transforms.ts';

const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: 2 }, frameInterval_s: 60, times_s: null };
const tableOf = async (transform: unknown) => (await runNode(table, { transform }))['table'] as Table;

test('lists drift in px and µm, its length, the step and the quality of each frame', async () => {
  const made = await tableOf(transformOf([0, 3, 3], [0, 4, 8], { x: 9, y: 9 }, { calibration }));
  expect(made.columns.map(({ name, unit }) => `${name} (${unit})`)).toEqual([
    'frame (frame)',
    'time (s)',
    'dx (px)',
    'dy (px)',
    'dx_um (µm)',
    'dy_um (µm)',
    'drift_um (µm)',
    'step_um (µm)',
    'quality (1)',
  ]);
  expect([...numbers(made, 'frame')]).toEqual([0, 1, 2]);
  expect([...numbers(made, 'time')]).toEqual([0, 60, 120]);
  expect([...numbers(made, 'dy_um')]).toEqual([0, 2, 4]);
  expect([...numbers(made, 'drift_um')]).toEqual([0, 2.5, Math.hypot(1.5, 4)]);
  expect([...numbers(made, 'step_um')]).toEqual([0, 2.5, 2]);
  expect([...numbers(made, 'quality')]).toEqual([1, 1, 1]);
});

test('volumes have dz in planes and µm', async () => {
  const made = await tableOf(transformOf([0, 0], [0, 0], { x: 9, y: 9, z: 5 }, { calibration, dz: [0, 1.5] }));
  expect([...numbers(made, 'dz')]).toEqual([0, 1.5]);
  expect([...numbers(made, 'dz_um')]).toEqual([0, 3]);
  expect([...numbers(made, 'drift_um')]).toEqual([0, 3]);
});

test('what is not recorded is NaN, and no frames give no rows', async () => {
  const made = await tableOf(transformOf([0, 1], [0, 0], { x: 9, y: 9 }));
  expect([...numbers(made, 'time')]).toEqual([Number.NaN, Number.NaN]);
  expect([...numbers(made, 'drift_um')]).toEqual([Number.NaN, Number.NaN]);
  expect([...numbers(made, 'dx')]).toEqual([0, 1]);
  expect(numbers(await tableOf(transformOf([], [], { x: 9, y: 9 })), 'frame').length).toBe(0);
});
