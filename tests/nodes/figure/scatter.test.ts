import { describe, expect, it } from 'vitest';
import scatter from '../../../src/nodes/figure/scatter.ts';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

const table: Table = {
  columns: [
    { name: 'frame', unit: 'frame', values: Float64Array.of(0, 1, 2) },
    { name: 'mean_intensity_ch1', unit: 'grey value', values: Float64Array.of(5, 7, Number.NaN) },
    { name: 'area', unit: 'µm²', values: Float64Array.of(10, 40, 90) },
    { name: 'class', unit: '', values: ['round', 'flat', 'flat'] },
  ],
  cautions: ['careful'],
};
const plot = async (params: Record<string, StoredParam> = {}, input = table) => {
  const figure = (await runNode(scatter, { table: input }, params))['figure'] as Figure;
  return { figure, svg: figureToSvg(figure) };
};
const dots = (svg: string) => svg.match(/<circle/g)?.length ?? 0;

describe('figure.scatter', () => {
  it('draws a dot for each row that has both values', async () => {
    const { figure, svg } = await plot();
    expect(dots(svg)).toBe(2);
    expect(svg).toContain('mean intensity ch1 (grey value)');
    expect(figure.tables[0]!.table.columns.map(({ name }) => name)).toEqual(['frame', 'mean_intensity_ch1']);
    expect(figure.cautions).toEqual(['careful']);
  });
  it('shows text by a colour each, numbers by a colour scale, and numbers by size', async () => {
    expect(dots((await plot({ colour: 'class' })).svg)).toBe(2 + 2); // with the legend's
    const { svg } = await plot({ colour: 'area', size: 'area' });
    expect(svg).toContain('area (µm²)');
    expect(svg).toContain('area of a dot: area');
  });
  it('splits into panels by text, by numbers, and by a column that is drawn as well', async () => {
    expect((await plot({ panels: 'class' })).figure.panels.map(({ title }) => title)).toEqual([
      'class round',
      'class flat',
    ]);
    const { figure, svg } = await plot({ panels: 'frame', colour: 'class' });
    expect(figure.panels.map(({ title }) => title)).toEqual(['frame 0', 'frame 1', 'frame 2']);
    expect(dots(svg)).toBe(2 + 2);
  });
  it('refuses more than 100 panels, and columns that are text or missing, by name', async () => {
    const many = {
      columns: table.columns.map(({ name, unit }) => ({
        name,
        unit,
        values: Float64Array.from({ length: 101 }, (_, i) => i),
      })),
      cautions: [],
    };
    await expect(plot({ panels: 'area' }, many)).rejects.toThrow('area has 101 values');
    await expect(plot({ x: 'class' })).rejects.toThrow('no numeric column "class"');
    await expect(plot({ size: 'volume' })).rejects.toThrow('no numeric column "volume"');
  });
  it('makes empty axes of a table without rows', async () => {
    const none = { ...table, columns: table.columns.map((one) => ({ ...one, values: one.values.slice(0, 0) })) };
    expect((await plot({}, none)).svg).toContain('no data');
  });
});
