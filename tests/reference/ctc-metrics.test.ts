import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Lineage, lineageOf } from '../../src/runtime/data/lineage.ts';
import { parseTrackTable } from '../../src/runtime/formats/ctc.ts';
import { ctcMetrics } from '../../src/runtime/kernels/reference/ctc-metrics.ts';
import { labelOverlaps } from '../../src/runtime/kernels/reference/label-overlaps.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

const trackTable = (name: string) =>
  parseTrackTable(readFileSync(new URL(`../fixtures/golden/${name}`, import.meta.url), 'utf8'), name);
const stack = async (name: string) => (await goldenPlanes(name)).map((plane) => Uint32Array.from(plane.data));

/** Frames as rows of labels, rows of a lineage as [id, begin, end, parent]. */
type Rows = readonly (readonly [number, number, number, number])[];
const lineage = (rows: Rows): Lineage =>
  lineageOf(rows.map(([id, begin, end, parent]) => ({ id, begin, end, parent })));
function score(truth: readonly number[][], result: readonly number[][], truthRows?: Rows, resultRows?: Rows) {
  const frames = truth.map((row, t) => labelOverlaps(Uint32Array.from(row), Uint32Array.from(result[t]!)));
  return ctcMetrics({
    frames,
    segmentation: frames,
    reference: {
      ids: frames.map((frame) => frame.referenceLabels),
      lineage: truthRows ? lineage(truthRows) : null,
    },
    result: {
      ids: frames.map((frame) => frame.resultLabels),
      lineage: resultRows ? lineage(resultRows) : null,
    },
  });
}
const of = (scored: ReturnType<typeof score>, ...names: string[]) => names.map((name) => scored.scores.get(name));

describe('ctcMetrics on 30 frames with 29 cells and a division', async () => {
  const truth = await stack('in-ctc-truth.tif');
  const result = await stack('in-ctc-result.tif');
  const frames = truth.map((plane, t) => labelOverlaps(plane, result[t]!));
  const scored = ctcMetrics({
    frames,
    segmentation: frames,
    reference: { ids: frames.map((frame) => frame.referenceLabels), lineage: trackTable('in-ctc-truth.txt') },
    result: { ids: frames.map((frame) => frame.resultLabels), lineage: trackTable('in-ctc-result.txt') },
  });

  it('equals py-ctcmetrics 1.3.2 to 1e-12 in every score that both have', () => {
    const golden = goldenJson<Record<string, number>>('ctc_metrics.json');
    // Frame counts and scores made of others: not ours to give.
    const left = ['FAF', 'Frames', 'MULTI-ASSIGNMENTS', 'MT', 'ML', 'IDTP', 'IDFP', 'IDFN'];
    const names = Object.keys(golden).filter((name) => !left.includes(name));
    expect(names.length).toBe(54);
    for (const name of names) expect(scored.scores.get(name), name).toBeCloseTo(golden[name]!, 12);
  });
  it('equals traccuracy in graph operations, TRA, DET, LNK and divisions', () => {
    const [graph, divisions] = goldenJson<{
      results: [Record<string, number>, Record<string, Record<string, number>>];
    }>('traccuracy.json').results;
    const ours = of(scored, 'AOGM', 'AOGM_FP', 'AOGM_FN', 'AOGM_NS', 'AOGM_ED', 'AOGM_EA', 'AOGM_EC');
    expect(ours).toEqual(
      ['AOGM', 'fp_nodes', 'fn_nodes', 'ns_nodes', 'fp_edges', 'fn_edges', 'ws_edges'].map((name) => graph[name]),
    );
    for (const name of ['TRA', 'DET', 'LNK']) expect(scored.scores.get(name)).toBeCloseTo(graph[name]!, 12);
    expect(of(scored, 'Division F1(0)', 'Division precision(0)', 'Division recall(0)')).toEqual(
      ['Division F1', 'Division Precision', 'Division Recall'].map((name) => divisions['Frame Buffer 0']![name]),
    );
  });
  it('scores a result without tracks in detection and segmentation only', () => {
    const lone = ctcMetrics({
      frames,
      segmentation: frames,
      reference: { ids: frames.map((frame) => frame.referenceLabels), lineage: null },
      result: null,
    });
    expect(lone.scores.get('DET')).toBe(scored.scores.get('DET'));
    expect(lone.scores.get('SEG')).toBe(scored.scores.get('SEG'));
    expect(lone.scores.has('TRA')).toBe(false);
  });
});

describe('ctcMetrics', () => {
  it('gives 1 everywhere where the result is the truth', () => {
    const frames = [
      [1, 1, 0, 2],
      [3, 4, 0, 2],
      [3, 4, 0, 2],
    ];
    const rows: Rows = [
      [1, 0, 0, 0],
      [2, 0, 2, 0],
      [3, 1, 2, 1],
      [4, 1, 2, 1],
    ];
    const scored = score(frames, frames, rows, rows);
    expect(of(scored, 'DET', 'SEG', 'TRA', 'LNK', 'CT', 'TF', 'BC(0)', 'Division F1(0)')).toEqual(Array(8).fill(1));
    expect(of(scored, 'MOTA', 'HOTA', 'CHOTA', 'IDF1', 'F1(IoU 0.9)', 'Valid')).toEqual(Array(6).fill(1));
    expect(scored.scores.get('AOGM')).toBe(0);
  });
  it('matches only what covers more than half of the reference object', () => {
    expect(of(score([[1, 1, 1, 1]], [[5, 5, 0, 0]]), 'TP', 'FN', 'FP')).toEqual([0, 1, 1]);
    expect(of(score([[1, 1, 1, 1]], [[5, 5, 5, 0]]), 'TP', 'FN', 'FP')).toEqual([1, 0, 0]);
  });
  it('counts one split for a result that covers two cells, and no wrong link through it', () => {
    const scored = score(
      [
        [1, 2],
        [1, 2],
      ],
      [
        [7, 7],
        [7, 7],
      ],
    );
    expect(of(scored, 'AOGM_NS', 'AOGM_FN', 'AOGM_FP', 'AOGM_ED', 'AOGM_EA')).toEqual([2, 0, 0, 0, 2]);
    expect(scored.scores.get('DET')).toBe(1 - 10 / 40);
  });
  it('charges a link between cells that belong to different tracks, and the link that is missing', () => {
    const scored = score(
      [
        [1, 0, 2],
        [1, 0, 2],
      ],
      [
        [1, 0, 2],
        [2, 0, 1],
      ],
    );
    expect(of(scored, 'AOGM_ED', 'AOGM_EA', 'AOGM_EC', 'IDSW')).toEqual([2, 2, 0, 2]);
    expect(scored.scores.get('LNK')).toBe(0);
  });
  it('charges a track link where the truth has a parent link', () => {
    const frames = [[1], [1]];
    const parted = [[1], [2]];
    const rows: Rows = [
      [1, 0, 0, 0],
      [2, 1, 1, 1],
    ];
    expect(of(score(parted, frames, rows), 'AOGM_EC', 'AOGM_ED', 'AOGM_EA')).toEqual([1, 0, 0]);
    expect(of(score(frames, parted, undefined, rows), 'AOGM_EC', 'AOGM_ED', 'AOGM_EA')).toEqual([1, 0, 0]);
  });
  it('joins a track across a gap only by a new id with a parent', () => {
    const truth = [[1], [0], [2]];
    const rows: Rows = [
      [1, 0, 0, 0],
      [2, 2, 2, 1],
    ];
    expect(score(truth, truth, rows, rows).scores.get('TRA')).toBe(1);
    const gap = score(truth, [[1], [0], [1]], rows);
    expect(of(gap, 'AOGM_EA', 'Valid')).toEqual([1, 0]);
    expect(gap.problems).toEqual(['track 1 should be in frame 1, but is not in its image']);
  });
  it('finds a division within the tolerance, and its late daughters where they begin', () => {
    const truth = [
      [1, 1],
      [1, 1],
      [2, 3],
      [2, 3],
      [2, 3],
    ];
    const truthRows: Rows = [
      [1, 0, 1, 0],
      [2, 2, 4, 1],
      [3, 2, 4, 1],
    ];
    const early = score(
      truth,
      [
        [1, 1],
        [2, 3],
        [2, 3],
        [2, 3],
        [2, 3],
      ],
      truthRows,
      [
        [1, 0, 0, 0],
        [2, 1, 4, 1],
        [3, 1, 4, 1],
      ],
    );
    expect(of(early, 'BC(0)', 'BC(1)', 'Division F1(0)', 'Division F1(1)')).toEqual([0, 1, 0, 1]);
    expect(Array.from(early.divisions!.referenceFound)).toEqual([1]);
    const late = score(
      truth,
      [
        [1, 1],
        [1, 1],
        [2, 0],
        [2, 3],
        [2, 3],
      ],
      truthRows,
      [
        [1, 0, 1, 0],
        [2, 2, 4, 1],
        [3, 3, 4, 1],
      ],
    );
    expect(of(late, 'BC(1)', 'Division F1(0)', 'Division F1(1)')).toEqual([0, 0, 1]);
  });
  it('compares the lengths of cell cycles', () => {
    const rows = (end: number): Rows => [
      [1, 0, 0, 0],
      [2, 1, end, 1],
      [3, 1, 5, 1],
      [4, end + 1, 5, 2],
      [5, end + 1, 5, 2],
    ];
    const frames = (end: number) =>
      [0, 1, 2, 3, 4, 5].map((t) => (t === 0 ? [1, 1, 1, 1] : t <= end ? [2, 2, 3, 3] : [4, 5, 3, 3]));
    expect(score(frames(3), frames(3), rows(3), rows(3)).scores.get('CCA')).toBe(1);
    expect(score(frames(3), frames(2), rows(3), rows(2)).scores.get('CCA')).toBe(0);
    expect(score([[1]], [[1]]).scores.get('CCA')).toBeNaN();
  });
  it('cuts a truth that goes on after the movie to the movie', () => {
    const frames = [[1], [1]];
    const rows: Rows = [
      [1, 0, 9, 0],
      [2, 5, 9, 1],
    ];
    const scored = score(frames, frames, rows, [[1, 0, 1, 0]]);
    expect(of(scored, 'TRA', 'CT', 'TF', 'Valid')).toEqual([1, 1, 1, 1]);
  });
  it('gives NaN for what the truth has not, and does not fail on empty movies and frames', () => {
    const empty = score([[0, 0]], [[0, 0]]);
    expect(of(empty, 'DET', 'TRA', 'SEG', 'CT', 'TF', 'MOTA')).toEqual(Array(6).fill(Number.NaN));
    expect(score([], []).scores.get('TRA')).toBeNaN();
    expect(of(score([[1], [0], [1]], [[0], [1], [1]]), 'TP', 'FN', 'FP')).toEqual([1, 1, 1]);
  });
  it('takes the segmentation score over annotated objects only', () => {
    const frame = labelOverlaps(Uint32Array.of(1, 1, 1, 1, 0, 0, 2, 2), Uint32Array.of(1, 1, 1, 0, 0, 3, 3, 0));
    const input = {
      frames: [frame],
      segmentation: [frame],
      reference: { ids: [frame.referenceLabels], lineage: null },
      result: null,
    };
    expect(ctcMetrics(input).scores.get('SEG')).toBe(0.375);
    expect(ctcMetrics({ ...input, segmentation: [] }).scores.get('SEG')).toBeNaN();
  });
});
