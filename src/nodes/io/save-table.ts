import { csvOf, unitStyles, withCautions } from '../../runtime/formats/csv.ts';
import { outputName } from '../../runtime/formats/output-name.ts';
import { writeText } from '../../runtime/formats/write-text.ts';
import { defineSink, port } from '../../runtime/node/define.ts';
import { choice, text } from '../../runtime/node/params.ts';

export default defineSink({
  id: 'io.save-table',
  version: 1,
  title: 'Save table',
  summary: 'Writes a table as CSV, numbers exactly as they are.',
  keywords: ['export', 'write', 'CSV', 'spreadsheet', 'Excel', 'pandas', 'R', 'results'],
  sources: ['RFC 4180'],
  help: 'UTF-8, commas, points as decimals, the shortest text that gives the same number back; NaN is a missing number. What a reader must know, and the units, stand above the header as lines with #: read them with pandas.read_csv(file, comment="#") or read.csv(file, comment.char="#"). The line # graph is the graph that made the table: dropped onto the canvas, the file opens it again. For programs that know no comments put units in a row of brackets, or leave them out; the graph is then left out too. A table without rows is its header.',
  inputs: { table: port('Table', 'Table to save.') },
  params: {
    name: text({ default: 'table.csv', doc: 'Name of the file.' }),
    units: choice({ options: unitStyles, default: 'comment', doc: 'Where the units of the columns stand.' }),
  },
  names: ({ name }) => [outputName(name, '.csv', '.txt')],
  async save(_, { table }, { name, units }, { cautions, provenance }, out) {
    const text = csvOf(withCautions(table, cautions), units, provenance);
    await writeText(out, outputName(name, '.csv', '.txt'), text);
  },
});
