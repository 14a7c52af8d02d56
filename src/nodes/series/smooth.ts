import { mapSeries, seriesParams, unitOf } from '../../runtime/kernels/reference/map-series.ts';
import { smoothings, smoothSeries } from '../../runtime/kernels/reference/smooth-series.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, number, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'series.smooth',
  version: 1,
  title: 'Smooth series',
  summary: 'Smooths the time series of a table: moving average, median, Savitzky–Golay or Gaussian.',
  keywords: ['moving average', 'running mean', 'median filter', 'savgol', 'savitzky golay', 'low pass', 'noise'],
  sources: ['scipy.signal.savgol_filter(mode="interp")', 'doi:10.1021/ac60214a047 (Savitzky and Golay 1964)'],
  help: 'Savitzky–Golay fits a polynomial in each window and keeps the height and width of peaks better than an average of the same window; the median removes single outliers and keeps steps. The window is a number of time steps and should be shorter than the shortest event of interest. Gaps stay gaps: windows are windows of time, what is missing in them is not counted, and a missing value stays missing. At the ends the window is shortened; Savitzky–Golay fits the first and last whole window there, as scipy does. Series shorter than the window are fitted as a whole, with the order that their number of values allows; one value stays as it is. Rows without group or time get NaN.',
  inputs: { table: port('Table', 'Table with one row for each track and time.') },
  outputs: { table: port('Table', 'The same with one more column, named by the parameter name.') },
  params: {
    ...seriesParams,
    method: choice({ options: smoothings, default: 'Savitzky–Golay', doc: 'How values are smoothed.' }),
    window: integer({
      onlyWith: { method: ['moving average', 'median', 'Savitzky–Golay'] },
      default: 7,
      min: 1,
      max: 9999,
      step: 2,
      unit: 'frame',
      doc: 'Width of the window in time steps; odd.',
    }),
    order: integer({
      onlyWith: { method: ['Savitzky–Golay'] },
      default: 2,
      min: 0,
      max: 10,
      unit: '1',
      doc: 'Degree of the Savitzky–Golay polynomial, below the window.',
    }),
    sigma: number({
      onlyWith: { method: ['Gaussian'] },
      default: 1,
      min: 0.1,
      max: 1000,
      step: 0.1,
      unit: 'frame',
      doc: 'Standard deviation of the Gaussian in time steps.',
    }),
    name: text({ default: '', doc: 'Name of the new column; empty: the column and _smooth.' }),
  },
  time: { scope: 'movie' },
  async run({ table }, params) {
    const added = { name: params.name || `${params.column}_smooth`, unit: unitOf(table, params.column) };
    return {
      table: mapSeries(table, params, added, ({ times, values, step }) =>
        smoothSeries(
          times.map((time) => time / step),
          values,
          params,
        ),
      ),
    };
  },
});
