import { describe, expect, it } from 'vitest';
import linePlot from '../../../src/nodes/figure/line-plot.ts';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

const table: Table = {
  columns: [
    { name: 'track', unit: '', values: Float64Array.of(1, 2, 1, 2, Number.NaN, 3) },
    { name: 'frame', unit: 'frame', values: Float64Array.of(1, 0, 0, 1, 0, 0) },
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.of(20, 30, 10, 50, 99, 5) },
    { name: 'treatment', unit: '', values: ['a', 'b', 'a', 'b', 'a', 'b'] },
    { name: 'well', unit: '', values: Float64Array.of(7, 8, 7, 8, 7, 8) },
  ],
  cautions: ['careful'],
};
const plot = async (params: Record<string, StoredParam> = {}, input = table) => {
  const figure = (await runNode(linePlot, { table: input }, params))['figure'] as Figure;
  expect(figureToSvg(figure)).toMatch(/<\/svg>\n$/);
  return figure;
};
const column = (figure: Figure, name: string, of = 'lines') => [
  ...figure.tables.find((one) => one.name === of)!.table.columns.find((one) => one.name === name)!.values,
];
const types = (figure: Figure, panel = 0) =>
  figure.panels[panel]!.marks.map(({ type, emphasis }) => `${emphasis} ${type}`);

describe('figure.line-plot', () => {
  it('draws each track as a faint line in the order of time, and the mean with its band above them', async () => {
    const figure = await plot();
    expect(types(figure)).toEqual(['faint line', 'normal band', 'strong line']);
    expect(column(figure, 'line')).toEqual([1, 1, 2, 2, 3]);
    expect(column(figure, 'frame')).toEqual([0, 1, 0, 1, 0]);
    expect(column(figure, 'mean_intensity_ch1')).toEqual([10, 20, 30, 50, 5]);
    expect(column(figure, 'mean', 'mean')).toEqual([15, 35]);
    expect(figure.panels[0]!.x).toEqual({ label: 'frame', unit: 'frame', scale: 'linear' });
    expect(figure.panels[0]!.y).toEqual({ label: 'mean intensity ch1', unit: 'grey value', scale: 'linear' });
    expect(figure.cautions).toEqual(['careful']);
  });
  it('gives each value of the colour column a mean, and each value of the panel column a panel', async () => {
    const figure = await plot({ colour: 'treatment', panels: 'well', title: 'Title', yLabel: 'ERK' });
    expect(figure.title).toBe('Title');
    expect(figure.panels.map(({ title }) => title)).toEqual(['well 7', 'well 8']);
    expect(figure.panels[1]!.marks.every(({ where }) => where?.column === 'well' && where.is === '8')).toBe(true);
    expect(figure.panels[0]!.y.label).toBe('ERK');
    expect(column(figure, 'treatment', 'mean')).toEqual(['a', 'a', 'b', 'b']);
    expect(column(figure, 'mean', 'mean')).toEqual([10, 20, 17.5, 50]);
  });
  it('draws what is asked for', async () => {
    expect(types(await plot({ show: 'tracks' }))).toEqual(['normal line']);
    expect(types(await plot({ show: 'mean' }))).toEqual(['normal band', 'strong line']);
    expect((await plot({ logY: true })).panels[0]!.y.scale).toBe('log');
  });
  it('draws one line where the group is empty, and no mean where no two values share an x', async () => {
    const figure = await plot({ group: '', y: 'frame', x: 'mean_intensity_ch1' });
    expect(types(figure)).toEqual(['normal line']);
    expect(figure.panels[0]!.marks[0]!.series).toBeUndefined();
    expect(figure.tables.map(({ name }) => name)).toEqual(['lines']);
  });
  it('makes empty axes of a table without rows', async () => {
    const none = { ...table, columns: table.columns.map((one) => ({ ...one, values: one.values.slice(0, 0) })) };
    expect(figureToSvg(await plot({}, none))).toContain('no data');
  });
  it('names the columns there are where one is missing', async () => {
    await expect(plot({ y: 'area' })).rejects.toThrow('no column "area"; there are: track, frame');
    await expect(plot({ colour: 'dose' })).rejects.toThrow('no column "dose"');
    await expect(plot({ y: 'treatment' })).rejects.toThrow('no numeric column "treatment"');
  });
});
