import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/nodes/catalog.ts';
import openCtc from '../../../src/nodes/io/open-ctc.ts';
import openLabels from '../../../src/nodes/io/open-labels.ts';
import saveCtc from '../../../src/nodes/io/save-ctc.ts';
import { lineageProblems } from '../../../src/runtime/data/lineage.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { numbers, type Table } from '../../../src/runtime/data/table.ts';
import { parseTrackTable } from '../../../src/runtime/formats/ctc.ts';
import { readProvenance } from '../../../src/runtime/formats/read-provenance.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { bytesAsFile, filesInMemory, filesOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { graph, testRun } from '../../support/run.ts';
import { runNode } from '../../support/run-node.ts';

const size = { t: 4, c: 1, z: 1, y: 1, x: 4 };
const images = [
  [3, 3, 3, 0],
  [3, 0, 8, 8],
  [4, 0, 0, 1],
  [4, 0, 9, 0],
];
const labels = (frames: readonly (readonly number[])[] = images) => ({
  size: { ...size, t: frames.length },
  calibration: uncalibrated,
  frame: async (t: number) => ({ width: 4, height: 1, depth: 1, data: Uint32Array.from(frames[t] ?? []) }),
});
/** 3 divides into 3 and 8; the first goes on as 4, 4; 8 is missed in frame 2 and comes back as 9; 1 has no track. */
const nodes = [
  [0, 3, 1],
  [1, 3, 0],
  [1, 8, 2.5],
  [2, 4, 0],
  [3, 4, 0],
  [3, 9, 2],
] as const;
const column = (i: 0 | 1 | 2) => nodes.map((node) => node[i]);
const tracks = {
  size,
  calibration: uncalibrated,
  frame: Uint32Array.from(column(0)),
  label: Uint32Array.from(column(1)),
  x: Float64Array.from(column(2)),
  y: new Float64Array(6),
  z: new Float64Array(6),
  radius: new Float64Array(6).fill(1),
  features: {},
  units: {},
  edges: { source: Uint32Array.of(0, 0, 1, 2, 3), target: Uint32Array.of(1, 2, 3, 5, 4) },
};
const save = async (inputs: object, params = {}) =>
  (await runNode(saveCtc as AnyNode, { labels: labels(), tracks, ...inputs }, params)) as Readonly<
    Record<string, Uint8Array>
  >;

describe('io.save-ctc', () => {
  it('writes masks numbered by track and a table that the challenge accepts', async () => {
    const files = await save({});
    expect(Object.keys(files)).toEqual([
      '01_RES/mask000.tif',
      '01_RES/mask001.tif',
      '01_RES/mask002.tif',
      '01_RES/mask003.tif',
      '01_RES/res_track.txt',
      '01_RES.graph.json',
    ]);
    expect(await readProvenance(bytesAsFile(files['01_RES.graph.json'] ?? new Uint8Array()))).toContain(
      'test.source-labels',
    );
    const table = new TextDecoder().decode(files['01_RES/res_track.txt']);
    expect(table).toBe('1 0 0 0\n2 1 3 1\n3 1 1 1\n4 3 3 3\n');
    const params = { path: '01_RES', axes: 'auto', slices: 0, gaps: 'error', pixelSize: 0, frameInterval: 0 } as const;
    const read = (await openLabels.open(params, filesInMemory(files))).labels;
    const masks = await Promise.all([0, 1, 2, 3].map(async (t) => [...(await read.frame(t)).data]));
    expect(masks).toEqual([
      [1, 1, 1, 0],
      [2, 0, 3, 3],
      [2, 0, 0, 0],
      [2, 0, 4, 0],
    ]);
    const ids = masks.map((mask) => Uint32Array.from(new Set(mask.filter((id) => id > 0))));
    expect(lineageProblems(parseTrackTable(table, 'res_track.txt'), ids)).toEqual([]);
  });
  it('writes empty masks and an empty table where nothing was found', async () => {
    const none = new Uint32Array(0);
    const no = new Float64Array(0);
    const empty = {
      ...tracks,
      frame: none,
      label: none,
      x: no,
      y: no,
      z: no,
      radius: no,
      edges: { source: none, target: none },
    };
    const files = await save({ labels: labels([[0, 0, 0, 0]]), tracks: empty }, { sequence: '02' });
    expect(Object.keys(files)).toEqual(['02_RES/mask000.tif', '02_RES/res_track.txt', '02_RES.graph.json']);
    expect(files['02_RES/res_track.txt']?.length).toBe(0);
  });
  it('refuses labels that the tracks were not made from', async () => {
    await expect(
      save({
        labels: labels([
          [3, 0, 0, 0],
          [3, 0, 0, 0],
          [4, 0, 0, 0],
          [4, 9, 0, 0],
        ]),
      }),
    ).rejects.toThrow('label 8 of a track is not in the label image of frame 1');
    await expect(save({ tracks: { ...tracks, label: new Uint32Array(6) } })).rejects.toThrow(
      'comes from no label image',
    );
  });
  it('refuses a sequence that is no number', async () => {
    await expect(save({}, { sequence: '../01' })).rejects.toThrow(
      'sequence is "../01", expected two digits such as 01',
    );
  });
});

describeWith('data/tracking')('io.save-ctc on real truth', () => {
  it('gives back the truth that it was given: images, divisions and scores of 1', async () => {
    const path = sharedFile('data/tracking/ctc-Fluo-N2DH-SIM+-01-first16') ?? '';
    const document = graph(
      {
        open: ['io.open-ctc', { path }],
        tracks: 'track.from-labels',
        save: 'io.save-ctc',
        score: 'quality.score-against-truth',
      },
      [
        ['open.truth', 'tracks.labels'],
        ['open.lineage', 'tracks.lineage'],
        ['open.truth', 'save.labels'],
        ['tracks.tracks', 'save.tracks'],
        ['open.truth', 'score.labels'],
        ['open.truth', 'score.truth'],
        ['tracks.tracks', 'score.tracks'],
        ['tracks.tracks', 'score.truthTracks'],
      ],
    );
    const run = testRun(document, { nodes: catalog, files: filesOnDisk, until: ['save', 'score'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    const scores = run.executor.results.get('score')?.['scores'] as Table;
    const [names, values] = ['metric', 'value'].map((name) => scores.columns.find((one) => one.name === name)?.values);
    for (const name of ['DET', 'SEG', 'TRA', 'LNK'])
      expect([name, values?.[(names as string[]).indexOf(name)]]).toEqual([name, 1]);
    const saved = await openCtc.open(
      { ...ctcDefaults, path: 'r', truth: 'RES' },
      filesInMemory(withImages(run.written, path)),
    );
    const given = await openCtc.open({ ...ctcDefaults, path }, filesOnDisk);
    expect(parents(saved.lineage)).toBe(parents(given.lineage));
    const [one, other] = [await saved.truth.frame(15), await given.truth.frame(15)];
    const pairs = new Set(Array.from(one.data, (label, i) => `${label} ${other.data[i]}`));
    expect(pairs.size).toBe(new Set(one.data).size);
    expect(pairs.size).toBe(new Set(other.data).size);
  }, 60_000);
});

const ctcDefaults = { sequence: '', truth: 'auto', pixelSize: 0, frameInterval: 0 } as const;
const parents = (lineage: Table): number => numbers(lineage, 'parent').filter((parent) => parent > 0).length;
/** The written result beside the images it came from. */
const withImages = (written: ReadonlyMap<string, Uint8Array>, path: string): Record<string, Uint8Array> =>
  Object.fromEntries([
    ...[...written].map(([name, bytes]) => [`r/${name}`, bytes]),
    ...Array.from({ length: 16 }, (_, t) => `01/t${String(t).padStart(3, '0')}.tif`).map((name) => [
      `r/${name}`,
      readFileSync(`${path}/${name}`),
    ]),
  ]);
