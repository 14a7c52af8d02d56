import type { CtcGraph } from './ctc-graph.ts';
import type { CtcMatches } from './ctc-matches.ts';

/** The challenge's measures of whole tracks; NaN where the truth has nothing to measure. */
export interface CtcBiology {
  /** Complete tracks. */
  readonly CT: number;
  /** Track fractions. */
  readonly TF: number;
  /** Cell cycle accuracy. */
  readonly CCA: number;
}

/**
 * Complete tracks, track fractions and cell cycle accuracy.
 *
 * CT is 2 · (true tracks that one result track follows from first to last frame) / (true + result tracks). TF is the
 * mean, over true tracks found at all, of the longest stretch that one result track follows, as a fraction of the true
 * track. CCA is 1 - the largest difference between the distributions of cell cycle lengths, cycles from one division to
 * the next; 0 where the result has none, NaN where the truth has none.
 *
 * @param reference  graph of the truth.
 * @param result     graph of the result.
 * @param matches    of the vertices of both; result objects that cover several reference objects do not count here.
 * @cost             O(objects + tracks)
 * @source           doi:10.1038/nmeth.4473 as py-ctcmetrics 1.3.2 computes them. TF keeps a trait of the challenge's own
 *                   program: once a result track follows a true track completely, its stretches on true tracks with
 *                   higher ids are not looked at.
 */
export function ctcBiology(reference: CtcGraph, result: CtcGraph, matches: CtcMatches): CtcBiology {
  const verticesOf: number[][] = Array.from(reference.lineage.id, () => []);
  for (let u = 0; u < reference.row.length; u++) verticesOf[reference.row[u]!]!.push(u);
  const found = new Int32Array(reference.row.length).fill(-1);
  for (let u = 0; u < found.length; u++) {
    const v = matches.result[u]!;
    if (v !== -1 && matches.count[v] === 1) found[u] = result.row[v]!;
  }
  return {
    CT: completeTracks(reference, result, verticesOf, found),
    TF: trackFractions(reference, result, verticesOf, found),
    CCA: cellCycleAccuracy(reference, result),
  };
}

function completeTracks(
  reference: CtcGraph,
  result: CtcGraph,
  verticesOf: readonly (readonly number[])[],
  found: Int32Array,
): number {
  let complete = 0;
  for (let row = 0; row < verticesOf.length; row++) {
    const vertices = verticesOf[row]!;
    const one = vertices.length === 0 ? -1 : found[vertices[0]!]!;
    if (one === -1 || vertices.some((u) => found[u] !== one)) continue;
    if (
      reference.lineage.begin[row] === result.lineage.begin[one] &&
      reference.lineage.end[row] === result.lineage.end[one]
    ) {
      complete++;
    }
  }
  const tracks = reference.lineage.id.length + result.lineage.id.length;
  return reference.lineage.id.length === 0 ? Number.NaN : (2 * complete) / tracks;
}

function trackFractions(
  reference: CtcGraph,
  result: CtcGraph,
  verticesOf: readonly (readonly number[])[],
  found: Int32Array,
): number {
  const longest = longestStretches(reference, result, verticesOf, found);
  const fraction = new Float64Array(verticesOf.length);
  for (const row of byId(result)) {
    const stretches = longest[row]!;
    const truths = [...stretches.keys()].sort((a, b) => reference.lineage.id[a]! - reference.lineage.id[b]!);
    for (const truth of truths) {
      if (fraction[truth] === 1) continue;
      const length = reference.lineage.end[truth]! - reference.lineage.begin[truth]! + 1;
      const part = stretches.get(truth)! / length;
      if (part > fraction[truth]!) fraction[truth] = part;
      if (part === 1) break;
    }
  }
  let sum = 0;
  let count = 0;
  for (const part of fraction) {
    if (part === 0) continue;
    sum += part;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Per result track: the frames of its longest stretch on each true track that it touches. */
function longestStretches(
  reference: CtcGraph,
  result: CtcGraph,
  verticesOf: readonly (readonly number[])[],
  found: Int32Array,
): Map<number, number>[] {
  const longest = Array.from(result.lineage.id, () => new Map<number, number>());
  for (let truth = 0; truth < verticesOf.length; truth++) {
    let run = 0;
    let before = -1;
    let frame = -1;
    for (const u of verticesOf[truth]!) {
      const row = found[u]!;
      run = row !== -1 && row === before && reference.frame[u] === frame + 1 ? run + 1 : 1;
      before = row;
      frame = reference.frame[u]!;
      if (row !== -1) longest[row]!.set(truth, Math.max(run, longest[row]!.get(truth) ?? 0));
    }
  }
  return longest;
}

const byId = (graph: CtcGraph): readonly number[] =>
  Array.from(graph.lineage.id, (_, row) => row).sort((a, b) => graph.lineage.id[a]! - graph.lineage.id[b]!);

function cellCycleAccuracy(reference: CtcGraph, result: CtcGraph): number {
  const truth = cycleLengths(reference);
  const found = cycleLengths(result);
  if (truth.length === 0) return Number.NaN;
  if (found.length === 0) return 0;
  let difference = 0;
  for (const length of [...truth, ...found]) {
    const gap = atMost(truth, length) / truth.length - atMost(found, length) / found.length;
    difference = Math.max(difference, Math.abs(gap));
  }
  return 1 - difference;
}

/** Lengths, in frames, of the tracks that begin and end with a division. */
function cycleLengths(graph: CtcGraph): readonly number[] {
  const lengths: number[] = [];
  for (let row = 0; row < graph.parentRow.length; row++) {
    const parent = graph.parentRow[row]!;
    if (parent === -1 || graph.childRows[parent]!.length < 2 || graph.childRows[row]!.length < 2) continue;
    lengths.push(graph.lineage.end[row]! - graph.lineage.begin[row]!);
  }
  return lengths;
}

const atMost = (lengths: readonly number[], bound: number): number =>
  lengths.reduce((count, length) => (length <= bound ? count + 1 : count), 0);
