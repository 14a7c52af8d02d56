import { readFileSync } from 'node:fs';
import { parseTrackTable } from '../../src/runtime/formats/ctc.ts';
import { type CtcScores, ctcMetrics } from '../../src/runtime/kernels/reference/ctc-metrics.ts';
import { labelOverlaps } from '../../src/runtime/kernels/reference/label-overlaps.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';
import { type GoldenCase, worst } from './golden-case.ts';

const table = (name: string) =>
  parseTrackTable(readFileSync(new URL(`../fixtures/golden/${name}`, import.meta.url), 'utf8'), name);

async function scores(): Promise<CtcScores['scores']> {
  const truth = await goldenPlanes('in-ctc-truth.tif');
  const result = await goldenPlanes('in-ctc-result.tif');
  const frames = truth.map(({ data }, t) => labelOverlaps(Uint32Array.from(data), Uint32Array.from(result[t]!.data)));
  return ctcMetrics({
    frames,
    segmentation: frames,
    reference: { ids: frames.map((frame) => frame.referenceLabels), lineage: table('in-ctc-truth.txt') },
    result: { ids: frames.map((frame) => frame.resultLabels), lineage: table('in-ctc-result.txt') },
  }).scores;
}

/** Frame counts and scores made of others: not ours to give. */
const notOurs = ['FAF', 'Frames', 'MULTI-ASSIGNMENTS', 'MT', 'ML', 'IDTP', 'IDFP', 'IDFN'];
const ours = '`ctcMetrics`, quality.score-against-truth';

const scoreCase = (
  golden: string,
  tool: string,
  about: Pick<GoldenCase, 'compares' | 'tolerance'>,
  values: Readonly<Record<string, number>>,
): GoldenCase => ({
  ...about,
  golden,
  tool,
  ours,
  async difference() {
    const found = await scores();
    return worst(
      Object.keys(values).map((name) => found.get(name) ?? Number.NaN),
      Object.values(values),
    );
  },
});

const ctc = Object.fromEntries(
  Object.entries(goldenJson<Record<string, number>>('ctc_metrics.json')).filter(([name]) => !notOurs.includes(name)),
);
const [graph, divisions] = goldenJson<{
  results: [Record<string, number>, Record<'Frame Buffer 0', Record<string, number>>];
}>('traccuracy.json').results;
const operations = {
  AOGM: 'AOGM',
  AOGM_FP: 'fp_nodes',
  AOGM_FN: 'fn_nodes',
  AOGM_NS: 'ns_nodes',
  AOGM_ED: 'fp_edges',
  AOGM_EA: 'fn_edges',
  AOGM_EC: 'ws_edges',
};
const whole = { compares: 'counts', tolerance: 0 };

export const scoreCases: readonly GoldenCase[] = [
  scoreCase(
    'ctc_metrics.json',
    'py-ctcmetrics 1.3.2',
    { compares: `${Object.keys(ctc).length} scores and counts`, tolerance: 5e-13 },
    ctc,
  ),
  scoreCase(
    `traccuracy.json: ${Object.values(operations).join(', ')}`,
    'traccuracy d9fa30b, CTCMetrics',
    whole,
    Object.fromEntries(Object.entries(operations).map(([mine, theirs]) => [mine, graph[theirs]!])),
  ),
  scoreCase(
    'traccuracy.json: TRA, DET, LNK',
    'traccuracy d9fa30b, CTCMetrics',
    { compares: 'scores', tolerance: 5e-13 },
    Object.fromEntries(['TRA', 'DET', 'LNK'].map((name) => [name, graph[name]!])),
  ),
  scoreCase(
    'traccuracy.json: Division F1, Precision, Recall',
    'traccuracy d9fa30b, DivisionMetrics',
    { compares: 'scores, frame buffer 0', tolerance: 0 },
    {
      'Division F1(0)': divisions['Frame Buffer 0']['Division F1']!,
      'Division precision(0)': divisions['Frame Buffer 0']['Division Precision']!,
      'Division recall(0)': divisions['Frame Buffer 0']['Division Recall']!,
    },
  ),
];
