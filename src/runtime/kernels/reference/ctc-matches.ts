import type { LabelOverlaps } from './label-overlaps.ts';

/** Which result object each reference object is found as; vertices as in `CtcGraph`. */
export interface CtcMatches {
  /** Per reference vertex: the result vertex that covers more than half of it, -1 where none does. */
  readonly result: Int32Array;
  /** Per result vertex: the number of reference vertices that it is matched with. */
  readonly count: Uint32Array;
}

/**
 * Matches objects as the Cell Tracking Challenge does: a result object is the match of each reference object of which
 * it covers more than half. A reference object has at most one match; a result object may match several.
 *
 * @param frames  overlaps of each frame, in order.
 * @cost          O(objects + overlapping pairs)
 * @source        doi:10.1371/journal.pone.0144959
 */
export function ctcMatches(frames: readonly LabelOverlaps[]): CtcMatches {
  let references = 0;
  let results = 0;
  for (const frame of frames) {
    references += frame.referenceLabels.length;
    results += frame.resultLabels.length;
  }
  const result = new Int32Array(references).fill(-1);
  const count = new Uint32Array(results);
  let reference0 = 0;
  let result0 = 0;
  for (const frame of frames) {
    for (let k = 0; k < frame.pairArea.length; k++) {
      const u = frame.pairReference[k]!;
      if (2 * frame.pairArea[k]! <= frame.referenceAreas[u]!) continue;
      const v = result0 + frame.pairResult[k]!;
      result[reference0 + u] = v;
      count[v]!++;
    }
    reference0 += frame.referenceLabels.length;
    result0 += frame.resultLabels.length;
  }
  return { result, count };
}
