import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { type FlatGraph, flatten } from '../../runtime/graph/flatten.ts';
import { version } from '../../runtime/graph/version.ts';
import { matters, type Param, type StoredParam } from '../../runtime/node/params.ts';
import { type Reference, references } from './references.ts';

export interface Methods {
  /** For the methods section: steps in order, parameters with units, versions; numbers in brackets are references. */
  readonly paragraph: string;
  /** The references, numbered as in the paragraph, one a line. */
  readonly list: string;
  /** The same as BibTeX. */
  readonly bibtex: string;
}

/** What a paper says of a graph: its steps with all parameters that matter, and the works that the nodes cite. */
export function methodsOf(document: GraphDocument, catalog: Catalog): Methods {
  const flat = flatten(document, catalog, new Map(), () => {});
  const cited: string[] = [];
  const steps = inOrder(flat).flatMap((id) => {
    const node = flat.nodes.get(id) as GraphNode;
    const definition = catalog.nodes.get(node.type);
    return definition ? [{ node, definition }] : [];
  });
  const told = ({ node, definition }: (typeof steps)[number]): string => {
    const numbers = definition.sources.flatMap(doisIn).map((doi) => {
      if (!cited.includes(doi)) cited.push(doi);
      return cited.indexOf(doi) + 1;
    });
    const settings = settingsOf(node, definition.params);
    const about = [`${node.type} version ${definition.version}`, ...settings].join('; ');
    const marks = numbers.length === 0 ? '' : ` [${[...new Set(numbers)].sort((a, b) => a - b).join(', ')}]`;
    return `${definition.title} (${about})${marks}`;
  };
  const done = steps
    .filter(({ definition }) => definition.role !== 'sink')
    .map((step, i) => `(${i + 1}) ${told(step)}`);
  // How results were written tells a reader less: said once, at the end.
  const saved = [...new Set(steps.filter(({ definition }) => definition.role === 'sink').map(told))];
  const sentences = [
    done.length === 0 ? 'The graph has no steps.' : `The steps were, in this order: ${done.join('; ')}.`,
    ...(saved.length === 0 ? [] : [`Results were saved by ${saved.join('; ')}.`]),
  ];
  return {
    paragraph: `Movies were analysed with Cellwire ${version} and the graph “${document.title}”. ${sentences.join(' ')} Lengths in px are pixels of the image; coordinates and areas in tables are converted with the pixel size of the movie. The graph is available as a file that reproduces the analysis.`,
    list: cited.map((doi, i) => `[${i + 1}] ${inWords(doi)}`).join('\n'),
    bibtex: cited.map((doi) => bibtexOf(doi)).join('\n\n'),
  };
}

/** Nodes after all that they need, by id where the graph leaves it open; nodes in a loop come last. */
function inOrder({ nodes, edges }: FlatGraph): readonly string[] {
  const waitsFor = new Map([...nodes.keys()].sort().map((id) => [id, new Set<string>()]));
  for (const [from, to] of edges) if (from.node !== to.node) waitsFor.get(to.node)?.add(from.node);
  const order: string[] = [];
  while (waitsFor.size > 0) {
    const ready = [...waitsFor].find(([, above]) => [...above].every((id) => !waitsFor.has(id)));
    const id = (ready ?? [...waitsFor][0])?.[0] as string;
    waitsFor.delete(id);
    order.push(id);
  }
  return order;
}

/** "sigma = 1 px", for all parameters that have an effect. */
function settingsOf(node: GraphNode, params: Readonly<Record<string, Param>>): readonly string[] {
  const values: Record<string, StoredParam> = {};
  for (const [name, param] of Object.entries(params)) values[name] = node.params[name] ?? param.default;
  return Object.entries(params).flatMap(([name, param]) => {
    const value = values[name];
    // Names of files and empty texts say nothing about the method.
    if (param.type === 'file' || name === 'name' || value === undefined || value === '' || !matters(param, values))
      return [];
    return [`${name} = ${shown(value, param)}`];
  });
}

function shown(value: StoredParam, param: Param): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const hasUnit = (param.type === 'number' || param.type === 'integer') && param.unit !== '1';
  if (!hasUnit || typeof value !== 'number') return String(value);
  return `${value} ${value !== 1 && /^(frame|grey value)$/.test(param.unit) ? `${param.unit}s` : param.unit}`;
}

/** The DOIs in a source, such as `Otsu 1979, doi:10.1109/TSMC.1979.4310076`; brackets within one belong to it. */
export function doisIn(source: string): readonly string[] {
  return [...source.matchAll(/doi:\s*(10\.\d{4,9}\/[^\s,;]+)/g)].map(([, found]) => {
    let doi = found ?? '';
    while (/[.)]$/.test(doi) && (doi.endsWith('.') || closes(doi) > 0)) doi = doi.slice(0, -1);
    return doi;
  });
}
const closes = (doi: string): number => doi.split(')').length - doi.split('(').length;

function inWords(doi: string): string {
  const known = references.get(doi);
  if (!known) return `https://doi.org/${doi}`;
  const { authors, title, journal, year, volume, pages } = known;
  const names = authors.split(' and ').map((name) => (name === 'others' ? 'et al.' : name));
  const where = [journal, volume, pages?.replace('--', '–')].filter((part) => part !== undefined).join(' ');
  return `${names.join('; ').replace('; et al.', ' et al.')} (${year}). ${title}. ${where}. https://doi.org/${doi}`;
}

function bibtexOf(doi: string): string {
  const known = references.get(doi);
  const fields: [string, string][] = known
    ? [
        ['author', known.authors],
        // Braces keep the capitals of names.
        ['title', `{${known.title}}`],
        ['journal', known.journal],
        ['year', String(known.year)],
        ...(known.volume === undefined ? [] : [['volume', known.volume] as [string, string]]),
        ...(known.pages === undefined ? [] : [['pages', known.pages] as [string, string]]),
      ]
    : [];
  fields.push(['doi', doi], ['url', `https://doi.org/${doi}`]);
  const body = fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n');
  return `@${known ? 'article' : 'misc'}{${keyOf(doi, known)},\n${body}\n}`;
}

function keyOf(doi: string, known: Reference | undefined): string {
  const name = known?.authors
    .split(',')[0]
    ?.normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  const word = known?.title
    .split(/[^A-Za-z0-9]+/)
    .find((one) => one.length > 3)
    ?.toLowerCase();
  return known ? `${name}${known.year}${word}` : doi.replace(/[^A-Za-z0-9]+/g, '-');
}
