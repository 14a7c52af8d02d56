import { describe, expect, it } from 'vitest';
import histogram from '../../../src/nodes/figure/histogram.ts';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

const table: Table = {
  columns: [
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.of(0, 1, 1.5, 4, Number.NaN, 3) },
    { name: 'dose', unit: '', values: ['low', 'low', 'low', 'high', 'high', ''] },
  ],
  cautions: ['careful'],
};
const plot = async (params: Record<string, StoredParam> = {}, input = table) => {
  const figure = (await runNode(histogram, { table: input }, { bins: 4, ...params }))['figure'] as Figure;
  expect(figureToSvg(figure)).toMatch(/<\/svg>\n$/);
  return figure;
};
const column = (figure: Figure, name: string) => [
  ...figure.tables[0]!.table.columns.find((one) => one.name === name)!.values,
];

describe('figure.histogram', () => {
  it('counts the values of each bin, missing ones left out', async () => {
    const figure = await plot();
    expect(column(figure, 'left')).toEqual([0, 1, 2, 3]);
    expect(column(figure, 'right')).toEqual([1, 2, 3, 4]);
    expect(column(figure, 'count')).toEqual([1, 2, 0, 2]);
    expect(figure.panels[0]!.y).toEqual({ label: 'count', unit: '1', scale: 'linear' });
    expect(figure.tables.map(({ name }) => name)).toEqual(['bins', 'values']);
    expect(figure.cautions).toEqual(['careful']);
  });
  it('uses the same bins for all groups; fractions add up to 1 and densities to an area of 1', async () => {
    const figure = await plot({ colour: 'dose', measure: 'fraction' });
    expect(column(figure, 'dose')).toEqual(['low', 'low', 'low', 'low', 'high', 'high', 'high', 'high']);
    expect(column(figure, 'count')).toEqual([1, 2, 0, 0, 0, 0, 0, 1]);
    expect(column(figure, 'fraction')).toEqual([1 / 3, 2 / 3, 0, 0, 0, 0, 0, 1]);
    const density = await plot({ measure: 'density', bins: 2 });
    expect(column(density, 'density')).toEqual([0.3, 0.2]);
    expect(density.panels[0]!.y.unit).toBe('1/grey value');
  });
  it('makes a panel of each group', async () => {
    const figure = await plot({ panels: 'dose', logY: true });
    expect(figure.panels.map(({ title }) => title)).toEqual(['dose low', 'dose high']);
    expect(figure.panels[0]!.y.scale).toBe('log');
  });
  it('makes one bin of equal values, and an empty figure of none', async () => {
    const ofValues = (...values: number[]) => ({
      ...table,
      columns: [{ ...table.columns[0]!, values: Float64Array.from(values) }],
    });
    expect(column(await plot({ bins: 0 }, ofValues(5, 5)), 'count')).toEqual([2]);
    const empty = await plot({ bins: 0 }, ofValues());
    expect(column(empty, 'count')).toEqual([0]);
    expect(figureToSvg(empty)).toContain('no data');
  });
});
