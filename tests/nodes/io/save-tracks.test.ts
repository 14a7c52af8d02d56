import { describe, expect, it } from 'vitest';
import saveTracks from '../../../src/nodes/io/save-tracks.ts';
import { parseCsv } from '../../../src/runtime/formats/csv.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { runNode } from '../../support/run-node.ts';

const tracks = {
  size: { t: 2, c: 1, z: 1, y: 9, x: 9 },
  calibration: { pixelSize_um: { x: 0.5, y: 0.25, z: null }, frameInterval_s: 30, times_s: null },
  frame: Uint32Array.of(0, 1, 1, 1),
  label: Uint32Array.of(7, 8, 9, 0),
  x: Float64Array.of(2, 3, 4, 5),
  y: Float64Array.of(4, 4, 8, 0),
  z: new Float64Array(4),
  radius: Float64Array.of(1, 1, 1, 2),
  features: { area: Float64Array.of(1, 2, 3, Number.NaN) },
  units: { area: 'px²' },
  edges: { source: Uint32Array.of(0, 0), target: Uint32Array.of(1, 2) },
};
const save = async (value: unknown = tracks) => {
  const files = (await runNode(saveTracks as AnyNode, { tracks: value })) as Readonly<Record<string, Uint8Array>>;
  return new Map(Object.entries(files).map(([name, bytes]) => [name, parseCsv(new TextDecoder().decode(bytes), name)]));
};

describe('io.save-tracks', () => {
  it('writes nodes in µm and s, with track and lineage, and edges between them', async () => {
    const files = await save();
    const shown = (name: string) =>
      files.get(name)?.columns.map((column) => [column.name, column.unit, ...column.values]);
    expect(shown('tracks-nodes.csv')).toEqual([
      ['node', '', 0, 1, 2, 3],
      ['track', '', 1, 3, 4, 2],
      ['lineage', '', 1, 1, 1, 2],
      ['frame', 'frame', 0, 1, 1, 1],
      ['time', 's', 0, 30, 30, 30],
      ['x', 'µm', 1, 1.5, 2, 2.5],
      ['y', 'µm', 1, 1, 2, 0],
      ['radius', 'µm', 0.5, 0.5, 0.5, 1],
      ['label', '', 7, 8, 9, 0],
      ['area', 'px²', 1, 2, 3, Number.NaN],
    ]);
    expect(shown('tracks-edges.csv')).toEqual([
      ['source', '', 0, 0],
      ['target', '', 1, 2],
      ['source_frame', 'frame', 0, 0],
      ['target_frame', 'frame', 1, 1],
      ['lineage', '', 1, 1],
    ]);
  });
  it('writes px and no time where the movie is not calibrated', async () => {
    const calibration = { pixelSize_um: { x: null, y: null, z: null }, frameInterval_s: null, times_s: null };
    const columns = (await save({ ...tracks, calibration })).get('tracks-nodes.csv')?.columns ?? [];
    expect(columns.find(({ name }) => name === 'time')).toBeUndefined();
    expect(columns.find(({ name }) => name === 'y')).toEqual({ name: 'y', unit: 'px', values: tracks.y });
  });
});
