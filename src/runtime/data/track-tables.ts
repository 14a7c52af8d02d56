import { timeOf } from './movie.ts';
import type { Column, Table } from './table.ts';
import { trackletsOf } from './tracklets.ts';
import type { Tracks } from './tracks.ts';

/**
 * Tracks as two tables: one row a node, one row an edge.
 *
 * Lengths are in µm and times in s where the movie is calibrated, else px, planes and no time.
 *
 * @returns nodes: node (from 0), track (unbranched piece, from 1), lineage (all relatives together, from 1), frame, time,
 *          x, y, z (of several planes only), radius, label (where there are any), and the features as they are;
 *          edges: source, target (nodes), frame of either, lineage.
 * @cost    O(nodes + edges)
 */
export function trackTables(tracks: Tracks): { readonly nodes: Table; readonly edges: Table } {
  const { ofNode, lineage } = trackletsOf(tracks);
  const { frame, calibration, edges } = tracks;
  const relatives = Float64Array.from(ofNode, (track) => lineage[track - 1] ?? 0);
  const { x, y, z } = calibration.pixelSize_um;
  const length = (name: string, values: Float64Array, size: number | null, bare: string): Column =>
    size === null ? { name, unit: bare, values } : { name, unit: 'µm', values: values.map((value) => value * size) };
  const index = (name: string, values: ArrayLike<number>, unit = ''): Column => ({
    name,
    unit,
    values: Float64Array.from(values),
  });
  const times = Float64Array.from(frame, (t) => timeOf(calibration, t) ?? Number.NaN);
  const nodes: Column[] = [
    index(
      'node',
      frame.map((_, node) => node),
    ),
    index('track', ofNode),
    { name: 'lineage', unit: '', values: relatives },
    index('frame', frame, 'frame'),
    ...(timeOf(calibration, 0) === null ? [] : [{ name: 'time', unit: 's', values: times }]),
    length('x', tracks.x, x, 'px'),
    length('y', tracks.y, y, 'px'),
    ...(tracks.size.z > 1 ? [length('z', tracks.z, z, 'plane')] : []),
    length('radius', tracks.radius, x, 'px'),
    ...(tracks.label.some((label) => label !== 0) ? [index('label', tracks.label)] : []),
  ];
  const taken = new Set(nodes.map(({ name }) => name));
  for (const [name, values] of Object.entries(tracks.features)) {
    nodes.push({ name: taken.has(name) ? `${name}_feature` : name, unit: tracks.units[name] ?? '', values });
  }
  return {
    nodes: { columns: nodes, cautions: [] },
    edges: {
      columns: [
        index('source', edges.source),
        index('target', edges.target),
        index(
          'source_frame',
          Array.from(edges.source, (node) => frame[node] ?? 0),
          'frame',
        ),
        index(
          'target_frame',
          Array.from(edges.target, (node) => frame[node] ?? 0),
          'frame',
        ),
        index(
          'lineage',
          Array.from(edges.source, (node) => relatives[node] ?? 0),
        ),
      ],
      cautions: [],
    },
  };
}
