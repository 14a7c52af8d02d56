import type { Axis, Mark } from '../../runtime/data/figure.ts';
import { physicalTracks } from '../../runtime/data/scales.ts';
import type { Column, Table } from '../../runtime/data/table.ts';
import { trackletsOf } from '../../runtime/data/tracklets.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'figure.track-map',
  version: 1,
  title: 'Track map',
  summary: 'Draws the paths of tracks in the image plane, or all from one origin.',
  keywords: ['trajectory', 'path', 'rose plot', 'spider plot', 'wind rose', 'chemotaxis', 'migration', 'lineage'],
  sources: ['Definition', 'Ibidi Chemotaxis and Migration Tool: trajectory plot'],
  help: 'The image plane shows where tracks run, as in the image: y grows downwards. From the origin moves the start of every track to (0, 0): a cloud that is off the centre shows directed migration, one around it a random walk. A unit is as long on both axes. Positions are in µm where the pixel size is recorded, else px. A division draws both daughters from the last place of the mother. Colour by lineage gives relatives one colour; generation counts divisions. Tracks shorter than the minimum are left out; without tracks the figure is empty. In movies of several planes paths are seen from above.',
  inputs: { tracks: port('Tracks', 'Tracks to draw.') },
  outputs: { figure: port('Figure', 'One line for each unbranched piece of a track.') },
  params: {
    start: choice({ options: ['image plane', 'origin'], default: 'image plane', doc: 'Where paths begin.' }),
    colour: choice({
      options: ['lineage', 'generation', 'start time', 'none'],
      default: 'lineage',
      doc: 'What colours mean.',
    }),
    minFrames: integer({
      default: 2,
      min: 1,
      max: 100_000,
      unit: 'frame',
      doc: 'Detections that a lineage must have to be drawn.',
    }),
    title: text({ default: '', doc: 'Title of the figure.' }),
  },
  time: { scope: 'movie' },
  async run({ tracks }, { start, colour, minFrames, title }) {
    const { table, unit } = pathTable(tracks, start === 'origin', minFrames);
    const names = { lineage: 'lineage', generation: 'generation', 'start time': 'start_time', none: '' } as const;
    const coloured = names[colour] === '' ? {} : { colour: names[colour] };
    const paths: Mark = {
      type: 'line',
      table: 'paths',
      x: 'x',
      y: 'y',
      series: 'piece',
      ...coloured,
      emphasis: 'normal',
    };
    const axis = (label: string): Axis => ({ label: start === 'origin' ? `Δ${label}` : label, unit });
    const y = { ...axis('y'), reversed: true };
    return {
      figure: {
        title,
        tables: [{ name: 'paths', table }],
        panels: [{ title: '', x: axis('x'), y, equalAspect: true, marks: [paths] }],
        cautions: [],
      },
    };
  },
});

/** One row for each detection, piece after piece; a piece with a parent begins with the parent's last place. */
function pathTable(
  tracks: Tracks,
  fromOrigin: boolean,
  minFrames: number,
): { readonly table: Table; readonly unit: string } {
  const pieces = trackletsOf(tracks);
  const { scales, x, y, time } = physicalTracks(tracks);
  const nodesOf: number[][] = Array.from(pieces.begin, () => []);
  const sizes = new Map<number, number>();
  const origins = new Map<number, number>();
  for (const [node, piece] of pieces.ofNode.entries()) {
    const lineage = pieces.lineage[piece - 1] ?? 0;
    nodesOf[piece - 1]?.push(node);
    sizes.set(lineage, (sizes.get(lineage) ?? 0) + 1);
    if (!origins.has(lineage)) origins.set(lineage, node); // nodes are sorted by frame
  }
  const rows: { readonly node: number; readonly piece: number }[] = [];
  for (const [k, nodes] of nodesOf.entries()) {
    if ((sizes.get(pieces.lineage[k] ?? 0) ?? 0) < minFrames) continue;
    const parent = pieces.parent[k] ?? 0;
    if (parent > 0) rows.push({ node: pieces.lastNode[parent - 1] ?? 0, piece: k });
    for (const node of nodes) rows.push({ node, piece: k });
  }
  const column = (name: string, unit: string, value: (node: number, piece: number) => number): Column => ({
    name,
    unit,
    values: Float64Array.from(rows, ({ node, piece }) => value(node, piece)),
  });
  const lineageOf = (piece: number) => pieces.lineage[piece] ?? 0;
  const origin = (piece: number) => origins.get(lineageOf(piece)) ?? 0;
  const moved = (values: Float64Array) => (node: number, piece: number) =>
    (values[node] ?? Number.NaN) - (fromOrigin ? (values[origin(piece)] ?? Number.NaN) : 0);
  const columns = [
    { name: 'lineage', unit: '', values: rows.map(({ piece }) => String(lineageOf(piece))) },
    column('piece', '', (_, piece) => piece + 1),
    { name: 'generation', unit: '', values: rows.map(({ piece }) => String(pieces.generation[piece] ?? 0)) },
    column('frame', 'frame', (node) => tracks.frame[node] ?? Number.NaN),
    column('time', scales.time, (node) => time[node] ?? Number.NaN),
    column('start_time', scales.time, (_, piece) => time[pieces.firstNode[piece] ?? 0] ?? Number.NaN),
    column('x', scales.length, moved(x)),
    column('y', scales.length, moved(y)),
  ];
  return { table: { columns, cautions: [] }, unit: scales.length };
}
