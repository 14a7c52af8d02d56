import { assignSparse } from './assign-sparse.ts';
import { divisionCost } from './division-evidence.ts';
import { type Penalty, penaltyOf } from './link-candidates.ts';
import type { Chains } from './link-frames.ts';
import { isLongStep, type StepScale } from './long-steps.ts';
import { placesWithin } from './point-grid.ts';

export interface SegmentJoining {
  /** maxFrameGap: largest difference of frame numbers; 2 bridges one missing frame. */
  readonly gapClosing: { readonly maxDistance: number; readonly maxFrameGap: number } | null;
  readonly splitting: { readonly maxDistance: number } | null;
  readonly merging: { readonly maxDistance: number } | null;
  readonly alternativeCostFactor: number;
  /** Fraction, 0 … 1: this quantile of all candidates' costs times the factor is the price of a lone end. */
  readonly cutoffPercentile: number;
  /** Of gap closing only: a daughter differs from her mother. */
  readonly penalties: readonly Penalty[];
  /** Beyond TrackMate: divisions must be symmetric, lone detections may be joined; `null` for TrackMate's own rules. */
  readonly evidence: { readonly maxAsymmetry: number; readonly steps: StepScale } | null;
}

/** Links beyond the chains: `source[i]` leads to `target[i]`; nodes as numbered in the chains. */
export interface Branches {
  readonly splits: { readonly source: Int32Array; readonly target: Int32Array };
  readonly merges: { readonly source: Int32Array; readonly target: Int32Array };
}

/**
 * Joins chains into tracks by one assignment over the whole movie: ends to later starts (gaps), nodes within a chain to
 * starts (splits), ends to nodes within a chain (merges).
 *
 * TrackMate's rules: only chains of two nodes or more take part, splits and merges go from one frame to the next and
 * touch neither the first nor the last node of a chain; the cost is the squared distance.
 * With `evidence`: a chain may be a single detection if its partner is not and the step is not unusual; a split must be
 * symmetric (`divisionCost`, which is then its cost), may start at the first node and its daughter may be missed for as
 * long as gaps may last. The price of a lone end is computed from the same candidates as TrackMate's.
 *
 * @param chains  `next` and `previous` are changed: closed gaps.
 * @returns       splits and merges.
 * @cost O(nodes + candidates) for the search, an assignment over the candidates, memory in proportion.
 * @source doi:10.1038/nmeth.1237 as in TrackMate 8 (JaqamanSegmentCostMatrixCreator).
 */
export function joinSegments(chains: Chains, options: SegmentJoining): Branches {
  const found = new CandidateList();
  const places = new Int32Array(chains.next.length);
  for (let node = 0; node < chains.next.length; node++) {
    if (chains.previous[node]! < 0) findOrigins(chains, options, node, places, found);
    if (options.merging && chains.next[node]! < 0 && chains.previous[node]! >= 0) {
      findMerges(chains, options.merging.maxDistance, node, places, found);
    }
  }
  const price = lonePrice(found.allCosts, options) / 2;
  const partner = assignSparse(found.byRow(chains.next.length), price, price);
  return take(chains, partner);
}

class CandidateList {
  /** Costs that the price of a lone end is taken from; more than the candidates where evidence rules some out. */
  readonly allCosts: number[] = [];
  private readonly rows: number[] = [];
  private readonly columns: number[] = [];
  private readonly costs: number[] = [];

  add(row: number, column: number, cost: number): void {
    this.rows.push(row);
    this.columns.push(column);
    this.costs.push(cost);
  }

  byRow(nodes: number) {
    const rowStart = new Int32Array(nodes + 1);
    for (const row of this.rows) rowStart[row + 1] = rowStart[row + 1]! + 1;
    for (let i = 0; i < nodes; i++) rowStart[i + 1] = rowStart[i + 1]! + rowStart[i]!;
    const fill = rowStart.slice();
    const column = new Int32Array(this.rows.length);
    const cost = new Float64Array(this.rows.length);
    for (let k = 0; k < this.rows.length; k++) {
      const row = this.rows[k]!;
      const at = fill[row]!;
      fill[row] = at + 1;
      column[at] = this.columns[k]!;
      cost[at] = this.costs[k]!;
    }
    return { columns: nodes, rowStart, column, cost };
  }
}

/** Where the chain that starts at `node` may have come from. */
function findOrigins(chains: Chains, options: SegmentJoining, node: number, places: Int32Array, found: CandidateList) {
  const { gapClosing, splitting, evidence } = options;
  if (chains.next[node]! < 0 && !evidence) return;
  const gapFrames = gapClosing?.maxFrameGap ?? 0;
  const splitFrames = splitting ? (evidence ? Math.max(1, gapFrames) : 1) : 0;
  const reach = Math.max(gapClosing?.maxDistance ?? 0, splitting?.maxDistance ?? 0);
  for (let frames = 1; frames <= Math.max(gapFrames, splitFrames); frames++) {
    const t = chains.frame[node]! - frames;
    if (t < 0) return;
    const base = chains.start[t]!;
    const count = placesWithin(chains.grids[t]!, chains.x[node]!, chains.y[node]!, chains.z[node]!, reach, places);
    for (let k = 0; k < count; k++) {
      const origin = base + places[k]!;
      if (chains.next[origin]! < 0) {
        if (frames <= gapFrames) offerGap(chains, options, origin, node, found);
      } else if (frames <= splitFrames) {
        offerSplit(chains, options, origin, node, found);
      }
    }
  }
}

function offerGap(chains: Chains, options: SegmentJoining, end: number, node: number, found: CandidateList) {
  const { gapClosing, evidence, penalties } = options;
  const loneEnd = chains.previous[end]! < 0;
  const loneStart = chains.next[node]! < 0;
  if (loneEnd || loneStart) {
    if (!evidence || (loneEnd && loneStart) || isLongStep(chains, evidence.steps, end, node)) return;
  }
  const cost = squaredDistance(chains, end, node) * penaltyOf(penalties, chains.point[end]!, chains.point[node]!);
  if (!gapClosing || cost > gapClosing.maxDistance ** 2) return;
  found.allCosts.push(cost);
  found.add(end, node, cost);
}

function offerSplit(chains: Chains, options: SegmentJoining, mother: number, node: number, found: CandidateList) {
  const { splitting, evidence } = options;
  const squared = squaredDistance(chains, mother, node);
  if (!splitting || squared > splitting.maxDistance ** 2) return;
  if (!evidence) {
    if (chains.previous[mother]! < 0) return;
    found.allCosts.push(squared);
    found.add(mother, node, squared);
    return;
  }
  found.allCosts.push(squared);
  const sister = chains.next[mother]!;
  const lone = chains.next[node]! < 0 || chains.next[sister]! < 0;
  // A stray detection right beside an object is that object seen twice.
  if (lone && Math.sqrt(squaredDistance(chains, sister, node)) <= evidence.steps.limit) return;
  const first = chains.frame[sister]! <= chains.frame[node]! ? sister : node;
  const cost = divisionCost(chains, mother, first, first === node ? sister : node, evidence.maxAsymmetry);
  if (cost >= 0) found.add(mother, node, cost);
}

function findMerges(chains: Chains, maxDistance: number, end: number, places: Int32Array, found: CandidateList) {
  const t = chains.frame[end]! + 1;
  if (t >= chains.grids.length) return;
  const count = placesWithin(chains.grids[t]!, chains.x[end]!, chains.y[end]!, chains.z[end]!, maxDistance, places);
  for (let k = 0; k < count; k++) {
    const node = chains.start[t]! + places[k]!;
    if (chains.previous[node]! < 0 || chains.next[node]! < 0) continue;
    const cost = squaredDistance(chains, end, node);
    found.allCosts.push(cost);
    found.add(end, node, cost);
  }
}

function squaredDistance(chains: Chains, a: number, b: number): number {
  const dx = chains.x[b]! - chains.x[a]!;
  const dy = chains.y[b]! - chains.y[a]!;
  const dz = chains.z[b]! - chains.z[a]!;
  return dx * dx + dy * dy + dz * dz;
}

/** Element round((n - 1) · percentile) of the sorted costs, times the factor; 1 where all cost 0. */
function lonePrice(costs: readonly number[], options: SegmentJoining): number {
  const sorted = Float64Array.from(costs).sort();
  const at = sorted[Math.round((sorted.length - 1) * options.cutoffPercentile)] ?? 0;
  return at > 0 ? at * options.alternativeCostFactor : 1;
}

/** Turns the assignment into closed gaps, splits and merges. */
function take(chains: Chains, partner: Int32Array): Branches {
  const { next, previous } = chains;
  const splits: { source: number[]; target: number[] } = { source: [], target: [] };
  const merges: { source: number[]; target: number[] } = { source: [], target: [] };
  const isEnd = Uint8Array.from(next, (to) => (to < 0 ? 1 : 0));
  for (let node = 0; node < partner.length; node++) {
    const to = partner[node]!;
    if (to < 0) continue;
    if (isEnd[node] === 0) {
      splits.source.push(node);
      splits.target.push(to);
    } else if (previous[to]! >= 0) {
      merges.source.push(node);
      merges.target.push(to);
    } else {
      next[node] = to;
      previous[to] = node;
    }
  }
  return { splits: frozen(splits), merges: frozen(merges) };
}

const frozen = (pairs: { readonly source: readonly number[]; readonly target: readonly number[] }) => ({
  source: Int32Array.from(pairs.source),
  target: Int32Array.from(pairs.target),
});
