import { type Lineage, lineageProblems } from '../../data/lineage.ts';
import { ctcBiology } from './ctc-biology.ts';
import { type CtcDivisions, ctcDivisions, type DivisionCounts } from './ctc-divisions.ts';
import { type CtcGraph, ctcGraph } from './ctc-graph.ts';
import { ctcIdentity } from './ctc-identity.ts';
import { type CtcMatches, ctcMatches } from './ctc-matches.ts';
import { ctcOperations } from './ctc-operations.ts';
import { type CtcSegmentation, ctcSegmentation } from './ctc-segmentation.ts';
import type { LabelOverlaps } from './label-overlaps.ts';

/** What is compared. */
export interface CtcInput {
  /** Tracking truth (reference) against the result, every frame in order. */
  readonly frames: readonly LabelOverlaps[];
  /** Segmentation truth against the result, the annotated frames only. */
  readonly segmentation: readonly LabelOverlaps[];
  /** Ids of the objects, parallel to `referenceLabels` of each frame. */
  readonly reference: TracksOfLabels;
  /** `null` where the result has no tracks. */
  readonly result: TracksOfLabels | null;
}
/** Ids that last, frame by frame, and their lineage; without one, tracks are the ids that last and have no parents. */
export interface TracksOfLabels {
  readonly ids: readonly Uint32Array[];
  readonly lineage: Lineage | null;
}
export interface CtcScores {
  /** In a fixed order; NaN where the truth or the result has nothing to measure. */
  readonly scores: ReadonlyMap<string, number>;
  readonly reference: CtcGraph;
  /** `null` where the result has no tracks. */
  readonly result: CtcGraph | null;
  readonly matches: CtcMatches;
  readonly divisions: CtcDivisions | null;
  /** Why the result is not valid by the challenge's rules; empty where it is. */
  readonly problems: readonly string[];
}

/** Largest difference in frames at which a division still counts. */
const tolerance = 3;
const overlaps = [0.5, 0.6, 0.7, 0.8, 0.9] as const;

/**
 * The measures of the Cell Tracking Challenge, and what its users report beside them.
 *
 * @param input  overlaps of every frame and the lineages of truth and result.
 * @returns      the scores by name, with the graphs and matches that they were counted on.
 * @cost         O(objects + overlapping pairs); dearer only where many tracks meet.
 * @source       py-ctcmetrics 1.3.2: equal to 1e-12 on its own definitions; see each part for its paper.
 */
export function ctcMetrics(input: CtcInput): CtcScores {
  const reference = ctcGraph(input.reference.ids, input.reference.lineage);
  const matches = ctcMatches(input.frames);
  const segmentation = ctcSegmentation(input.segmentation, overlaps);
  const tracks = input.result;
  if (tracks === null) {
    const lone = ctcGraph(
      input.frames.map((frame) => frame.resultLabels),
      null,
    );
    const { TP, FP, FN, NS, DET } = ctcOperations(reference, lone, matches);
    const { SEG } = segmentation;
    const scores = new Map(Object.entries({ DET, SEG, OP_CSB: (SEG + DET) / 2, TP, FP, FN, NS }));
    addOverlaps(scores, segmentation);
    return { scores, reference, result: null, matches, divisions: null, problems: [] };
  }
  const result = ctcGraph(tracks.ids, tracks.lineage);
  const problems = lineageProblems(tracks.lineage ?? result.lineage, tracks.ids);
  const divisions = ctcDivisions(reference, result, matches, tolerance);
  const scores = scoresOf(reference, result, matches, segmentation.SEG, divisions);
  addOverlaps(scores, segmentation);
  scores.set('Valid', problems.length === 0 ? 1 : 0);
  return { scores, reference, result, matches, divisions, problems };
}

function scoresOf(
  reference: CtcGraph,
  result: CtcGraph,
  matches: CtcMatches,
  SEG: number,
  divisions: CtcDivisions,
): Map<string, number> {
  const { NS, FN, FP, ED, EA, EC, AOGM, AOGM_0, DET, TRA, LNK } = ctcOperations(reference, result, matches);
  const { CT, TF, CCA } = ctcBiology(reference, result, matches);
  const identity = ctcIdentity(reference, result, matches);
  const { MOTA, HOTA, CHOTA, IDF1, IDP, IDR, IDSW, TP, Precision, Recall } = identity;
  const scores = new Map(Object.entries({ DET, SEG, TRA, LNK, OP_CTB: (SEG + TRA) / 2, OP_CSB: (SEG + DET) / 2 }));
  const add = (more: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(more)) scores.set(name, value);
  };
  add({ CT, TF, CCA });
  divisions.challengeCounts.forEach((counts, i) => {
    const BC = f1(counts);
    const BIO = meanOfDefined([CT, TF, BC, CCA]);
    add({ [`BC(${i})`]: BC, [`BIO(${i})`]: BIO, [`OP_CLB(${i})`]: (LNK + BIO) / 2 });
  });
  add({ AOGM, AOGM_0, AOGM_NS: NS, AOGM_FN: FN, AOGM_FP: FP, AOGM_ED: ED, AOGM_EA: EA, AOGM_EC: EC });
  add({
    MOTA,
    HOTA,
    CHOTA,
    IDF1,
    IDP,
    IDR,
    IDSW,
    TP,
    FP,
    FN,
    Precision,
    Recall,
    gt_divisions: divisions.reference.length,
  });
  divisions.challengeCounts.forEach(({ truePositives, falsePositives, falseNegatives }, i) => {
    add({ [`tp_div(${i})`]: truePositives, [`fp_div(${i})`]: falsePositives, [`fn_div(${i})`]: falseNegatives });
  });
  divisions.counts.forEach((counts, i) => {
    add({ [`Division F1(${i})`]: f1(counts), [`Division precision(${i})`]: precision(counts) });
    add({ [`Division recall(${i})`]: recall(counts) });
  });
  return scores;
}

function addOverlaps(scores: Map<string, number>, { atOverlap }: CtcSegmentation): void {
  for (const counts of atOverlap) {
    scores.set(`F1(IoU ${counts.overlap})`, f1(counts));
    scores.set(`Precision(IoU ${counts.overlap})`, precision(counts));
    scores.set(`Recall(IoU ${counts.overlap})`, recall(counts));
  }
}

/** NaN where the truth has none. */
function f1({ truePositives, falsePositives, falseNegatives }: DivisionCounts): number {
  if (truePositives + falseNegatives === 0) return Number.NaN;
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
}
/** NaN where the result has none. */
const precision = ({ truePositives, falsePositives }: DivisionCounts): number =>
  truePositives / (truePositives + falsePositives);
const recall = ({ truePositives, falseNegatives }: DivisionCounts): number =>
  truePositives / (truePositives + falseNegatives);

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
