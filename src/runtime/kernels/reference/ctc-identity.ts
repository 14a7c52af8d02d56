import { assignSparse } from './assign-sparse.ts';
import type { CtcGraph } from './ctc-graph.ts';
import type { CtcMatches } from './ctc-matches.ts';

/** Measures of identity over time, borrowed from multiple object tracking; NaN without reference objects. */
export interface CtcIdentity {
  readonly MOTA: number;
  readonly HOTA: number;
  readonly CHOTA: number;
  readonly IDF1: number;
  readonly IDP: number;
  readonly IDR: number;
  /** Reference objects whose track is found under another identity than when last seen. */
  readonly IDSW: number;
  readonly TP: number;
  readonly FP: number;
  readonly FN: number;
  readonly Precision: number;
  readonly Recall: number;
}

/** How often the tracks of truth and result meet. A track here is a chain of tracks with one child each. */
interface Meetings {
  /** Result tracks met by each true track and the number of frames, and the same from the other side. */
  readonly ofReference: ReadonlyArray<ReadonlyMap<number, number>>;
  readonly ofResult: ReadonlyArray<ReadonlyMap<number, number>>;
  /** Meetings and unmatched objects of each track. */
  readonly referenceTotal: Float64Array;
  readonly resultTotal: Float64Array;
  readonly met: number;
  readonly missed: number;
  readonly spurious: number;
}

/**
 * MOTA, HOTA, CHOTA and the identity scores of a tracking result.
 *
 * Tracks that go on under a new id (a single child, as after a gap) count as one. CHOTA looks at a track together with
 * its ancestors and descendants.
 *
 * @param reference  graph of the truth.
 * @param result     graph of the result.
 * @param matches    of the vertices of both.
 * @cost             O(objects + pairs of tracks that meet · tracks of a lineage)
 * @source           doi:10.1155/2008/246309 (MOTA), doi:10.1007/s11263-020-01375-2 (HOTA, at the challenge's matching
 *                   instead of a range of overlaps), doi:10.1007/978-3-319-48881-3_2 (IDF1), doi:10.48550/arXiv.2408.11571
 *                   (CHOTA); the numbers of py-ctcmetrics 1.3.2.
 */
export function ctcIdentity(reference: CtcGraph, result: CtcGraph, matches: CtcMatches): CtcIdentity {
  const truth = chainsOf(reference);
  const found = chainsOf(result);
  const counts = countDetections(reference, result, matches, truth.chain, found.chain);
  const meetings = countMeetings(reference, result, matches, truth, found);
  const { TP, FP, FN, IDSW, repeated } = counts;
  return {
    MOTA: ratio(TP - FP - IDSW - repeated, TP + FN),
    HOTA: hota(meetings, ownChain(truth.count), ownChain(found.count)),
    CHOTA: hota(meetings, familyOf(truth), familyOf(found)),
    ...identityScores(meetings),
    IDSW,
    TP,
    FP,
    FN,
    Precision: ratio(TP, TP + FP),
    Recall: ratio(TP, TP + FN),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

interface Chains {
  readonly count: number;
  /** Chain of each lineage row. */
  readonly chain: Int32Array;
  /** Chain that each chain came from, -1 where it came from none. */
  readonly parent: Int32Array;
}

/** Joins each track that is its parent's only child to the parent. */
function chainsOf(graph: CtcGraph): Chains {
  const rows = graph.parentRow.length;
  const joined = (row: number): boolean => {
    const parent = graph.parentRow[row]!;
    return parent !== -1 && graph.childRows[parent]!.length === 1;
  };
  const chain = new Int32Array(rows).fill(-1);
  let count = 0;
  const heads: number[] = [];
  for (let row = 0; row < rows; row++) {
    const path: number[] = [];
    let head = row;
    // A damaged table may run in circles: no path is longer than the table.
    while (chain[head] === -1 && joined(head) && path.length < rows) {
      path.push(head);
      head = graph.parentRow[head]!;
    }
    if (chain[head] === -1) {
      chain[head] = count++;
      heads.push(head);
    }
    for (const one of path) chain[one] = chain[head]!;
  }
  const parent = Int32Array.from(heads, (head) => (graph.parentRow[head] === -1 ? -1 : chain[graph.parentRow[head]!]!));
  return { count, chain, parent };
}

function countDetections(
  reference: CtcGraph,
  result: CtcGraph,
  matches: CtcMatches,
  truthChain: Int32Array,
  foundChain: Int32Array,
) {
  let TP = 0;
  let IDSW = 0;
  const lastSeenAs = new Int32Array(truthChain.length).fill(-1);
  for (let u = 0; u < matches.result.length; u++) {
    const v = matches.result[u]!;
    if (v === -1) continue;
    TP++;
    const track = truthChain[reference.row[u]!]!;
    const as = foundChain[result.row[v]!]!;
    if (lastSeenAs[track] !== -1 && lastSeenAs[track] !== as) IDSW++;
    lastSeenAs[track] = as;
  }
  let FP = 0;
  let repeated = 0;
  for (const count of matches.count) {
    if (count === 0) FP++;
    else repeated += count - 1;
  }
  return { TP, FP, FN: matches.result.length - TP, IDSW, repeated };
}

function countMeetings(
  reference: CtcGraph,
  result: CtcGraph,
  matches: CtcMatches,
  truth: Chains,
  found: Chains,
): Meetings {
  const ofReference = Array.from({ length: truth.count }, () => new Map<number, number>());
  const ofResult = Array.from({ length: found.count }, () => new Map<number, number>());
  const referenceTotal = new Float64Array(truth.count);
  const resultTotal = new Float64Array(found.count);
  let met = 0;
  for (let u = 0; u < matches.result.length; u++) {
    const a = truth.chain[reference.row[u]!]!;
    referenceTotal[a]!++;
    const v = matches.result[u]!;
    if (v === -1) continue;
    const b = found.chain[result.row[v]!]!;
    const times = (ofReference[a]!.get(b) ?? 0) + 1;
    ofReference[a]!.set(b, times);
    ofResult[b]!.set(a, times);
    resultTotal[b]!++;
    met++;
  }
  let spurious = 0;
  for (let v = 0; v < matches.count.length; v++) {
    if (matches.count[v] !== 0) continue;
    resultTotal[found.chain[result.row[v]!]!]!++;
    spurious++;
  }
  const missed = matches.result.length - met;
  return { ofReference, ofResult, referenceTotal, resultTotal, met, missed, spurious };
}

const ownChain = (count: number): readonly (readonly number[])[] => Array.from({ length: count }, (_, k) => [k]);

/** Each chain with its ancestors and descendants. */
function familyOf(chains: Chains): readonly (readonly number[])[] {
  const family: number[][] = Array.from({ length: chains.count }, (_, k) => [k]);
  for (let k = 0; k < chains.count; k++) {
    let ancestor = chains.parent[k]!;
    for (let steps = 0; ancestor !== -1 && ancestor !== k && steps < chains.count; steps++) {
      family[k]!.push(ancestor);
      family[ancestor]!.push(k);
      ancestor = chains.parent[ancestor]!;
    }
  }
  return family;
}

/** HOTA where an association counts for all the tracks of both families. */
function hota(
  meetings: Meetings,
  referenceFamily: readonly (readonly number[])[],
  resultFamily: readonly (readonly number[])[],
): number {
  const inFamily = new Int32Array(resultFamily.length).fill(-1);
  let sum = 0;
  for (let b = 0; b < resultFamily.length; b++) {
    let resultSide = 0;
    for (const member of resultFamily[b]!) {
      inFamily[member] = b;
      resultSide += meetings.resultTotal[member]!;
    }
    for (const [a, times] of meetings.ofResult[b]!) {
      let shared = 0;
      let referenceSide = 0;
      for (const member of referenceFamily[a]!) {
        referenceSide += meetings.referenceTotal[member]!;
        for (const [other, frames] of meetings.ofReference[member]!) if (inFamily[other] === b) shared += frames;
      }
      sum += (times * shared) / (referenceSide + resultSide - shared);
    }
  }
  const all = meetings.met + meetings.missed + meetings.spurious;
  return meetings.met + meetings.missed === 0 ? Number.NaN : Math.sqrt(sum / all);
}

/** The best one-to-one assignment of whole tracks. */
function identityScores(meetings: Meetings): Pick<CtcIdentity, 'IDF1' | 'IDP' | 'IDR'> {
  const rowStart = new Int32Array(meetings.ofReference.length + 1);
  const column: number[] = [];
  const cost: number[] = [];
  for (let a = 0; a < meetings.ofReference.length; a++) {
    for (const [b, frames] of meetings.ofReference[a]!) {
      column.push(b);
      cost.push(-frames);
    }
    rowStart[a + 1] = column.length;
  }
  const columns = meetings.ofResult.length;
  const sparse = { columns, rowStart, column: Int32Array.from(column), cost: Float64Array.from(cost) };
  const assigned = assignSparse(sparse, 0, 0);
  let IDTP = 0;
  for (let a = 0; a < assigned.length; a++) {
    if (assigned[a] !== -1) IDTP += meetings.ofReference[a]!.get(assigned[a]!) ?? 0;
  }
  const truth = meetings.referenceTotal.reduce((sum, one) => sum + one, 0);
  const found = meetings.resultTotal.reduce((sum, one) => sum + one, 0);
  return { IDF1: ratio(2 * IDTP, truth + found), IDP: ratio(IDTP, found), IDR: ratio(IDTP, truth) };
}
