import { mapSeries, seriesParams } from '../../runtime/kernels/reference/map-series.ts';
import { baselines, normalisations, normaliseSeries } from '../../runtime/kernels/reference/normalise-series.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, number, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'series.normalise',
  version: 1,
  title: 'Normalise series',
  summary: 'Puts the time series of a table on one scale: F/F0, ΔF/F0, z-score or minimum to maximum.',
  keywords: ['F0', 'dF/F0', 'delta F over F', 'baseline', 'fold change', 'z score', 'ratio', 'scale'],
  sources: [
    'Definitions: F / F0, (F - F0) / F0, (F - mean) / sd, (F - min) / (max - min)',
    'numpy.percentile',
    'scipy.stats.zscore',
  ],
  help: "Cells differ in brightness for reasons that have nothing to do with the experiment; dividing each by its own baseline F0 makes them comparable. First frames takes the mean of the first steps of each series, frame range that of a stretch of the movie (before a stimulus, say); percentile, median and minimum suit series that fire now and then. ΔF/F0 is F/F0 - 1. The z-score divides by the series' own standard deviation (of the population), so it hides differences of amplitude. Missing values stay missing and do not count; frames are counted in time, so gaps count too. Where there is no scale the column is NaN: F0 of 0, no value in the baseline, a constant series for z-score and min–max. Rows without group or time get NaN. Subtract the background before: F0 of an offset means nothing.",
  inputs: { table: port('Table', 'Table with one row for each track and time.') },
  outputs: { table: port('Table', 'The same with one more column, named by the parameter name.') },
  params: {
    ...seriesParams,
    method: choice({ options: normalisations, default: 'F/F0', doc: 'What is computed.' }),
    baseline: choice({
      onlyWith: { method: ['F/F0', 'ΔF/F0'] },
      options: baselines,
      default: 'first frames',
      doc: 'What F0 is, for F/F0 and ΔF/F0.',
    }),
    frames: integer({
      onlyWith: { method: ['F/F0', 'ΔF/F0'], baseline: ['first frames'] },
      default: 5,
      min: 1,
      max: 100_000,
      unit: 'frame',
      doc: 'Time steps of first frames, from the first value of a series.',
    }),
    from: number({
      onlyWith: { method: ['F/F0', 'ΔF/F0'], baseline: ['frame range'] },
      default: 0,
      min: 0,
      max: 1e9,
      unit: '1',
      doc: 'First time of frame range, in the unit of the time column.',
    }),
    to: number({
      onlyWith: { method: ['F/F0', 'ΔF/F0'], baseline: ['frame range'] },
      default: 9,
      min: 0,
      max: 1e9,
      unit: '1',
      doc: 'Last time of frame range, included.',
    }),
    percentile: number({
      onlyWith: { method: ['F/F0', 'ΔF/F0'], baseline: ['percentile'] },
      default: 10,
      min: 0,
      max: 100,
      unit: '%',
      doc: 'Percentile of a series that is its F0.',
    }),
    name: text({ default: '', doc: 'Name of the new column; empty: the column and _normalised.' }),
  },
  time: { scope: 'movie' },
  async run({ table }, params) {
    const { method, from, to, column } = params;
    const added = { name: params.name || `${column}_normalised`, unit: method === 'z-score' ? 'σ' : '1' };
    return {
      table: mapSeries(table, params, added, ({ times, values, step }) =>
        normaliseSeries(
          times.map((time) => time / step),
          values,
          { ...params, from: from / step, to: to / step },
        ),
      ),
    };
  },
});
