import { describe, expect, it } from 'vitest';
import saveTable from '../../../src/nodes/io/save-table.ts';
import { graphOfCsv } from '../../../src/runtime/formats/csv.ts';
import { parseProvenance } from '../../../src/runtime/graph/provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { runNode } from '../../support/run-node.ts';

const table = { columns: [{ name: 'x', unit: 'µm', values: Float64Array.of(0.1, Number.NaN) }], cautions: ['beware'] };
const save = async (params = {}) => {
  const files = (await runNode(saveTable as AnyNode, { table }, params)) as Readonly<Record<string, Uint8Array>>;
  return Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
};

describe('io.save-table', () => {
  it('writes cautions, units and numbers', async () => {
    const [[name, text = ''] = []] = await save();
    expect(name).toBe('table.csv');
    const graph = graphOfCsv(text) ?? '';
    expect(text).toBe(`# caution: beware\n# graph: ${graph}\n# units: µm\nx\n0.1\nNaN\n`);
    expect(parseProvenance(graph).document.nodes).toEqual({
      'source-table': { type: 'test.source-table', version: 1, params: {}, at: [0, 0] },
    });
  });
  it('adds the extension to the name and puts the units where asked', async () => {
    expect(await save({ name: 'cells', units: 'row' })).toEqual([
      ['cells.csv', '# caution: beware\nx\n(µm)\n0.1\nNaN\n'],
    ]);
  });
});
