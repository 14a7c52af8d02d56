import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import score from '../../../src/nodes/quality/score-against-truth.ts';
import type { Labels } from '../../../src/runtime/data/movie.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { numbers, rowCount, type Table } from '../../../src/runtime/data/table.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import { parseTrackTable, tracksOfLineage } from '../../../src/runtime/formats/ctc.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { goldenJson, goldenPlanes } from '../../support/golden.ts';
import { runNode } from '../../support/run-node.ts';

type Planes = readonly { readonly width: number; readonly height: number; readonly data: ArrayLike<number> }[];
function labelsOf(planes: Planes, frameInterval_s: number | null = null): Labels {
  const { width: x, height: y } = planes[0] ?? { width: 1, height: 1 };
  return {
    size: { t: planes.length, c: 1, z: 1, y, x },
    calibration: { ...uncalibrated, frameInterval_s },
    frame: async (t) => ({ width: x, height: y, depth: 1, data: Uint32Array.from(planes[t]?.data ?? []) }),
  };
}
const rowsOf = (...rows: readonly number[][]): Planes => rows.map((data) => ({ width: data.length, height: 1, data }));
async function tracksOf(name: string, labels: Labels): Promise<Tracks> {
  const text = readFileSync(new URL(`../../fixtures/golden/${name}`, import.meta.url), 'utf8');
  return tracksOfLineage(parseTrackTable(text, name), labels, null);
}
async function scored(inputs: Readonly<Record<string, unknown>>, params = {}) {
  const { scores, objects, divisions } = await runNode(score as AnyNode, inputs, params);
  const table = scores as Table;
  const names = table.columns[0]!.values as readonly string[];
  const values = new Map(names.map((name, row) => [name, numbers(table, 'value')[row]!]));
  return { values, table, objects: objects as Table, divisions: divisions as Table };
}

describe('quality.score-against-truth on 30 annotated frames', async () => {
  const truth = labelsOf(await goldenPlanes('in-ctc-truth.tif'), 60);
  const labels = labelsOf(await goldenPlanes('in-ctc-result.tif'), 60);
  const truthTracks = await tracksOf('in-ctc-truth.txt', truth);
  const tracks = await tracksOf('in-ctc-result.txt', labels);
  const golden = goldenJson<Record<string, number>>('ctc_metrics.json');
  const result = await scored({ labels, truth, segTruth: truth, tracks, truthTracks });

  it('gives the scores of py-ctcmetrics 1.3.2 to 1e-12, with a meaning each', () => {
    const shared = Object.keys(golden).filter((name) => result.values.has(name));
    expect(shared.length).toBe(54);
    for (const name of shared) expect(result.values.get(name), name).toBeCloseTo(golden[name]!, 12);
    expect(new Set(result.table.columns[2]!.values as readonly string[]).size).toBe(result.values.size);
    expect(result.table.cautions).toEqual([]);
  });
  it('counts the objects of each frame', () => {
    const sum = (name: string) => numbers(result.objects, name).reduce((all, one) => all + one, 0);
    expect(rowCount(result.objects)).toBe(30);
    expect([sum('TP'), sum('FN'), sum('FP'), sum('NS')]).toEqual([655, 39, 21, 0]);
    expect(numbers(result.objects, 'time')[2]).toBe(120);
  });
  it('lists the divisions of both sides', () => {
    expect(result.divisions.columns[0]!.values).toEqual(['truth', 'result']);
    expect(Array.from(numbers(result.divisions, 'track'))).toEqual([3, 44]);
    expect(Array.from(numbers(result.divisions, 'frame'))).toEqual([26, 26]);
    expect(Array.from(numbers(result.divisions, 'found within'))).toEqual([0, 0]);
  });
  it('sees no division and no link across gaps where tracks are not connected', async () => {
    const { values } = await scored({ labels, truth, truthTracks });
    expect(values.get('DET')).toBeCloseTo(golden['DET']!, 12);
    expect(values.get('BC(0)')).toBe(0);
    expect(values.get('AOGM_EA')).toBeGreaterThan(golden['AOGM_EA']!);
  });
  it('scores objects and outlines alone where tracking is off', async () => {
    const { values, table, divisions } = await scored({ labels, truth }, { tracking: false });
    expect(values.get('SEG')).toBeCloseTo(golden['SEG']!, 12);
    expect(values.has('TRA')).toBe(false);
    expect(rowCount(divisions)).toBe(0);
    expect(table.cautions.join()).toContain('connect segmentation truth');
  });
});

describe('quality.score-against-truth', () => {
  it('takes outlines from the annotated frames of the segmentation truth only', async () => {
    const labels = labelsOf(rowsOf([1, 1, 1, 0], [1, 1, 1, 1], [1, 1, 0, 0]));
    const truth = labelsOf(rowsOf([1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]));
    const segTruth = labelsOf(rowsOf([5, 5, 0, 0], [0, 0, 0, 0], [5, 5, 0, 0]));
    const { values } = await scored({ labels, truth, segTruth });
    expect(values.get('SEG')).toBeCloseTo((2 / 3 + 1) / 2, 14);
    expect([values.get('F1(IoU 0.6)'), values.get('F1(IoU 0.7)')]).toEqual([1, 0.5]);
    expect(values.get('TRA')).toBe(1);
  });
  it('says why a result is not valid', async () => {
    const frames = labelsOf(rowsOf([1], [0], [1]));
    const { values, table } = await scored({ labels: frames, truth: frames });
    expect(values.get('Valid')).toBe(0);
    expect(table.cautions.join()).toContain('track 1 should be in frame 1');
  });
  it('scores a result without objects, and a movie without truth', async () => {
    const empty = labelsOf(rowsOf([0, 0], [0, 0]));
    const some = labelsOf(rowsOf([1, 0], [1, 0]));
    const missed = await scored({ labels: empty, truth: some });
    expect(['DET', 'TRA', 'SEG', 'CT'].map((name) => missed.values.get(name))).toEqual([0, 0, 0, 0]);
    const nothing = await scored({ labels: some, truth: empty });
    expect(['DET', 'TRA', 'SEG', 'CT'].map((name) => nothing.values.get(name))).toEqual(Array(4).fill(Number.NaN));
  });
  it('refuses a truth of another size', async () => {
    const inputs = { labels: labelsOf(rowsOf([1, 0])), truth: labelsOf(rowsOf([1, 0, 0])) };
    await expect(scored(inputs)).rejects.toThrow();
  });
});
