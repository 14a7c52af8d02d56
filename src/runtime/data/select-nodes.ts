import type { Tracks } from './tracks.ts';

/**
 * The tracks with some of their nodes left out, and the edges between those that stay.
 *
 * @param keep  1 for each node that stays; as long as there are nodes.
 * @throws RangeError if keep has another length.
 * @cost O(nodes + edges).
 */
export function selectNodes(tracks: Tracks, keep: Uint8Array): Tracks {
  if (keep.length !== tracks.frame.length) {
    throw new RangeError(`keep has ${keep.length} entries, expected one for each of ${tracks.frame.length} nodes`);
  }
  const kept = (_: number, node: number) => keep[node] === 1;
  const renamed = new Uint32Array(keep.length);
  let count = 0;
  keep.forEach((stays, node) => {
    renamed[node] = count;
    if (stays === 1) count++;
  });
  const { source, target } = tracks.edges;
  const stays = (_: number, edge: number) => keep[source[edge] ?? 0] === 1 && keep[target[edge] ?? 0] === 1;
  const rename = (node: number) => renamed[node] ?? 0;
  return {
    ...tracks,
    frame: tracks.frame.filter(kept),
    x: tracks.x.filter(kept),
    y: tracks.y.filter(kept),
    z: tracks.z.filter(kept),
    radius: tracks.radius.filter(kept),
    label: tracks.label.filter(kept),
    features: Object.fromEntries(
      Object.entries(tracks.features).map(([name, values]) => [name, values.filter(kept)] as const),
    ),
    edges: { source: source.filter(stays).map(rename), target: target.filter(stays).map(rename) },
  };
}
