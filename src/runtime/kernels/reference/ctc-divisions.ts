import { type CtcGraph, vertexAt } from './ctc-graph.ts';
import type { CtcMatches } from './ctc-matches.ts';

/** The divisions of truth and result, and which of them are the same event. */
export interface CtcDivisions {
  /** Lineage rows of the tracks that divide, by id of the track. */
  readonly reference: readonly number[];
  readonly result: readonly number[];
  /** For each division the smallest tolerance (frames) at which it has a counterpart, -1 where it has none. */
  readonly referenceFound: Int32Array;
  readonly resultFound: Int32Array;
  /** For tolerances 0 ... the highest asked for, each child looked at where it begins. */
  readonly counts: readonly DivisionCounts[];
  /** The same as the challenge counts them, all children in one frame. */
  readonly challengeCounts: readonly DivisionCounts[];
}
export interface DivisionCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** A division of the truth, one of the result, and what is needed to compare them. */
interface Pair {
  readonly reference: CtcGraph;
  readonly truth: number;
  readonly result: CtcGraph;
  readonly found: number;
  readonly matches: CtcMatches;
}

/**
 * Compares divisions: tracks with two or more children.
 *
 * A division of the result is right within i frames if it has as many children as the true one, the parents end at most
 * i frames apart and match in the last frame that both have, and the children match. `counts`: each true child begins at
 * most i frames from a child of the result that it matches in the first frame that both have. `challengeCounts`: in the
 * frame after the later parent's end every child of the result is the match of true children of this division, and of
 * nothing else; a division whose children appear later than that is never right.
 *
 * @param reference  graph of the truth.
 * @param result     graph of the result.
 * @param matches    of the vertices of both.
 * @param highest    largest tolerance, in frames, 0 or more.
 * @cost             O(divisions² + divisions · objects of a frame) for each tolerance
 * @source           challengeCounts: BC(i) of doi:10.1038/nmeth.4473 as py-ctcmetrics 1.3.2 counts it. counts: the rule
 *                   that its issue 22 asks for.
 */
export function ctcDivisions(
  reference: CtcGraph,
  result: CtcGraph,
  matches: CtcMatches,
  highest: number,
): CtcDivisions {
  const truths = dividing(reference);
  const founds = dividing(result);
  const referenceFound = new Int32Array(truths.length).fill(-1);
  const resultFound = new Int32Array(founds.length).fill(-1);
  const counts: DivisionCounts[] = [];
  const challengeCounts: DivisionCounts[] = [];
  const countsOf = (truePositives: number): DivisionCounts => ({
    truePositives,
    falsePositives: founds.length - truePositives,
    falseNegatives: truths.length - truePositives,
  });
  for (let i = 0; i <= highest; i++) {
    let right = 0;
    let challengeRight = 0;
    for (let b = 0; b < founds.length; b++) {
      for (let a = 0; a < truths.length; a++) {
        const pair = { reference, truth: truths[a]!, result, found: founds[b]!, matches };
        if (!sameParent(pair, i)) continue;
        if (sameChildrenInOneFrame(pair)) challengeRight++;
        if (!sameChildren(pair, i)) continue;
        right++;
        if (referenceFound[a] === -1) referenceFound[a] = i;
        if (resultFound[b] === -1) resultFound[b] = i;
      }
    }
    counts.push(countsOf(right));
    challengeCounts.push(countsOf(challengeRight));
  }
  return { reference: truths, result: founds, referenceFound, resultFound, counts, challengeCounts };
}

function dividing(graph: CtcGraph): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < graph.childRows.length; row++) if (graph.childRows[row]!.length > 1) rows.push(row);
  return rows.sort((a, b) => graph.lineage.id[a]! - graph.lineage.id[b]!);
}

function sameParent(pair: Pair, i: number): boolean {
  const end = pair.reference.lineage.end[pair.truth]!;
  const foundEnd = pair.result.lineage.end[pair.found]!;
  if (Math.abs(end - foundEnd) > i) return false;
  if (pair.reference.childRows[pair.truth]!.length !== pair.result.childRows[pair.found]!.length) return false;
  return matchedRow(pair, pair.truth, Math.min(end, foundEnd)) === pair.found;
}

function sameChildren(pair: Pair, i: number): boolean {
  const taken = new Set<number>();
  for (const child of pair.reference.childRows[pair.truth]!) {
    const begin = pair.reference.lineage.begin[child]!;
    for (const candidate of pair.result.childRows[pair.found]!) {
      const foundBegin = pair.result.lineage.begin[candidate]!;
      if (taken.has(candidate) || Math.abs(begin - foundBegin) > i) continue;
      if (matchedRow(pair, child, Math.max(begin, foundBegin)) !== candidate) continue;
      taken.add(candidate);
      break;
    }
  }
  return taken.size === pair.reference.childRows[pair.truth]!.length;
}

function sameChildrenInOneFrame({ reference, truth, result, found, matches }: Pair): boolean {
  const t = Math.max(reference.lineage.end[truth]!, result.lineage.end[found]!) + 1;
  if (t >= reference.frames) return false;
  const children = reference.childRows[truth]!;
  const seen = new Set<number>();
  for (let u = reference.start[t]!; u < reference.start[t + 1]!; u++) {
    const v = matches.result[u]!;
    if (v === -1 || result.parentRow[result.row[v]!] !== found) continue;
    if (!children.includes(reference.row[u]!)) return false;
    seen.add(result.row[v]!);
  }
  return seen.size === result.childRows[found]!.length;
}

/** Row of the result that a true track is found as in a frame, -1 where it is not. */
function matchedRow({ reference, result, matches }: Pair, row: number, t: number): number {
  const u = vertexAt(reference, row, t);
  const v = u === -1 ? -1 : matches.result[u]!;
  return v === -1 ? -1 : result.row[v]!;
}
