import { type Calibration, timeOf } from '../../data/movie.ts';
import type { Table } from '../../data/table.ts';
import type { CtcGraph } from './ctc-graph.ts';
import { ctcMeaning } from './ctc-meanings.ts';
import type { CtcScores } from './ctc-metrics.ts';
import type { LabelOverlaps } from './label-overlaps.ts';

/** Name, value and meaning of every score; what makes the result invalid is among the cautions. */
export function scoreTable(scored: CtcScores, cautions: readonly string[]): Table {
  const names = [...scored.scores.keys()];
  const invalid = scored.problems.map((problem) => `the result is not valid by the rules of the challenge: ${problem}`);
  return {
    columns: [
      { name: 'metric', unit: '', values: names },
      { name: 'value', unit: '1', values: Float64Array.from(scored.scores.values()) },
      { name: 'meaning', unit: '', values: names.map(ctcMeaning) },
    ],
    cautions: [...cautions, ...invalid],
  };
}

/** Objects of truth and result in each frame, and how many are found, missed, wrong and merged. */
export function objectTable(scored: CtcScores, frames: readonly LabelOverlaps[], calibration: Calibration): Table {
  const { reference, matches } = scored;
  const matched = new Float64Array(frames.length);
  for (let u = 0; u < matches.result.length; u++) if (matches.result[u] !== -1) matched[reference.frame[u]!]!++;
  const wrong = new Float64Array(frames.length);
  const merged = new Float64Array(frames.length);
  let v = 0;
  frames.forEach((frame, t) => {
    for (const end = v + frame.resultLabels.length; v < end; v++) {
      if (matches.count[v] === 0) wrong[t]!++;
      else merged[t]! += matches.count[v]! - 1;
    }
  });
  const truth = Float64Array.from(frames, (frame) => frame.referenceLabels.length);
  return {
    columns: [
      ...timeColumns(
        Float64Array.from(frames, (_, t) => t),
        calibration,
      ),
      { name: 'truth', unit: '1', values: truth },
      { name: 'result', unit: '1', values: Float64Array.from(frames, (frame) => frame.resultLabels.length) },
      { name: 'TP', unit: '1', values: matched },
      { name: 'FN', unit: '1', values: truth.map((count, t) => count - matched[t]!) },
      { name: 'FP', unit: '1', values: wrong },
      { name: 'NS', unit: '1', values: merged },
    ],
    cautions: [],
  };
}

/** Every division of truth and result: its track, last frame before it, and the tolerance at which it is found. */
export function divisionTable(scored: CtcScores, calibration: Calibration): Table {
  const { divisions, reference, result } = scored;
  const rows = (of: string, graph: CtcGraph, tracks: readonly number[], found: Int32Array) =>
    tracks.map((row, k) => ({
      of,
      track: graph.lineage.id[row]!,
      frame: graph.lineage.end[row]!,
      found: found[k] === -1 ? Number.NaN : found[k]!,
    }));
  const all =
    divisions && result
      ? [
          ...rows('truth', reference, divisions.reference, divisions.referenceFound),
          ...rows('result', result, divisions.result, divisions.resultFound),
        ]
      : [];
  return {
    columns: [
      { name: 'of', unit: '', values: all.map((row) => row.of) },
      { name: 'track', unit: '', values: Float64Array.from(all, (row) => row.track) },
      ...timeColumns(
        Float64Array.from(all, (row) => row.frame),
        calibration,
      ),
      { name: 'found within', unit: 'frame', values: Float64Array.from(all, (row) => row.found) },
    ],
    cautions: [],
  };
}

function timeColumns(frame: Float64Array, calibration: Calibration) {
  const columns = [{ name: 'frame', unit: 'frame', values: frame }];
  if (timeOf(calibration, 0) === null) return columns;
  return [...columns, { name: 'time', unit: 's', values: frame.map((t) => timeOf(calibration, t) ?? Number.NaN) }];
}
