import { trackletsOf } from '../data/tracklets.ts';
import type { Tracks } from '../data/tracks.ts';
import type { OutputFolder } from '../node/files.ts';
import { writeZarrArray, writeZarrGroup } from './zarr/write-array.ts';

interface Property {
  readonly identifier: string;
  readonly name: string;
  readonly unit: string;
  readonly values: Float64Array | Uint32Array;
}

/** Names of properties that the spots themselves take. */
const taken = ['t', 'x', 'y', 'z', 'radius', 'seg_id', 'tracklet_id', 'lineage_id'] as const;

/**
 * Writes tracks as a GEFF: a Zarr group (version 2) of nodes, edges and their properties.
 *
 * Positions are in px and frames, as images count them, and the axes state the scale to µm and s. A feature that is NaN
 * somewhere is marked missing there.
 *
 * @param path        of the group; its folders are made.
 * @param provenance  one line of JSON, or ''; stands in `extra`.
 * @source GEFF specification 1.1.
 */
export async function writeGeff(
  out: OutputFolder,
  path: string,
  tracks: Tracks,
  cautions: readonly string[],
  provenance: string,
): Promise<void> {
  const properties = propertiesOf(tracks);
  await writeZarrGroup(out, path, { geff: metadataOf(tracks, properties, cautions, provenance) });
  await writeZarrGroup(out, `${path}/nodes`);
  const ids = BigUint64Array.from({ length: tracks.frame.length }, (_, node) => BigInt(node));
  await writeZarrArray(out, `${path}/nodes/ids`, ids);
  await writeZarrGroup(out, `${path}/nodes/props`);
  for (const { identifier, values } of properties) {
    const folder = `${path}/nodes/props/${identifier}`;
    await writeZarrGroup(out, folder);
    await writeZarrArray(out, `${folder}/values`, values);
    if (!values.some(Number.isNaN)) continue;
    const missing = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0));
    await writeZarrArray(out, `${folder}/missing`, missing, null, true);
  }
  await writeZarrGroup(out, `${path}/edges`);
  const { source, target } = tracks.edges;
  const pairs = new BigUint64Array(2 * source.length);
  for (let edge = 0; edge < source.length; edge++) {
    pairs[2 * edge] = BigInt(source[edge]!);
    pairs[2 * edge + 1] = BigInt(target[edge]!);
  }
  await writeZarrArray(out, `${path}/edges/ids`, pairs, 2);
  await writeZarrGroup(out, `${path}/edges/props`);
}

function propertiesOf(tracks: Tracks): readonly Property[] {
  const { ofNode, lineage } = trackletsOf(tracks);
  const own = (identifier: (typeof taken)[number], unit: string, values: Property['values']): Property => ({
    identifier,
    name: identifier,
    unit,
    values,
  });
  const all = [
    own('t', 'frame', tracks.frame),
    own('y', 'pixel', tracks.y),
    own('x', 'pixel', tracks.x),
    own('radius', 'pixel', tracks.radius),
    own('tracklet_id', '', ofNode),
    own(
      'lineage_id',
      '',
      Uint32Array.from(ofNode, (track) => lineage[track - 1]!),
    ),
  ];
  if (hasPlanes(tracks)) all.splice(1, 0, own('z', 'pixel', tracks.z));
  if (tracks.label.some((label) => label !== 0)) all.push(own('seg_id', '', tracks.label));
  const identifiers = identifiersOf(Object.keys(tracks.features));
  for (const [name, values] of Object.entries(tracks.features)) {
    all.push({ identifier: identifiers.get(name)!, name, unit: tracks.units[name] ?? '', values });
  }
  return all;
}

const hasPlanes = ({ size, z }: Tracks): boolean => size.z > 1 || z.some((plane) => plane !== 0);

/** Names of folders on every disk, none twice where capitals don't count. */
function identifiersOf(names: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set<string>(taken);
  const identifiers = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/[^a-z0-9-]+/gi, '_').replace(/^_+|_+$/g, '') || 'feature';
    let identifier = plain;
    for (let again = 2; used.has(identifier.toLowerCase()); again++) identifier = `${plain}_${again}`;
    used.add(identifier.toLowerCase());
    identifiers.set(name, identifier);
  }
  return identifiers;
}

function metadataOf(
  tracks: Tracks,
  properties: readonly Property[],
  cautions: readonly string[],
  provenance: string,
): unknown {
  const { size, calibration } = tracks;
  const { x, y, z } = calibration.pixelSize_um;
  const of = new Map(properties.map((property) => [property.identifier, property.values]));
  const axis = (name: string, scale: number | null) => {
    const isTime = name === 't';
    return {
      name,
      type: isTime ? 'time' : 'space',
      unit: isTime ? 'frame' : 'pixel',
      ...extentOf(of.get(name) ?? []),
      ...(scale === null ? {} : { scale, scaled_unit: isTime ? 'second' : 'micrometer' }),
    };
  };
  const planes = of.has('z') ? [axis('z', z)] : [];
  const node_props_metadata = properties.map(({ identifier, name, unit, values }) => [
    identifier,
    {
      identifier,
      dtype: values instanceof Float64Array ? 'float64' : 'uint32',
      varlength: false,
      ...(unit === '' ? {} : { unit }),
      name,
    },
  ]);
  return {
    geff_version: '1.1',
    directed: true,
    axes: [axis('t', calibration.frameInterval_s), ...planes, axis('y', y), axis('x', x)],
    node_props_metadata: Object.fromEntries(node_props_metadata) as unknown,
    edge_props_metadata: {},
    sphere: 'radius',
    track_node_props: { tracklet: 'tracklet_id', lineage: 'lineage_id' },
    display_hints: {
      display_horizontal: 'x',
      display_vertical: 'y',
      ...(of.has('z') ? { display_depth: 'z' } : {}),
      display_time: 't',
    },
    extra: {
      cellwire: {
        size,
        ...(calibration.times_s ? { times_s: Array.from(calibration.times_s) } : {}),
        ...(cautions.length > 0 ? { cautions } : {}),
        ...(provenance === '' ? {} : { graph: JSON.parse(provenance) as unknown }),
      },
    },
  };
}

function extentOf(values: ArrayLike<number>): { readonly min: number; readonly max: number } | Record<string, never> {
  if (values.length === 0) return {};
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  return { min, max };
}
