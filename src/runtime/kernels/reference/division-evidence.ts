import type { Chains } from './link-frames.ts';
import { stepLength } from './long-steps.ts';
import { placesWithin } from './point-grid.ts';

/**
 * How far two daughters are from lying symmetrically about their mother: the distance between the mother and the middle
 * of the daughters, in half distances of the daughters.
 *
 * @returns 0 for perfect symmetry; about 1 where one "daughter" is the mother herself and the other a neighbour;
 *          infinite for daughters at one place.
 */
function divisionAsymmetry(chains: Chains, mother: number, one: number, other: number): number {
  return (2 * middleDistance(chains, mother, one, other)) / stepLength(chains, one, other);
}

/** Distance between the mother and the middle of her daughters, px. */
function middleDistance(chains: Chains, mother: number, one: number, other: number): number {
  const dx = (chains.x[one]! + chains.x[other]!) / 2 - chains.x[mother]!;
  const dy = (chains.y[one]! + chains.y[other]!) / 2 - chains.y[mother]!;
  const dz = (chains.z[one]! + chains.z[other]!) / 2 - chains.z[mother]!;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/**
 * Price of the division of `mother` into `one` and `other`: the squared distance, px², that the middle of the daughters
 * has moved from the mother; or -1 where they do not lie symmetrically about her.
 *
 * Where a daughter is first seen later than the other, both places of the earlier one must fit: its first, and its place
 * when the other is seen. So a mother who has not divided yet is not taken for one who has.
 *
 * @param one           the daughter seen first; followed along its chain.
 * @param maxAsymmetry  largest `divisionAsymmetry`, 0 … 1.
 */
export function divisionCost(chains: Chains, mother: number, one: number, other: number, maxAsymmetry: number): number {
  if (divisionAsymmetry(chains, mother, one, other) > maxAsymmetry) return -1;
  let beside = one;
  while (chains.next[beside]! >= 0 && chains.frame[chains.next[beside]!]! <= chains.frame[other]!) {
    beside = chains.next[beside]!;
  }
  if (beside !== one && divisionAsymmetry(chains, mother, beside, other) > maxAsymmetry) return -1;
  return middleDistance(chains, mother, beside, other) ** 2;
}

/**
 * Continues chains that end with one of two chains that start symmetrically about the end: a mother whose daughters
 * were both too far to be linked. The other daughter is left to be found as a split.
 *
 * At most one of the three may be a lone detection. Of several possible divisions the cheapest are taken first; the
 * daughter seen first, and of two seen together the nearer one, continues the mother.
 *
 * @param chains  `next` and `previous` are changed.
 * @cost O(ends · starts near them squared).
 */
export function continueEndingMothers(
  chains: Chains,
  maxDistance: number,
  maxFrameGap: number,
  maxAsymmetry: number,
): void {
  const { next, previous, frame, grids, start } = chains;
  const found: { readonly mother: number; readonly heir: number; readonly cost: number }[] = [];
  const places = new Int32Array(next.length);
  const starts: number[] = [];
  for (let mother = 0; mother < next.length; mother++) {
    if (next[mother]! >= 0) continue;
    starts.length = 0;
    for (let gap = 1; gap <= maxFrameGap && frame[mother]! + gap < grids.length; gap++) {
      const t = frame[mother]! + gap;
      const count = placesWithin(
        grids[t]!,
        chains.x[mother]!,
        chains.y[mother]!,
        chains.z[mother]!,
        maxDistance,
        places,
      );
      for (let k = 0; k < count; k++) {
        const node = start[t]! + places[k]!;
        if (previous[node]! < 0) starts.push(node);
      }
    }
    const best = bestPair(chains, mother, starts, maxAsymmetry);
    if (best) found.push(best);
  }
  found.sort((a, b) => a.cost - b.cost || a.mother - b.mother);
  for (const { mother, heir } of found) {
    if (previous[heir]! >= 0) continue;
    next[mother] = heir;
    previous[heir] = mother;
  }
}

function bestPair(chains: Chains, mother: number, starts: readonly number[], maxAsymmetry: number) {
  let best: { readonly mother: number; readonly heir: number; readonly cost: number } | null = null;
  const motherIsLone = chains.previous[mother]! < 0 ? 1 : 0;
  for (let i = 0; i < starts.length; i++) {
    for (let j = i + 1; j < starts.length; j++) {
      const one = starts[i]!;
      const other = starts[j]!;
      const lone = motherIsLone + (chains.next[one]! < 0 ? 1 : 0) + (chains.next[other]! < 0 ? 1 : 0);
      if (lone > 1) continue;
      const cost = divisionCost(chains, mother, one, other, maxAsymmetry);
      if (cost < 0 || (best && cost >= best.cost)) continue;
      const together = chains.frame[one] === chains.frame[other];
      const nearer = stepLength(chains, mother, other) < stepLength(chains, mother, one);
      best = { mother, heir: together && nearer ? other : one, cost };
    }
  }
  return best;
}
