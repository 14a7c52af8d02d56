import { mapSeries, seriesParams, unitOf } from '../../runtime/kernels/reference/map-series.ts';
import { trendOf, trends } from '../../runtime/kernels/reference/trend-of.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, text, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'series.detrend',
  version: 1,
  title: 'Detrend series',
  summary: 'Takes the slow part out of the time series of a table: straight line, mean or moving median.',
  keywords: ['detrend', 'baseline drift', 'bleaching', 'slope', 'high pass', 'linear'],
  sources: ['scipy.signal.detrend(type="linear" | "constant")'],
  help: 'Before spectra, peaks and correlations, so that a slow drift is not taken for a rhythm. Linear suits short series; the moving median follows any slow change and leaves events that are shorter than half its window. A trend is found for each series; missing values do not count and stay missing. Keep mean adds the mean of the series back, so that values stay in their range. One value is its own trend and becomes 0 (or stays, with keep mean). Rows without group or time get NaN. Bleaching scales values down rather than shifting them: correct it in the movie.',
  inputs: { table: port('Table', 'Table with one row for each track and time.') },
  outputs: { table: port('Table', 'The same with one more column, named by the parameter name.') },
  params: {
    ...seriesParams,
    method: choice({ options: trends, default: 'linear', doc: 'What the trend is.' }),
    window: integer({
      onlyWith: { method: ['moving median'] },
      default: 31,
      min: 1,
      max: 9999,
      step: 2,
      unit: 'frame',
      doc: 'Width of the moving median in time steps; odd.',
    }),
    keepMean: toggle({ default: false, doc: 'Add the mean of each series back.' }),
    name: text({ default: '', doc: 'Name of the new column; empty: the column and _detrended.' }),
  },
  time: { scope: 'movie' },
  async run({ table }, params) {
    const { method, window, keepMean } = params;
    const added = { name: params.name || `${params.column}_detrended`, unit: unitOf(table, params.column) };
    return {
      table: mapSeries(table, params, added, ({ times, values, step }) => {
        const inSteps = times.map((time) => time / step);
        const trend = trendOf(inSteps, values, method, window);
        const mean = keepMean ? trendOf(inSteps, values, 'constant', 1) : new Float64Array(values.length);
        return values.map((value, i) => value - (trend[i] ?? 0) + (mean[i] ?? 0));
      }),
    };
  },
});
