import type { Chains } from './link-frames.ts';

/** How long a step may be before it needs more evidence than being the only candidate. */
export interface StepScale {
  /** px; 0 where nothing is too long. */
  readonly limit: number;
}

/** A step this many times as long as the one before or after it still belongs to the same way of moving. */
const sameMotion = 3;

/** Links that were set aside; `source[i]` led to `target[i]`. */
export interface SetAside {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/**
 * The length above which a step is unusual: `ratio` times the median length of all links.
 *
 * @param ratio  above 0; 0 for no limit. Lengths of Brownian steps in a plane pass 8 medians once in 10^19 times.
 * @returns      limit 0, that is none, also where there are no links or more than half of them have length 0.
 * @cost O(links).
 */
export function stepScale(chains: Chains, ratio: number): StepScale {
  if (!(ratio > 0)) return { limit: 0 };
  const lengths = new Float64Array(chains.next.length);
  let count = 0;
  for (let i = 0; i < chains.next.length; i++) {
    const to = chains.next[i]!;
    if (to >= 0) lengths[count++] = stepLength(chains, i, to);
  }
  const sorted = lengths.subarray(0, count).sort();
  return { limit: ratio * (sorted[count >> 1] ?? 0) };
}

/** Distance of two nodes, px. */
export function stepLength(chains: Chains, a: number, b: number): number {
  const dx = chains.x[b]! - chains.x[a]!;
  const dy = chains.y[b]! - chains.y[a]!;
  const dz = chains.z[b]! - chains.z[a]!;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/**
 * Whether going from node `a` to `b` is unusual: longer than the limit (growing with the square root of the frames
 * between, as diffusion does) and than three times the longest step beside it, so that a fast object keeps its pace.
 */
export function isLongStep(chains: Chains, scale: StepScale, a: number, b: number): boolean {
  if (scale.limit === 0) return false;
  const frames = chains.frame[b]! - chains.frame[a]!;
  const length = stepLength(chains, a, b);
  if (length <= scale.limit * Math.sqrt(frames)) return false;
  return length > sameMotion * frames * Math.max(stepBefore(chains, a), stepAfter(chains, b));
}

function stepBefore(chains: Chains, node: number): number {
  const from = chains.previous[node]!;
  return from < 0 ? 0 : stepLength(chains, from, node) / (chains.frame[node]! - chains.frame[from]!);
}
function stepAfter(chains: Chains, node: number): number {
  const to = chains.next[node]!;
  return to < 0 ? 0 : stepLength(chains, node, to) / (chains.frame[to]! - chains.frame[node]!);
}

/**
 * Cuts links that are unusually long, so that gap closing and divisions may find a better explanation of their ends.
 *
 * Cut are steps for which `isLongStep` holds, and detours: two long steps, out and back, between nodes that lie within
 * the limit of each other (an object missed for one frame whose link went to a stray detection).
 *
 * @param chains  `next` and `previous` are changed.
 * @cost O(links).
 */
export function setAsideLongSteps(chains: Chains, scale: StepScale): SetAside {
  const { next, previous } = chains;
  const long = new Uint8Array(next.length);
  for (let i = 0; i < next.length; i++) {
    const middle = next[i]!;
    if (middle < 0) continue;
    if (isLongStep(chains, scale, i, middle)) long[i] = 1;
    const last = next[middle]!;
    if (last < 0 || scale.limit === 0) continue;
    const detour = Math.min(stepLength(chains, i, middle), stepLength(chains, middle, last)) > scale.limit;
    if (detour && stepLength(chains, i, last) <= scale.limit) long[i] = long[middle] = 1;
  }
  const source: number[] = [];
  const target: number[] = [];
  for (let i = 0; i < next.length; i++) {
    if (long[i] === 0) continue;
    source.push(i);
    target.push(next[i]!);
    previous[next[i]!] = -1;
    next[i] = -1;
  }
  return { source: Int32Array.from(source), target: Int32Array.from(target) };
}

/**
 * Puts the links back whose two ends are still free and belong to something longer: a track that jumps stays one track,
 * a stray detection stays alone.
 *
 * @param chains  `next` and `previous` are changed.
 * @param taken   1 for nodes that have found another origin since (the daughters of a division).
 */
export function restoreLongSteps(chains: Chains, aside: SetAside, taken: Uint8Array): void {
  const { next, previous } = chains;
  for (let k = 0; k < aside.source.length; k++) {
    const from = aside.source[k]!;
    const to = aside.target[k]!;
    const free = next[from]! < 0 && previous[to]! < 0 && taken[to] === 0;
    if (!free || previous[from]! < 0 || next[to]! < 0) continue;
    next[from] = to;
    previous[to] = from;
  }
}
