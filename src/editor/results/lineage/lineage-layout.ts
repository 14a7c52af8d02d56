import type { Tracklets } from '../../../runtime/data/tracklets.ts';
import type { Tracks } from '../../../runtime/data/tracks.ts';

/** Height of the line of one track and room between two trees, px. */
export const rowHeight = 13;
export const treeGap = 9;

/** Trees of cells one below the other; place k of an array by track is track k + 1. */
export interface LineageLayout {
  /** Lineages from top to bottom. */
  readonly order: Uint32Array;
  /** Upper edge of each of these, px; one more for the end. */
  readonly top: Float64Array;
  /** Tracks of the lineages in `order`: `members[starts[i]]` … `members[starts[i + 1] - 1]`, from the top down. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  /** Line of each track, px from the top; NaN where its lineage is not shown. */
  readonly y: Float64Array;
  /** Place in `members` of each track, -1 where it is not shown. */
  readonly placeOf: Int32Array;
  /** Children of each track: `children[childStarts[k]]` … */
  readonly childStarts: Uint32Array;
  readonly children: Uint32Array;
  /** Links to a child whose parent is another track: merges. */
  readonly merges: ReadonlyArray<readonly [from: number, to: number]>;
}
export interface LineageChoice {
  /** `size`: most tracks first, then longest; `start`: earliest first. */
  readonly sort: 'size' | 'start';
  /** Only lineages of more than one track. */
  readonly divided: boolean;
}

/**
 * Places the tracks of all lineages: daughters below each other, a mother between her daughters.
 * @cost O(tracks · log tracks + edges)
 */
export function layOutLineages(tracks: Tracks, tracklets: Tracklets, choice: LineageChoice): LineageLayout {
  const count = tracklets.begin.length;
  const { childStarts, children } = childrenOf(tracklets);
  const byLineage = grouped(tracklets.lineage, count);
  const order = orderOf(tracklets, byLineage, choice);
  const y = new Float64Array(count).fill(Number.NaN);
  const placeOf = new Int32Array(count).fill(-1);
  const top = new Float64Array(order.length + 1);
  const starts = new Uint32Array(order.length + 1);
  const members: number[] = [];
  order.forEach((lineage, i) => {
    const own = byLineage.items.subarray(byLineage.starts[lineage - 1] ?? 0, byLineage.starts[lineage] ?? 0);
    const from = (top[i] ?? 0) + treeGap / 2 + rowHeight / 2;
    const rows = placeTree(own, tracklets, childStarts, children, y, from);
    const sorted = own.slice().sort((a, b) => (y[a - 1] ?? 0) - (y[b - 1] ?? 0) || a - b);
    for (const track of sorted) placeOf[track - 1] = members.push(track) - 1;
    starts[i + 1] = members.length;
    top[i + 1] = (top[i] ?? 0) + rows * rowHeight + treeGap;
  });
  return {
    order,
    top,
    starts,
    members: Uint32Array.from(members),
    y,
    placeOf,
    childStarts,
    children,
    merges: mergesOf(tracks, tracklets),
  };
}

/** Items 1 … count by group 1 … in compressed rows. */
function grouped(group: Uint32Array, count: number): { readonly starts: Uint32Array; readonly items: Uint32Array } {
  let groups = 0;
  for (const one of group) groups = Math.max(groups, one);
  const starts = new Uint32Array(groups + 1);
  for (const one of group) if (one > 0) starts[one] = (starts[one] ?? 0) + 1;
  for (let k = 0; k < groups; k++) starts[k + 1] = (starts[k + 1] ?? 0) + (starts[k] ?? 0);
  const next = starts.slice();
  const items = new Uint32Array(starts[groups] ?? 0);
  for (let k = 0; k < count; k++) {
    const one = group[k] ?? 0;
    if (one === 0) continue;
    const at = next[one - 1] ?? 0;
    items[at] = k + 1;
    next[one - 1] = at + 1;
  }
  return { starts, items };
}

function childrenOf({ parent }: Tracklets) {
  const { starts, items } = grouped(parent, parent.length);
  const childStarts = new Uint32Array(parent.length + 1).fill(items.length);
  childStarts.set(starts);
  return { childStarts, children: items };
}

function orderOf(
  { begin, nodes }: Tracklets,
  { starts, items }: { readonly starts: Uint32Array; readonly items: Uint32Array },
  { sort, divided }: LineageChoice,
): Uint32Array {
  const lineages = Array.from({ length: starts.length - 1 }, (_, k) => {
    const own = items.subarray(starts[k] ?? 0, starts[k + 1] ?? 0);
    let total = 0;
    let first = Number.POSITIVE_INFINITY;
    for (const track of own) {
      total += nodes[track - 1] ?? 0;
      first = Math.min(first, begin[track - 1] ?? 0);
    }
    return { lineage: k + 1, size: own.length, total, first };
  }).filter(({ size }) => size > (divided ? 1 : 0));
  lineages.sort((a, b) =>
    sort === 'start'
      ? a.first - b.first || b.size - a.size || a.lineage - b.lineage
      : b.size - a.size || b.total - a.total || a.lineage - b.lineage,
  );
  return Uint32Array.from(lineages, ({ lineage }) => lineage);
}

/** Lines of the tracks of one lineage from `from` px down. @returns the number of rows. */
function placeTree(
  own: Uint32Array,
  { parent }: Tracklets,
  childStarts: Uint32Array,
  children: Uint32Array,
  y: Float64Array,
  from: number,
): number {
  let rows = 0;
  // Founders from the last to the first, so that the first is taken first; no recursion, as lines may be thousands deep.
  const open = Array.from(own)
    .filter((track) => parent[track - 1] === 0)
    .reverse();
  for (let track = open.pop(); track !== undefined; track = open.pop()) {
    const first = childStarts[track - 1] ?? 0;
    const end = childStarts[track] ?? 0;
    if (first === end) y[track - 1] = from + rows++ * rowHeight;
    for (let k = end - 1; k >= first; k--) open.push(children[k] ?? 0);
  }
  // A child has a higher number than its parent, so it is placed before.
  for (let i = own.length - 1; i >= 0; i--) {
    const track = own[i] ?? 0;
    const first = childStarts[track - 1] ?? 0;
    const end = childStarts[track] ?? 0;
    if (first === end) continue;
    y[track - 1] = ((y[(children[first] ?? 1) - 1] ?? 0) + (y[(children[end - 1] ?? 1) - 1] ?? 0)) / 2;
  }
  return rows;
}

function mergesOf({ edges }: Tracks, { ofNode, parent }: Tracklets): (readonly [number, number])[] {
  const merges: (readonly [number, number])[] = [];
  for (let e = 0; e < edges.source.length; e++) {
    const from = ofNode[edges.source[e] ?? 0] ?? 0;
    const to = ofNode[edges.target[e] ?? 0] ?? 0;
    if (from !== to && parent[to - 1] !== from) merges.push([from, to]);
  }
  return merges;
}

/** The lineage at a height: its place in `order`; -1 above or below all. */
export function lineageAt({ top, order }: LineageLayout, y: number): number {
  if (y < 0 || y >= (top[order.length] ?? 0)) return -1;
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((top[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The track at a height and a frame: the nearest line that is there at that time.
 * @returns 0 where there is none within a row's height and `reach` frames.
 */
export function trackAt(layout: LineageLayout, tracklets: Tracklets, y: number, t: number, reach: number): number {
  const place = lineageAt(layout, y);
  if (place < 0) return 0;
  let best = 0;
  let least = rowHeight * 0.75;
  for (let k = layout.starts[place] ?? 0; k < (layout.starts[place + 1] ?? 0); k++) {
    const track = layout.members[k] ?? 0;
    const distance = Math.abs((layout.y[track - 1] ?? 0) - y);
    if (t < (tracklets.begin[track - 1] ?? 0) - reach || t > (tracklets.end[track - 1] ?? 0) + reach) continue;
    if (distance < least) {
      least = distance;
      best = track;
    }
  }
  return best;
}

/** The track that a key leads to from another one; 0 where there is none. */
export function neighbour(
  layout: LineageLayout,
  { parent }: Tracklets,
  track: number,
  key: 'up' | 'down' | 'parent' | 'child' | 'first' | 'last',
): number {
  const { members, placeOf, childStarts, children } = layout;
  const place = placeOf[track - 1] ?? -1;
  switch (key) {
    case 'first':
      return members[0] ?? 0;
    case 'last':
      return members.at(-1) ?? 0;
    case 'up':
      return place < 0 ? (members[0] ?? 0) : (members[place - 1] ?? 0);
    case 'down':
      return place < 0 ? (members[0] ?? 0) : (members[place + 1] ?? 0);
    case 'parent':
      return parent[track - 1] ?? 0;
    case 'child': {
      const first = childStarts[track - 1] ?? 0;
      return first < (childStarts[track] ?? 0) ? (children[first] ?? 0) : 0;
    }
  }
}
