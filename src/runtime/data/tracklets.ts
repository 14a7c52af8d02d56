import type { Tracks } from './tracks.ts';

/**
 * Tracks cut into unbranched pieces: from appearing, dividing or merging to the next of these.
 * Tracklets are numbered from 1 by first frame, then from top to bottom (y, x, z); place k of an array below is tracklet
 * k + 1. A detection without links is a tracklet of its own.
 */
export interface Tracklets {
  /** Tracklet of each node. */
  readonly ofNode: Uint32Array;
  /** First and last frame, inclusive; frames between may be missing. */
  readonly begin: Uint32Array;
  readonly end: Uint32Array;
  /** First and last node. */
  readonly firstNode: Uint32Array;
  readonly lastNode: Uint32Array;
  /** Number of nodes. */
  readonly nodes: Uint32Array;
  /** Tracklet that it came from, 0 where it appears; after a merge the one whose last node was nearest. */
  readonly parent: Uint32Array;
  /** Tracklet that it and all its relatives share a lineage with: connected component, numbered from 1 by first tracklet. */
  readonly lineage: Uint32Array;
  /** Divisions since it appeared: 0 for a founder, 1 for a daughter, 2 for a granddaughter. */
  readonly generation: Uint32Array;
}

/**
 * Cuts tracks into tracklets and names their relations.
 *
 * @param tracks       edges go forward in time.
 * @param breakAtGaps  also cut where frames are missing, the later piece being the child of the earlier: the form that
 *                     the Cell Tracking Challenge asks for.
 * @returns            one entry a tracklet; all arrays empty for tracks without nodes.
 * @cost O(nodes + edges + tracklets · log tracklets).
 */
export function trackletsOf(tracks: Tracks, breakAtGaps = false): Tracklets {
  const links = linkTable(tracks, breakAtGaps);
  const { ofNode, firstNode } = number(tracks, links.previous);
  const count = firstNode.length;
  const lastNode = new Uint32Array(count);
  const nodes = new Uint32Array(count);
  for (let node = 0; node < ofNode.length; node++) {
    const place = at(ofNode, node) - 1;
    nodes[place] = at(nodes, place) + 1;
    // Nodes are sorted by frame, so the last one seen is the last of the piece.
    lastNode[place] = node;
  }
  const parent = parentsOf(tracks, ofNode, firstNode);
  return {
    ofNode,
    begin: Uint32Array.from(firstNode, (node) => at(tracks.frame, node)),
    end: Uint32Array.from(lastNode, (node) => at(tracks.frame, node)),
    firstNode,
    lastNode,
    nodes,
    parent,
    lineage: lineagesOf(tracks, ofNode, count),
    generation: generationsOf(links.outgoing, lastNode, parent),
  };
}

/** A typed array's value at a place known to be inside it. */
const at = (values: ArrayLike<number>, place: number): number => values[place] ?? 0;

const none = 0xffffffff;

/** The node before each node within its tracklet (`none` for its first), and how many edges leave each node. */
function linkTable({ frame, edges }: Tracks, breakAtGaps: boolean) {
  const outgoing = new Uint32Array(frame.length);
  const incoming = new Uint32Array(frame.length);
  for (const node of edges.source) outgoing[node] = at(outgoing, node) + 1;
  for (const node of edges.target) incoming[node] = at(incoming, node) + 1;
  const previous = new Uint32Array(frame.length).fill(none);
  for (let e = 0; e < edges.source.length; e++) {
    const from = at(edges.source, e);
    const to = at(edges.target, e);
    if (at(outgoing, from) !== 1 || at(incoming, to) !== 1) continue;
    if (breakAtGaps && at(frame, to) - at(frame, from) > 1) continue;
    previous[to] = from;
  }
  return { previous, outgoing };
}

function number(tracks: Tracks, previous: Uint32Array) {
  const { frame, x, y, z } = tracks;
  const starts: number[] = [];
  for (let node = 0; node < frame.length; node++) if (previous[node] === none) starts.push(node);
  starts.sort(
    (a, b) => at(frame, a) - at(frame, b) || at(y, a) - at(y, b) || at(x, a) - at(x, b) || at(z, a) - at(z, b) || a - b,
  );
  const ofNode = new Uint32Array(frame.length);
  starts.forEach((node, place) => {
    ofNode[node] = place + 1;
  });
  // A node comes after the one before it in its tracklet, so one pass is enough.
  for (let node = 0; node < frame.length; node++) {
    if (previous[node] !== none) ofNode[node] = at(ofNode, at(previous, node));
  }
  return { ofNode, firstNode: Uint32Array.from(starts) };
}

function parentsOf({ x, y, z, edges }: Tracks, ofNode: Uint32Array, firstNode: Uint32Array): Uint32Array {
  const parent = new Uint32Array(firstNode.length);
  const nearest = new Float64Array(firstNode.length).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < edges.source.length; e++) {
    const from = at(edges.source, e);
    const to = at(edges.target, e);
    const child = at(ofNode, to);
    if (at(ofNode, from) === child) continue;
    const distance = Math.hypot(at(x, to) - at(x, from), at(y, to) - at(y, from), at(z, to) - at(z, from));
    if (at(parent, child - 1) !== 0 && !(distance < at(nearest, child - 1))) continue;
    nearest[child - 1] = distance;
    parent[child - 1] = at(ofNode, from);
  }
  return parent;
}

/** Union of the tracklets that an edge connects, each named after its first. */
function lineagesOf({ edges }: Tracks, ofNode: Uint32Array, count: number): Uint32Array {
  const root = Uint32Array.from({ length: count + 1 }, (_, id) => id);
  const find = (id: number): number => {
    let top = id;
    while (at(root, top) !== top) top = at(root, top);
    let walk = id;
    while (at(root, walk) !== top) {
      const next = at(root, walk);
      root[walk] = top;
      walk = next;
    }
    return top;
  };
  for (let e = 0; e < edges.source.length; e++) {
    const a = find(at(ofNode, at(edges.source, e)));
    const b = find(at(ofNode, at(edges.target, e)));
    if (a !== b) root[Math.max(a, b)] = Math.min(a, b);
  }
  const lineage = new Uint32Array(count);
  let lineages = 0;
  for (let id = 1; id <= count; id++) {
    const top = find(id);
    lineage[id - 1] = top === id ? ++lineages : at(lineage, top - 1);
  }
  return lineage;
}

function generationsOf(outgoing: Uint32Array, lastNode: Uint32Array, parent: Uint32Array): Uint32Array {
  const generation = new Uint32Array(parent.length);
  // A parent begins before its child, so its number is lower and it is done first.
  for (let place = 0; place < parent.length; place++) {
    const from = at(parent, place);
    if (from === 0) continue;
    const divides = at(outgoing, at(lastNode, from - 1)) > 1 ? 1 : 0;
    generation[place] = at(generation, from - 1) + divides;
  }
  return generation;
}
