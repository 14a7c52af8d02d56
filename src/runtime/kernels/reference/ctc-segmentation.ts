import type { LabelOverlaps } from './label-overlaps.ts';

/** How well outlines agree. */
export interface CtcSegmentation {
  /** Mean over reference objects of the Jaccard index with their match, 0 without one; NaN without reference objects. */
  readonly SEG: number;
  readonly atOverlap: readonly OverlapCounts[];
}
/** Objects matched one to one with an intersection over union of at least `overlap`. */
export interface OverlapCounts {
  readonly overlap: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/**
 * SEG, and detections counted at several overlaps.
 *
 * @param frames    overlaps of the frames with segmentation truth; those without belong left out.
 * @param overlaps  intersection over union from which a pair is a detection, each 0.5 … 1. At exactly 0.5 a choice may
 *                  arise: the first pairs are taken.
 * @throws RangeError if an overlap is outside 0.5 … 1.
 * @cost            O(overlapping pairs · overlaps)
 * @source          SEG: doi:10.1093/bioinformatics/btu080, a match covers more than half of the reference object. Counts:
 *                  the matching of the 2018 Data Science Bowl (doi:10.1038/s41592-019-0612-7).
 */
export function ctcSegmentation(frames: readonly LabelOverlaps[], overlaps: readonly number[]): CtcSegmentation {
  const bad = overlaps.find((overlap) => !(overlap >= 0.5 && overlap <= 1));
  if (bad !== undefined) {
    throw new RangeError(`the overlap is ${bad}, expected 0.5 to 1: below one half matches are not unique`);
  }
  let jaccard = 0;
  let references = 0;
  let results = 0;
  for (const frame of frames) {
    references += frame.referenceLabels.length;
    results += frame.resultLabels.length;
    for (let k = 0; k < frame.pairArea.length; k++) {
      if (2 * frame.pairArea[k]! > frame.referenceAreas[frame.pairReference[k]!]!)
        jaccard += intersectionOverUnion(frame, k);
    }
  }
  const atOverlap = overlaps.map((overlap) => {
    const truePositives = frames.reduce((sum, frame) => sum + pairsAt(frame, overlap), 0);
    return {
      overlap,
      truePositives,
      falsePositives: results - truePositives,
      falseNegatives: references - truePositives,
    };
  });
  return { SEG: references === 0 ? Number.NaN : jaccard / references, atOverlap };
}

function intersectionOverUnion(frame: LabelOverlaps, k: number): number {
  const shared = frame.pairArea[k]!;
  return shared / (frame.referenceAreas[frame.pairReference[k]!]! + frame.resultAreas[frame.pairResult[k]!]! - shared);
}

function pairsAt(frame: LabelOverlaps, overlap: number): number {
  const taken = new Uint8Array(frame.resultLabels.length);
  let last = -1;
  let count = 0;
  for (let k = 0; k < frame.pairArea.length; k++) {
    const reference = frame.pairReference[k]!;
    const result = frame.pairResult[k]!;
    if (reference === last || taken[result] === 1 || intersectionOverUnion(frame, k) < overlap) continue;
    last = reference;
    taken[result] = 1;
    count++;
  }
  return count;
}
