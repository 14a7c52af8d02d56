import { timeOf } from '../../runtime/data/movie.ts';
import type { Column } from '../../runtime/data/table.ts';
import { defineNode, port } from '../../runtime/node/define.ts';

export default defineNode({
  id: 'drift.table',
  version: 1,
  title: 'Drift table',
  summary: 'Lists the drift of each frame, in px and µm, with its quality, for plotting and saving.',
  keywords: ['registration', 'displacement', 'shift', 'drift plot', 'Fast4DReg', 'export'],
  sources: ['Definition: the columns of the transform; µm by the pixel size'],
  help: 'One row per frame: frame (from 0), time, displacement against frame 0 along x and y in px and µm, its length, the step from the frame before, and the quality of the correlation, 0 to 1. What is not recorded (times, pixel size) and what was not measured is NaN. Movies of several planes have dz in planes and µm too. A movie without frames gives a table without rows.',
  inputs: { transform: port('Transform', 'The drift.') },
  outputs: { table: port('Table', 'One row per frame.') },
  params: {},
  time: { scope: 'movie' },
  async run({ transform }, _params, { cautions }) {
    const { size, calibration, dx, dy, dz, quality } = transform;
    const { x, y, z } = calibration.pixelSize_um;
    const frames = Float64Array.from({ length: size.t }, (_, t) => t);
    const scaled = (values: Float64Array, um: number | null) => values.map((value) => value * (um ?? Number.NaN));
    const [dx_um, dy_um, dz_um] = [scaled(dx, x), scaled(dy, y), scaled(dz, z)] as const;
    const isVolume = size.z > 1;
    const length = (t: number, from: number) =>
      Math.hypot(
        (dx_um[t] ?? 0) - (dx_um[from] ?? 0),
        (dy_um[t] ?? 0) - (dy_um[from] ?? 0),
        isVolume ? (dz_um[t] ?? 0) - (dz_um[from] ?? 0) : 0,
      );
    const columns: Column[] = [
      { name: 'frame', unit: 'frame', values: frames },
      { name: 'time', unit: 's', values: frames.map((t) => timeOf(calibration, t) ?? Number.NaN) },
      { name: 'dx', unit: 'px', values: dx },
      { name: 'dy', unit: 'px', values: dy },
      ...(isVolume ? [{ name: 'dz', unit: 'plane', values: dz }] : []),
      { name: 'dx_um', unit: 'µm', values: dx_um },
      { name: 'dy_um', unit: 'µm', values: dy_um },
      ...(isVolume ? [{ name: 'dz_um', unit: 'µm', values: dz_um }] : []),
      { name: 'drift_um', unit: 'µm', values: frames.map((t) => length(t, 0)) },
      { name: 'step_um', unit: 'µm', values: frames.map((t) => length(t, Math.max(0, t - 1))) },
      { name: 'quality', unit: '1', values: quality },
    ];
    return { table: { columns, cautions } };
  },
});
