import type { CtcGraph } from './ctc-graph.ts';
import type { CtcMatches } from './ctc-matches.ts';

/** The operations that turn a result into the truth, and the measures made of them. */
export interface CtcOperations {
  /** Objects to split, to add, to delete. */
  readonly NS: number;
  readonly FN: number;
  readonly FP: number;
  /** Links to delete, to add, to change from track to parent link or back. */
  readonly ED: number;
  readonly EA: number;
  readonly EC: number;
  /** Reference objects with a match. */
  readonly TP: number;
  /** Weighted sum, and the same for an empty result. */
  readonly AOGM: number;
  readonly AOGM_0: number;
  /** 1 - cost / cost of an empty result, not below 0; NaN without reference objects (LNK: links). */
  readonly DET: number;
  readonly TRA: number;
  readonly LNK: number;
}

const weights = { NS: 5, FN: 10, FP: 1, ED: 1, EA: 1.5, EC: 1 } as const;

/**
 * Counts the graph operations between a tracking result and the truth (AOGM) and gives DET, TRA and LNK.
 *
 * @param reference  graph of the truth.
 * @param result     graph of the result.
 * @param matches    of the vertices of both.
 * @cost             O(objects)
 * @source           doi:10.1371/journal.pone.0144959, weights 5, 10, 1, 1, 1.5, 1; LNK: the link part alone. Where one
 *                   result covers k reference objects it is k - 1 splits, as py-ctcmetrics 1.3.2 counts, whose numbers
 *                   these equal.
 */
export function ctcOperations(reference: CtcGraph, result: CtcGraph, matches: CtcMatches): CtcOperations {
  let TP = 0;
  for (const v of matches.result) if (v !== -1) TP++;
  let FP = 0;
  let NS = 0;
  for (const count of matches.count) {
    if (count === 0) FP++;
    else NS += count - 1;
  }
  const FN = matches.result.length - TP;
  const { ED, EC, agreed } = compareLinks(reference, result, matches);
  const links = linkCount(reference);
  const EA = links - agreed;
  const objectCost = weights.NS * NS + weights.FN * FN + weights.FP * FP;
  const linkCost = weights.ED * ED + weights.EA * EA + weights.EC * EC;
  const noObjects = weights.FN * matches.result.length;
  const noLinks = weights.EA * links;
  return {
    NS,
    FN,
    FP,
    ED,
    EA,
    EC,
    TP,
    AOGM: objectCost + linkCost,
    AOGM_0: noObjects + noLinks,
    DET: share(objectCost, noObjects),
    TRA: share(objectCost + linkCost, noObjects + noLinks),
    LNK: share(linkCost, noLinks),
  };
}

const share = (cost: number, worst: number): number => (worst === 0 ? Number.NaN : 1 - Math.min(cost, worst) / worst);

function linkCount(graph: CtcGraph): number {
  let links = 0;
  for (const v of graph.next) if (v !== -1) links++;
  for (const v of graph.origin) if (v !== -1) links++;
  return links;
}

/** Only links between result objects with exactly one reference object are compared. */
function compareLinks(reference: CtcGraph, result: CtcGraph, matches: CtcMatches) {
  const truthOf = new Int32Array(result.row.length).fill(-1);
  for (let u = 0; u < matches.result.length; u++) {
    const v = matches.result[u]!;
    if (v !== -1 && matches.count[v] === 1) truthOf[v] = u;
  }
  let ED = 0;
  let EC = 0;
  let agreed = 0;
  for (let v = 0; v < truthOf.length; v++) {
    const here = truthOf[v]!;
    if (here === -1) continue;
    const after = result.next[v]! === -1 ? -1 : truthOf[result.next[v]!]!;
    if (after !== -1) {
      if (reference.next[here] === after) agreed++;
      else if (reference.origin[after] === here) {
        agreed++;
        EC++;
      } else ED++;
    }
    const before = result.origin[v]! === -1 ? -1 : truthOf[result.origin[v]!]!;
    if (before !== -1) {
      if (reference.origin[here] === before) agreed++;
      else if (reference.next[before] === here) {
        agreed++;
        EC++;
      } else ED++;
    }
  }
  return { ED, EC, agreed };
}
