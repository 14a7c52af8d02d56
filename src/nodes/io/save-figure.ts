import { csvOf, withCautions } from '../../runtime/formats/csv.ts';
import { figureToSvg } from '../../runtime/formats/figure-svg.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { writeText } from '../../runtime/formats/write-text.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { text, toggle } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-figure',
  version: 1,
  title: 'Save figure',
  summary: 'Writes a figure as SVG, with its data as CSV beside it.',
  keywords: ['export', 'write', 'SVG', 'plot', 'vector graphic', 'CSV', 'Illustrator', 'Inkscape', 'publication'],
  sources: ['SVG 1.1 (W3C)', 'RFC 4180'],
  help: 'The SVG is complete in itself, opens in browsers, Inkscape and Illustrator and can be scaled without loss. Its data goes beside it under the same name: name.csv holds the values drawn, further tables (means, bins) are name-mean.csv and so on, numbers exactly as they are, with units and cautions above the header as lines with #. The SVG and its data carry the graph that made them: dropped onto the canvas, they open it again. The same figure gives the same bytes. A figure without data is saved with empty axes; cautions stand under the plot.',
  inputs: { figure: port('Figure', 'Figure to save.') },
  params: {
    name: text({ default: 'figure.svg', doc: 'Name of the SVG file.' }),
    data: toggle({ default: true, doc: 'Save the data as CSV beside it.' }),
  },
  names({ name, data }) {
    const file = outputName(name, '.svg');
    return data ? [file, file.replace(/\.svg$/i, '.csv')] : [file];
  },
  async save(_, { figure }, { name, data }, { cautions, provenance }, out) {
    const known = [...new Set([...cautions, ...figure.cautions])].sort();
    const file = outputName(name, '.svg');
    await writeText(out, file, [figureToSvg({ ...figure, cautions: known }, provenance)]);
    if (!data) return;
    for (const [i, { name: suffix, table }] of figure.tables.entries()) {
      const bare = file.slice(0, -'.svg'.length);
      const text = csvOf(withCautions(table, known), 'comment', provenance);
      await writeText(out, i === 0 ? `${bare}.csv` : `${bare}-${suffix}.csv`, text);
    }
  },
});
