import type { Frame, Pixels } from '../../runtime/data/frame.ts';
import { timeOf } from '../../runtime/data/movie.ts';
import type { Table } from '../../runtime/data/table.ts';
import { type Bleaching, bleachFactors } from '../../runtime/kernels/reference/bleach-factors.ts';
import { type FrameSignal, foregroundSignal, meanSignal } from '../../runtime/kernels/reference/frame-signal.ts';
import { defineFold, optional, port } from '../../runtime/node/define.ts';
import type { Kernels } from '../../runtime/node/kernels.ts';
import { choice, number } from '../../runtime/node/params.ts';

export default defineFold({
  id: 'bleach.estimate',
  version: 1,
  title: 'Estimate bleaching',
  summary: 'Measures how the brightness of each frame falls, and fits an exponential decay.',
  keywords: ['photobleaching', 'CorrectBleach', 'simple ratio', 'exponential fit', 'half-life', 'fading', 'decay'],
  sources: [
    'Fiji: Image > Adjust > Bleach Correction, Miura 2020, doi:10.12688/f1000research.27171.1',
    'scipy.optimize.curve_fit',
  ],
  help: 'Gives the factors that Apply bleach correction needs, and the fit. Foreground, the default, takes the mean of what Otsu finds bright in each frame, above an automatic background: it does not change as cells divide, die, enter or leave. Whole frame, with a background value (such as the level of the camera), is the measure of other tools: it falls too little where cells multiply, and too much where background does not bleach. Labels takes the mean of the labelled objects. Simple ratio follows every change of brightness, also those that are biology; exponential fit removes a smooth decay to an offset and leaves the rest, and is the choice where the signal itself is measured later. It needs four frames; look at r_squared: below 0.9 the decay is not exponential. tau is in frames, as light bleaches, not time. Measure the movie as it was recorded: the border that Apply drift fills in counts as pixels, too. Frames in which nothing stands out of the background (blank, NaN) have NaN as signal and keep the factor of the frame before, and the table says so. A movie without frames gives tables without rows.',
  inputs: {
    movie: port('Movie', 'Movie to look at.'),
    labels: optional('Labels', 'Objects whose brightness is measured, for signal: labels.'),
  },
  outputs: {
    bleaching: port('Table', 'One row per frame: mean, background, signal, fitted curve and factor.'),
    fit: port('Table', 'One row: the parameters of amplitude · exp(-frame / tau) + offset with their standard errors.'),
  },
  params: {
    method: choice({
      options: ['simple ratio', 'exponential fit'],
      default: 'simple ratio',
      doc: 'What the factors are made of: the measured signals, or the curve fitted to them.',
    }),
    signal: choice({
      options: ['foreground', 'whole frame', 'labels'],
      default: 'foreground',
      doc: 'Pixels whose mean is the signal.',
    }),
    background: choice({
      options: ['automatic', 'value'],
      default: 'automatic',
      doc: 'What is not signal and not multiplied: the densest grey values of each frame, or a fixed value.',
    }),
    backgroundValue: number({
      onlyWith: { background: ['value'] },
      default: 0,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'Only for background: value. The grey value of the camera without light, or 0.',
    }),
    smoothing: number({
      default: 2,
      min: 0.5,
      max: 20,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of the Gaussian before foreground and background are told apart.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async map({ movie, labels }, { signal, background, backgroundValue, smoothing }, { kernels }): Promise<FrameSignal> {
    const level = background === 'automatic' ? background : backgroundValue;
    if (signal === 'labels' && !labels) {
      throw new RangeError('signal is labels, but no labels are connected: connect them, or choose foreground');
    }
    if (signal === 'foreground') return foregroundSignal(movie, await smoothed(movie, smoothing, kernels), level);
    const smooth = level === 'automatic' ? await smoothed(movie, smoothing, kernels) : null;
    return meanSignal(movie, smooth, level, signal === 'labels' ? (labels ?? null) : null);
  },
  start: (): FrameSignal[] => [],
  merge(signals, signal) {
    signals.push(signal);
    return signals;
  },
  async finish(signals, _inputs, { method }, { headers, cautions }) {
    const { calibration } = headers.movie;
    const found = bleachFactors(signals, method);
    const frames = Float64Array.from(signals, (_, t) => t);
    const warned = [...cautions, ...cautionsOf(found, method)];
    const bleaching: Table = {
      columns: [
        { name: 'frame', unit: 'frame', values: frames },
        { name: 'time', unit: 's', values: frames.map((t) => timeOf(calibration, t) ?? Number.NaN) },
        { name: 'mean', unit: 'grey value', values: found.mean },
        { name: 'background', unit: 'grey value', values: found.background },
        { name: 'signal', unit: 'grey value', values: found.signal },
        { name: 'fitted', unit: 'grey value', values: found.fitted },
        { name: 'factor', unit: '1', values: found.factor },
      ],
      cautions: warned,
    };
    return { bleaching, fit: fitTable(found, warned) };
  },
});

async function smoothed(frame: Frame<Pixels>, sigma: number, kernels: Kernels): Promise<Frame<Float32Array>> {
  const { width, height, depth } = frame;
  const size = width * height;
  const data = new Float32Array(size * depth);
  for (let z = 0; z < depth; z++) {
    const plane = { width, height, data: frame.data.subarray(z * size, (z + 1) * size) };
    data.set((await kernels.gaussian(plane, sigma)).data, z * size);
  }
  return { width, height, depth, data };
}

function cautionsOf({ held, fit, factor }: Bleaching, method: 'simple ratio' | 'exponential fit'): readonly string[] {
  const cautions: string[] = [];
  if (held.length > 0) {
    cautions.push(
      `bleaching: nothing stands out of the background in ${held.length} of ${factor.length} frames (first: ${held[0]}); they keep the factor of the frame before`,
    );
  }
  if (method === 'exponential fit' && factor.length > 0) {
    if (!fit) cautions.push('bleaching: fewer than four frames could be measured; the factors are simple ratios');
    else if (fit.rSquared < 0.9) {
      cautions.push(`bleaching: the decay is not exponential (r_squared ${fit.rSquared.toFixed(2)})`);
    }
  }
  return cautions;
}

function fitTable({ fit, fitted }: Bleaching, cautions: readonly string[]): Table {
  const row = (value: number | undefined) => Float64Array.from(fit && value !== undefined ? [value] : []);
  return {
    columns: [
      { name: 'amplitude', unit: 'grey value', values: row(fit?.amplitude) },
      { name: 'tau', unit: 'frame', values: row(fit?.tau) },
      { name: 'offset', unit: 'grey value', values: row(fit?.offset) },
      { name: 'amplitude_error', unit: 'grey value', values: row(fit?.errors.amplitude) },
      { name: 'tau_error', unit: 'frame', values: row(fit?.errors.tau) },
      { name: 'offset_error', unit: 'grey value', values: row(fit?.errors.offset) },
      { name: 'r_squared', unit: '1', values: row(fit?.rSquared) },
      { name: 'left', unit: '1', values: row((fitted[fitted.length - 1] ?? Number.NaN) / (fitted[0] ?? Number.NaN)) },
    ],
    cautions,
  };
}
