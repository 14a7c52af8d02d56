import { expect, test } from 'vitest';
import apply from '../../../src/nodes/bleach/apply.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const tableOf = (columns: Readonly<Record<string, readonly number[]>>): Table => ({
  columns: Object.entries(columns).map(([name, values]) => ({ name, unit: '1', values: Float64Array.from(values) })),
  cautions: [],
});
const u16 = (...values: number[]) => frameOf([values], (all) => Uint16Array.from(all));
const bleaching = tableOf({ factor: [1, 2], background: [10, 6] });
const corrected = async (table: Table, params = {}) => {
  const movie = movieOf([
    [u16(10, 110), u16(30, 0)],
    [u16(6, 56), u16(16, 0)],
  ]);
  return (await runNode(apply, { movie, bleaching: table }, params))['movie'] as HeldMovie;
};
const pixels = (movie: HeldMovie) => movie.frames.map((channels) => channels.map(({ data }) => [...data]));

test('multiplies what is above the background of each frame and puts it on that of the first, in every channel', async () => {
  const movie = await corrected(bleaching);
  expect(movie.dtype).toBe('float32');
  expect(pixels(movie)).toEqual([
    [
      [10, 110],
      [30, 0],
    ],
    [
      [10, 110],
      [30, -2],
    ],
  ]);
});

test('leaves the background out where asked to, and needs none', async () => {
  expect(pixels(await corrected(bleaching, { subtractBackground: true }))[1]).toEqual([
    [0, 100],
    [20, -12],
  ]);
  expect(pixels(await corrected(tableOf({ factor: [1, 3] })))[1]).toEqual([
    [18, 168],
    [48, 0],
  ]);
});

test('all planes of a volume are multiplied, NaN stays NaN', async () => {
  const volume = { width: 1, height: 1, depth: 3, data: Float32Array.of(1, Number.NaN, 3) };
  const { movie } = await runNode(apply, { movie: movieOf([[volume]]), bleaching: tableOf({ factor: [2] }) });
  expect([...(movie as HeldMovie).frames[0]![0]!.data]).toEqual([2, Number.NaN, 6]);
});

test('a table of another length and one without factors are errors that say so', async () => {
  await expect(corrected(tableOf({ factor: [1] }))).rejects.toThrow('the table has 1 rows, but the movie has 2 frames');
  await expect(corrected(tableOf({ ratio: [1, 2] }))).rejects.toThrow(
    'there is no numeric column "factor"; there are: ratio',
  );
});

test('a movie without frames stays one', async () => {
  const { movie } = await runNode(apply, { movie: movieOf([]), bleaching: tableOf({ factor: [] }) });
  expect(movie).toMatchObject({ size: { t: 0 }, frames: [] });
});
