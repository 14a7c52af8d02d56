import type { FileAccess } from '../node/files.ts';
import { FormatError } from './format-error.ts';
import { readWhole } from './read-whole.ts';
import { arrayHeader, objectIn, parseZarrJson, type ZarrArrayHeader } from './zarr/metadata.ts';

/** Metadata of a graph is some kilobytes; this is what a hostile file may cost. */
const longest = 2 ** 24;
const decoder = new TextDecoder();

type Json = Readonly<Record<string, unknown>>;

export interface GeffAxis {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly scale: number | null;
  readonly scaledUnit: string;
}
export interface GeffGroup {
  readonly folder: string;
  readonly directed: boolean;
  readonly axes: readonly GeffAxis[];
  /** Name of the property that plays each part, where one is named. */
  readonly radius: string | null;
  readonly label: string | null;
  readonly trackProps: ReadonlySet<string>;
  /** Unit and name of node properties. */
  propOf(identifier: string): { readonly unit: string; readonly name: string };
  /** What we wrote ourselves: size and times of the movie. */
  readonly own: Json | null;
}

/**
 * The GEFF group at a path: that folder itself, or the only one in it, two levels deep.
 * @throws FormatError where there is none, or several.
 */
export async function findGeff(files: FileAccess, path: string): Promise<GeffGroup> {
  const found = await files.look(path);
  if (found === null) throw new FormatError('missing', { file: path }, 'there is no such folder');
  if (found.type === 'file') {
    throw new FormatError('unsupported', { file: path }, 'it is a file; a GEFF is a folder: choose that folder');
  }
  const groups = await geffsIn(files, path, 2);
  if (groups.length > 1) {
    const names = groups.map(({ folder }) => folder).join(', ');
    throw new FormatError('ambiguous', { file: path }, `it holds several graphs, choose one: ${names.slice(0, 500)}`);
  }
  const [group] = groups;
  if (group) return group;
  throw new FormatError('unsupported', { file: path }, 'no GEFF: no Zarr group in it has an attribute "geff"');
}

async function geffsIn(files: FileAccess, folder: string, deeper: number): Promise<readonly GeffGroup[]> {
  const found = await files.look(folder);
  if (found?.type !== 'folder') return [];
  const attributes = await attributesOf(files, folder, found.names);
  if (attributes && 'geff' in attributes) return [groupOf(folder, objectIn(attributes, 'geff'))];
  if (deeper === 0 || found.names.length > 1000) return [];
  const inside: GeffGroup[] = [];
  for (const name of found.names) {
    if (!name.startsWith('.')) inside.push(...(await geffsIn(files, files.join(folder, name), deeper - 1)));
  }
  return inside;
}

/** Attributes of a group of either version; `null` where the folder has none. */
async function attributesOf(files: FileAccess, folder: string, names: readonly string[]): Promise<Json | null> {
  if (names.includes('.zattrs')) return jsonOf(files, files.join(folder, '.zattrs'));
  if (!names.includes('zarr.json')) return null;
  return objectIn(await jsonOf(files, files.join(folder, 'zarr.json')), 'attributes');
}

const jsonOf = async (files: FileAccess, path: string): Promise<Json> =>
  parseZarrJson(decoder.decode(await readWhole(files, path, longest)), path);

/** Header of an array of the group; `null` where it isn't there. */
export async function geffArray(files: FileAccess, folder: string): Promise<ZarrArrayHeader | null> {
  for (const name of ['.zarray', 'zarr.json']) {
    const path = files.join(folder, name);
    if ((await files.look(path))?.type === 'file') return arrayHeader(await jsonOf(files, path), path);
  }
  return null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function groupOf(folder: string, geff: Json): GeffGroup {
  const objects = (value: unknown): readonly Json[] =>
    Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
  const axes = objects(geff['axes']).map((axis) => ({
    name: textOf(axis['name']),
    type: textOf(axis['type']),
    unit: textOf(axis['unit']),
    scale: typeof axis['scale'] === 'number' && axis['scale'] > 0 ? axis['scale'] : null,
    scaledUnit: textOf(axis['scaled_unit']),
  }));
  const labels = objects(geff['related_objects']).find((one) => one['type'] === 'labels');
  const own = objectIn(geff['extra'], 'cellwire');
  return {
    folder,
    directed: geff['directed'] !== false,
    axes,
    radius: textOf(geff['sphere']) || null,
    label: textOf(labels?.['node_prop'] ?? labels?.['label_prop']) || null,
    trackProps: new Set(Object.values(objectIn(geff, 'track_node_props')).map(textOf)),
    propOf(identifier) {
      const about = objectIn(geff['node_props_metadata'], identifier);
      return { unit: textOf(about['unit']), name: textOf(about['name']) };
    },
    own: Object.keys(own).length > 0 ? own : null,
  };
}
