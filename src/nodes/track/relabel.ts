import { trackletsOf } from '../../runtime/data/tracklets.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { relabelByTrack } from '../../runtime/kernels/reference/relabel-by-track.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, toggle } from '../../runtime/node/params.ts';

interface Ids {
  readonly ofNode: Uint32Array;
  readonly most: number;
}
/** Ids of all nodes, found once for all frames. */
const known = new WeakMap<Tracks, { readonly track: Ids; readonly lineage: Ids }>();

export default defineNode({
  id: 'track.relabel',
  version: 1,
  title: 'Label by track',
  summary: 'Gives every object the number of its track, the same in all frames.',
  keywords: ['relabel', 'colour by track', 'track id', 'lineage', 'consistent labels', 'CTC'],
  sources: ['Definition: the value of an object becomes the number of its track or lineage'],
  help: 'So that an object keeps its colour, and its row in a table, through the movie. By track, an object has a number until it divides or merges, its daughters have their own; by lineage all descendants of a cell share one. Tracks are numbered from 1 by first frame, then from top to bottom. Objects that are in no track, such as those that a track filter has taken away, are removed; with keepOthers they stay, numbered above all tracks (their number then is not the same from frame to frame). Detections that come from no label image take the object under their position. Tracks without nodes give empty labels.',
  inputs: {
    labels: port('Labels', 'Objects to relabel.'),
    tracks: port('Tracks', 'Tracks of these objects.'),
  },
  outputs: { labels: port('Labels', 'The same objects, numbered by track.') },
  params: {
    by: choice({
      options: ['track', 'lineage'],
      default: 'track',
      doc: 'track: a number for each cell from division to division. lineage: one for a cell and all its descendants.',
    }),
    keepOthers: toggle({ default: false, doc: 'Keep objects that are in no track.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  async run({ labels, tracks }, { by, keepOthers }, { t }) {
    const { ofNode, most } = idsOf(tracks)[by];
    return { labels: relabelByTrack(labels, t, tracks, ofNode, keepOthers ? most : null) };
  },
});

function idsOf(tracks: Tracks) {
  const before = known.get(tracks);
  if (before) return before;
  const { ofNode, lineage } = trackletsOf(tracks);
  const ids = {
    track: { ofNode, most: lineage.length },
    lineage: {
      ofNode: ofNode.map((track) => lineage[track - 1] ?? 0),
      most: lineage.reduce((most, id) => Math.max(most, id), 0),
    },
  };
  known.set(tracks, ids);
  return ids;
}
