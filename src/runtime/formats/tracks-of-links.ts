import type { LabelsHeader } from '../data/movie.ts';
import type { Tracks } from '../data/tracks.ts';

/** Detections in the order of a file. */
export type LinkedNodes = Omit<Tracks, keyof LabelsHeader | 'edges'>;

/** Links in the order of a file, as places of nodes. */
export interface Links {
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** Whether source is the earlier end, as the file says; else the frames decide. */
  readonly isDirected: boolean;
}

/**
 * Tracks from detections and links in any order: nodes sorted by frame, those of one frame as they stood.
 *
 * @param header  of the movie; not checked.
 * @param refuse  throws: told the place of a link and what is wrong with it.
 * @throws what `refuse` throws, for a link that stands twice, joins a node with itself, joins two nodes of one frame or,
 *         where links are directed, goes back in time. What remains has no loops.
 * @cost O(nodes · log nodes + links · log links)
 */
export function tracksOfLinks(
  header: LabelsHeader,
  nodes: LinkedNodes,
  links: Links,
  refuse: (link: number, why: string) => never,
): Tracks {
  const count = nodes.frame.length;
  const order = Uint32Array.from({ length: count }, (_, node) => node);
  order.sort((a, b) => nodes.frame[a]! - nodes.frame[b]! || a - b);
  const place = new Uint32Array(count);
  for (let i = 0; i < count; i++) place[order[i]!] = i;
  const columns = (values: Float64Array): Float64Array => {
    const sorted = new Float64Array(count);
    for (let i = 0; i < count; i++) sorted[i] = values[order[i]!]!;
    return sorted;
  };
  const features = Object.entries(nodes.features).map(([name, values]) => [name, columns(values)] as const);
  return {
    size: header.size,
    calibration: header.calibration,
    frame: Uint32Array.from(order, (node) => nodes.frame[node]!),
    x: columns(nodes.x),
    y: columns(nodes.y),
    z: columns(nodes.z),
    radius: columns(nodes.radius),
    label: Uint32Array.from(order, (node) => nodes.label[node]!),
    features: Object.fromEntries(features),
    units: nodes.units,
    edges: sortedEdges(nodes.frame, place, links, refuse),
  };
}

function sortedEdges(
  frame: Uint32Array,
  place: Uint32Array,
  { source, target, isDirected }: Links,
  refuse: (link: number, why: string) => never,
): Tracks['edges'] {
  const first = new Uint32Array(source.length);
  const second = new Uint32Array(source.length);
  for (let link = 0; link < source.length; link++) {
    const [a, b] = [source[link]!, target[link]!];
    const step = frame[b]! - frame[a]!;
    if (a === b) refuse(link, 'joins a detection with itself');
    if (step === 0) refuse(link, `joins two detections of frame ${frame[a]}`);
    if (step < 0 && isDirected) refuse(link, `goes back in time, from frame ${frame[a]} to ${frame[b]}`);
    first[link] = place[step > 0 ? a : b]!;
    second[link] = place[step > 0 ? b : a]!;
  }
  const order = Uint32Array.from({ length: source.length }, (_, link) => link);
  order.sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
  for (let i = 1; i < order.length; i++) {
    const [one, other] = [order[i - 1]!, order[i]!];
    if (first[one] === first[other] && second[one] === second[other])
      refuse(Math.max(one, other), 'stands there twice');
  }
  return {
    source: Uint32Array.from(order, (link) => first[link]!),
    target: Uint32Array.from(order, (link) => second[link]!),
  };
}
