import { describe, expect, it } from 'vitest';
import trackMap from '../../../src/nodes/figure/track-map.ts';
import type { Figure } from '../../../src/runtime/data/figure.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import type { StoredParam } from '../../../src/runtime/node/params.ts';
import { runNode } from '../../support/run-node.ts';

/** Cell 0 → 1 → 3 divides there into 5 and 6; cell 2 → 4; a lone detection 7. Nodes are sorted by frame. */
const tracks: Tracks = {
  size: { t: 4, c: 1, z: 1, y: 50, x: 50 },
  calibration: { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 10, times_s: null },
  frame: Uint32Array.of(0, 1, 1, 2, 2, 3, 3, 3),
  x: Float64Array.of(10, 12, 40, 14, 42, 12, 16, 30),
  y: Float64Array.of(10, 10, 40, 10, 40, 12, 12, 30),
  z: new Float64Array(8),
  radius: new Float64Array(8).fill(2),
  label: new Uint32Array(8),
  features: {},
  units: {},
  edges: { source: Uint32Array.of(0, 1, 2, 3, 3), target: Uint32Array.of(1, 3, 4, 5, 6) },
};
const none: Tracks = {
  ...tracks,
  frame: new Uint32Array(0),
  x: new Float64Array(0),
  y: new Float64Array(0),
  z: new Float64Array(0),
  radius: new Float64Array(0),
  label: new Uint32Array(0),
  edges: { source: new Uint32Array(0), target: new Uint32Array(0) },
};
const plot = async (params: Record<string, StoredParam> = {}, input = tracks) =>
  (await runNode(trackMap, { tracks: input }, params))['figure'] as Figure;
const column = (figure: Figure, name: string) => [
  ...figure.tables[0]!.table.columns.find((one) => one.name === name)!.values,
];

describe('figure.track-map', () => {
  it('draws each piece of a track in µm, daughters from the last place of the mother', async () => {
    const figure = await plot();
    expect(column(figure, 'piece')).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(column(figure, 'x')).toEqual([5, 6, 7, 20, 21, 7, 6, 7, 8]);
    expect(column(figure, 'lineage')).toEqual(['1', '1', '1', '2', '2', '1', '1', '1', '1']);
    expect(column(figure, 'generation')).toEqual(['0', '0', '0', '0', '0', '1', '1', '1', '1']);
    expect(column(figure, 'time')).toEqual([0, 10, 20, 10, 20, 20, 30, 20, 30]);
    expect(figure.panels[0]).toMatchObject({ equalAspect: true, x: { label: 'x', unit: 'µm' }, y: { reversed: true } });
    expect(figureToSvg(figure)).toContain('x (µm)');
  });
  it('moves the start of each lineage to the origin', async () => {
    const figure = await plot({ start: 'origin' });
    expect(column(figure, 'x')).toEqual([0, 1, 2, 0, 1, 2, 1, 2, 3]);
    expect(column(figure, 'y')).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 1]);
    expect(figure.panels[0]!.x.label).toBe('Δx');
  });
  it('leaves out lineages of fewer detections than asked for, lone ones by default', async () => {
    expect(column(await plot({ minFrames: 1 }), 'piece')).toContain(5);
    expect(new Set(column(await plot({ minFrames: 3 }), 'lineage'))).toEqual(new Set(['1']));
  });
  it('colours by lineage, generation, start time or not at all', async () => {
    expect(figureToSvg(await plot({ colour: 'generation' }))).toContain('#d55e00');
    expect(figureToSvg(await plot({ colour: 'start time' }))).toContain('start time (s)');
    expect((await plot({ colour: 'none' })).panels[0]!.marks[0]!.colour).toBeUndefined();
  });
  it('draws in px and frames where nothing is calibrated, and empty axes without tracks', async () => {
    const figure = await plot({}, { ...tracks, calibration: uncalibrated });
    expect(column(figure, 'x')[0]).toBe(10);
    expect(figure.panels[0]!.x.unit).toBe('px');
    expect(figureToSvg(await plot({}, none))).toContain('no data');
  });
});
