import { ctcMetrics } from '../../runtime/kernels/reference/ctc-metrics.ts';
import { divisionTable, objectTable, scoreTable } from '../../runtime/kernels/reference/ctc-tables.ts';
import { labelLineage, labelsAtNodes } from '../../runtime/kernels/reference/label-lineage.ts';
import { type LabelOverlaps, labelOverlaps } from '../../runtime/kernels/reference/label-overlaps.ts';
import { defineFold, optional, port } from '../../runtime/node/define.ts';
import { toggle } from '../../runtime/node/params.ts';

/** What one frame gives: the overlaps with both truths, and the labels under the track nodes of the frame. */
interface FrameCounts {
  readonly tracking: LabelOverlaps;
  readonly segmentation: LabelOverlaps | null;
  readonly atNodes: Uint32Array;
  readonly atTruthNodes: Uint32Array;
}
const none = new Uint32Array(0);

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
const markers =
  'SEG and F1 were taken against truth: where it holds markers instead of outlines, connect segmentation truth';

export default defineFold({
  id: 'quality.score-against-truth',
  version: 1,
  title: 'Score against truth',
  summary:
    'Measures segmentation, tracking and divisions against annotated truth, as the Cell Tracking Challenge does.',
  keywords: [
    'CTC',
    'DET',
    'SEG',
    'TRA',
    'AOGM',
    'CHOTA',
    'HOTA',
    'MOTA',
    'IDF1',
    'F1',
    'accuracy',
    'benchmark',
    'evaluate',
  ],
  sources: [
    'doi:10.1371/journal.pone.0144959 (AOGM, DET, TRA)',
    'doi:10.1093/bioinformatics/btu080 (SEG)',
    'doi:10.1038/nmeth.4473 (CT, TF, BC, CCA)',
    'py-ctcmetrics 1.3.2: every score that both give is the same',
  ],
  help: 'Says how good a result is where the truth is known: annotated movies of the Cell Tracking Challenge, or simulated ones. Truth are label images whose values last (the same cell has the same value in every frame) and the tracks that go with them. A true object is found if one object of the result covers more than half of it. SEG and the F1 scores at several overlaps are taken against segTruth in the frames that have any annotation there; objects that segTruth leaves out count as wrong in precision and F1, so with sparse annotation read SEG and recall. Without segTruth they are taken against truth, which is wrong where that holds small markers instead of outlines. The result: label images whose values last, as Relabel by track makes them, or the plain objects together with the tracks made from them; without tracks no object has a parent. Switch tracking off for a segmentation that was never tracked. A track with a gap counts as two, the second the child of the first; a value that comes back after missing frames without tracks makes the result invalid, and the link is missing. Truth that goes on after the last frame is cut there. BC counts as the challenge does: a division whose daughters do not all appear in the next frame is never right; Division F1 looks at each daughter where it begins. NaN means that there was nothing to measure, such as CCA in a movie without a full cell cycle. Empty frames, and results without objects, are scored like any others.',
  inputs: {
    labels: port('Labels', 'Result: values are tracks, or objects that `tracks` joins.'),
    truth: port('Labels', 'Tracking truth; the values last.'),
    segTruth: optional('Labels', 'Segmentation truth, where it is another; frames without any are left out.'),
    tracks: optional('Tracks', 'Tracks of the result, for its links and divisions.'),
    truthTracks: optional('Tracks', 'Tracks of the truth, for its divisions.'),
  },
  outputs: {
    scores: port('Table', 'One row for each score: its name, value and meaning.'),
    objects: port('Table', 'One row for each frame: objects found, missed, wrong and merged.'),
    divisions: port('Table', 'One row for each division of truth and result, and whether it has a counterpart.'),
  },
  params: {
    tracking: toggle({ default: true, doc: 'Score links, tracks and divisions, not only objects and outlines.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  async map({ labels, truth, segTruth, tracks, truthTracks }, _params, { t }): Promise<FrameCounts> {
    const segmentation = segTruth ? labelOverlaps(segTruth.data, labels.data) : null;
    return {
      tracking: labelOverlaps(truth.data, labels.data),
      // A frame without any annotated object was not annotated.
      segmentation: segmentation && segmentation.referenceLabels.length > 0 ? segmentation : null,
      atNodes: tracks ? labelsAtNodes(labels, tracks, t) : none,
      atTruthNodes: truthTracks ? labelsAtNodes(truth, truthTracks, t) : none,
    };
  },
  start: (): FrameCounts[] => [],
  merge(counts, frame) {
    counts.push(frame);
    return counts;
  },
  async finish(counts, { tracks, truthTracks }, { tracking }, { headers, cautions }) {
    const frames = counts.map((count) => count.tracking);
    const trueLabels = frames.map((frame) => frame.referenceLabels);
    const labels = frames.map((frame) => frame.resultLabels);
    const atTruthNodes = joined(counts.map((count) => count.atTruthNodes));
    const atNodes = joined(counts.map((count) => count.atNodes));
    const scored = ctcMetrics({
      frames,
      segmentation: headers.segTruth ? counts.flatMap((count) => count.segmentation ?? []) : frames,
      reference: truthTracks ? labelLineage(truthTracks, atTruthNodes, trueLabels) : { ids: trueLabels, lineage: null },
      result: !tracking ? null : tracks ? labelLineage(tracks, atNodes, labels) : { ids: labels, lineage: null },
    });
    return {
      scores: scoreTable(scored, headers.segTruth ? cautions : [...cautions, markers]),
      objects: objectTable(scored, frames, headers.truth.calibration),
      divisions: divisionTable(scored, headers.truth.calibration),
    };
  },
});
