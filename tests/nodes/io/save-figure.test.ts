import { describe, expect, it } from 'vitest';
import saveFigure from '../../../src/nodes/io/save-figure.ts';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import { graphOfCsv } from '../../../src/runtime/formats/csv.ts';
import { escapeXml } from '../../../src/runtime/formats/svg-text.ts';
import { parseProvenance } from '../../../src/runtime/graph/provenance.ts';
import { runNode } from '../../support/run-node.ts';

const columns = [
  { name: 'x', unit: 's', values: Float64Array.of(0, 1) },
  { name: 'y', unit: 'µm', values: Float64Array.of(0.1, Number.NaN) },
];
const figure: Figure = {
  title: 'A title',
  tables: [
    { name: 'lines', table: { columns, cautions: [] } },
    { name: 'mean', table: { columns: columns.slice(0, 1), cautions: [] } },
  ],
  panels: [
    {
      title: '',
      x: { label: 'x', unit: 's' },
      y: { label: 'y', unit: 'µm' },
      marks: [{ type: 'line', table: 'lines', x: 'x', y: 'y', emphasis: 'normal' }],
    },
  ],
  cautions: ['intensity is not quantitative'],
};
const save = async (params = {}) => {
  const files = (await runNode(saveFigure, { figure }, params)) as Record<string, Uint8Array>;
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
};

describe('io.save-figure', () => {
  it('writes the picture and its tables under one name', async () => {
    const files = await save({ name: 'erk' });
    expect(Object.keys(files).sort()).toEqual(['erk-mean.csv', 'erk.csv', 'erk.svg']);
    expect(files['erk.svg']).toContain('Caution: intensity is not quantitative.');
    const graph = graphOfCsv(files['erk.csv'] ?? '') ?? '';
    expect(files['erk.csv']).toBe(
      `# caution: intensity is not quantitative\n# graph: ${graph}\n# units: s,µm\nx,y\n0,0.1\n1,NaN\n`,
    );
    expect(parseProvenance(graph).made.results).toEqual(['source-figure.out']);
    expect(files['erk.svg']).toContain(`<metadata>${escapeXml(graph)}</metadata>`);
    expect(files['erk-mean.csv']).toContain('# caution: intensity is not quantitative\n');
  });
  it('leaves the data out where asked, and gives the same bytes again', async () => {
    const files = await save({ data: false });
    expect(Object.keys(files)).toEqual(['figure.svg']);
    expect((await save())['figure.svg']).toBe(files['figure.svg']);
  });
  it('refuses a name with a folder in it', async () => {
    await expect(save({ name: '../x' })).rejects.toThrow('expected a plain file name');
  });
});
