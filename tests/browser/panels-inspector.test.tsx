import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Inspector } from '../../src/editor/panels/inspector.tsx';
import { openPath, select, undo } from '../../src/editor/store/document-store.ts';
import type { Table } from '../../src/runtime/data/table.ts';
import { draw, fakeSession, header, node, open, paramsOf, steps } from './panels-session.tsx';

let clear = () => {};
afterEach(() => clear());
function inspect(own: Parameters<typeof fakeSession>[0] = {}) {
  const fake = fakeSession(own);
  clear = draw(fake.session, <Inspector />);
  return fake;
}
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

describe('a number', () => {
  const nodes = { open: node('io.open-movie'), blur: node('denoise.gaussian') };
  const graph = { nodes, edges: [['open.movie', 'blur.movie'] as const] };

  it('that is typed is one step of undo', async () => {
    open(graph, 'blur');
    inspect();
    await field('Sigma').fill('');
    await userEvent.type(field('Sigma').element(), '2.5');
    await userEvent.keyboard('{Enter}');
    expect(paramsOf('blur')).toEqual({ sigma: 2.5 });
    expect(steps()).toHaveLength(1);
    undo();
    expect(paramsOf('blur')).toEqual({});
  });

  it('typed later is another step', async () => {
    open(graph, 'blur');
    inspect();
    await field('Sigma').fill('3');
    await userEvent.keyboard('{Enter}');
    await field('Sigma').fill('4');
    await userEvent.tab();
    expect(steps()).toHaveLength(2);
  });

  it('out of range is refused with the reason, and the last value stays', async () => {
    open({ ...graph, nodes: { ...nodes, blur: node('denoise.gaussian', { sigma: 2 }) } }, 'blur');
    inspect();
    await field('Sigma').fill('5000');
    await expect.element(page.getByRole('alert')).toHaveTextContent(/is 5000, expected 0\.1 to 100 px.*2 px is kept/);
    expect(paramsOf('blur')).toEqual({ sigma: 2 });
    expect(steps()).toHaveLength(0);
    await userEvent.tab();
    await expect.element(field('Sigma')).toHaveValue('2');
    await expect.element(page.getByRole('alert')).toBeVisible();
  });

  it('takes a comma as the decimal sign, and a unit', async () => {
    open(graph, 'blur');
    inspect();
    await field('Sigma').fill('1,5');
    expect(paramsOf('blur')).toEqual({ sigma: 1.5 });
    await field('Sigma').fill('2 µm');
    expect(paramsOf('blur')).toEqual({ sigma: '2 µm' });
  });

  it('switches between px and µm by the pixel size of the movie that comes in', async () => {
    open({ ...graph, nodes: { ...nodes, blur: node('denoise.gaussian', { sigma: 3 }) } }, 'blur');
    inspect();
    await page.getByRole('button', { name: /Unit of Sigma: px\. Give it in µm/ }).click();
    expect(paramsOf('blur')).toEqual({ sigma: '1.5 µm' });
    await expect.element(field('Sigma')).toHaveValue('1.5');
    await field('Sigma').fill('2');
    expect(paramsOf('blur')).toEqual({ sigma: '2 µm' });
    await page.getByRole('button', { name: /Unit of Sigma: µm/ }).click();
    expect(paramsOf('blur')).toEqual({ sigma: 4 });
  });

  it('says that µm need a pixel size where none is recorded', async () => {
    const calibration = { ...header.calibration, pixelSize_um: { x: null, y: null, z: null } };
    open(graph, 'blur');
    inspect({ header: async () => ({ ...header, calibration }) });
    const unit = page.getByRole('button', { name: /Unit of Sigma: px\. The pixel size is not recorded/ });
    await expect.element(unit).toHaveAttribute('aria-disabled', 'true');
    (unit.element() as HTMLElement).click();
    expect(steps()).toHaveLength(0);
  });

  it('dragged with the slider is one step of undo', async () => {
    open(graph, 'blur');
    inspect();
    const slider = page.getByRole('slider', { name: 'Sigma, slider' });
    await expect.element(slider).toBeVisible();
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight>40/}');
    expect(Number(paramsOf('blur')?.['sigma'])).toBeGreaterThan(1);
    expect(steps()).toHaveLength(1);
  });

  it('steps with the arrow keys within its range', async () => {
    open({ ...graph, nodes: { ...nodes, blur: node('denoise.gaussian', { sigma: 0.2 }) } }, 'blur');
    inspect();
    await field('Sigma').click();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(paramsOf('blur')).toEqual({ sigma: 0.1 });
  });
});

describe('other parameters', () => {
  it('are chosen, switched and typed', async () => {
    open(
      { nodes: { threshold: node('segment.threshold'), lap: node('track.lap'), save: node('io.save-table') } },
      'threshold',
    );
    inspect({ header: async () => null });
    await page.getByRole('combobox', { name: 'Method' }).selectOptions('li');
    await field('Connectivity').fill('1');
    expect(paramsOf('threshold')).toEqual({ method: 'li', connectivity: 1 });
    await field('Connectivity').fill('1.5');
    await expect.element(page.getByRole('alert')).toHaveTextContent('expected a whole number');
    expect(paramsOf('threshold')).toEqual({ method: 'li', connectivity: 1 });
    select({ nodes: new Set(['lap']) });
    await page.getByRole('switch', { name: 'Splitting' }).click();
    expect(paramsOf('lap')).toEqual({ splitting: true });
    select({ nodes: new Set(['save']) });
    await field('Name').fill('cells.csv');
    expect(paramsOf('save')).toEqual({ name: 'cells.csv' });
  });

  it('go back to their defaults one by one or all at once', async () => {
    open({ nodes: { lap: node('track.lap', { splitting: true, linkingMaxDistance: 8, rules: 'TrackMate' }) } }, 'lap');
    inspect();
    await page.getByRole('button', { name: 'Reset Linking max distance to 15 px' }).click();
    expect(paramsOf('lap')).toEqual({ splitting: true, rules: 'TrackMate' });
    await page.getByRole('button', { name: 'Reset all parameters' }).click();
    expect(paramsOf('lap')).toEqual({});
    undo();
    expect(paramsOf('lap')).toEqual({ splitting: true, rules: 'TrackMate' });
  });

  it('are dimmed where others keep them from having an effect', async () => {
    open({ nodes: { threshold: node('segment.threshold') } }, 'threshold');
    inspect();
    const row = () => field('Deviations').element().closest('[data-dimmed]');
    await expect.element(field('Deviations')).toBeVisible();
    expect(row()?.getAttribute('data-dimmed')).toBe('true');
    await page.getByRole('combobox', { name: 'Method' }).selectOptions('background');
    expect(row()?.getAttribute('data-dimmed')).toBe('false');
  });

  it('offer channels by name', async () => {
    const nodes = { open: node('io.open-movie'), threshold: node('segment.threshold') };
    open({ nodes, edges: [['open.movie', 'threshold.movie']] }, 'threshold');
    inspect();
    await page.getByRole('combobox', { name: 'Channel' }).selectOptions('2 · GFP');
    expect(paramsOf('threshold')).toEqual({ channel: 2 });
  });

  it('offer the columns of the table that comes in', async () => {
    const table: Table = {
      cautions: [],
      columns: [
        { name: 'frame', unit: 'frame', values: new Float64Array(2) },
        { name: 'area', unit: 'px²', values: new Float64Array(2) },
      ],
    };
    const nodes = { points: node('measure.track-table', {}, 2), plot: node('figure.line-plot', {}, 2) };
    open({ nodes, edges: [['points.table', 'plot.table']] }, 'plot');
    inspect({ value: (async () => ({ value: table, isStale: false })) as never });
    const y = page.getByRole('combobox', { name: 'y', exact: true });
    await y.fill('are');
    await page.getByRole('option', { name: 'area' }).click();
    expect(paramsOf('plot')).toEqual({ y: 'area' });
  });

  it('bind a file and say what it is', async () => {
    open({ nodes: { open: node('io.open-movie') } }, 'open');
    const { session } = inspect();
    await expect.element(page.getByText('Nothing chosen yet')).toBeVisible();
    await userEvent.upload(page.getByLabelText('File', { exact: true }), new File(['x'], 'cells.tif'));
    await expect.element(page.getByText('cells.tif')).toBeVisible();
    expect(session.bound().get('open')).toBe('cells.tif');
    expect(paramsOf('open')).toEqual({});
    await expect
      .element(page.getByLabelText('Size and calibration of movie'))
      .toHaveTextContent('640 × 512 px · 100 frames · 2 channels: DAPI, GFP · uint16 · 0.5 µm per px · 5 min between');
  });

  it('say why a file can not be opened', async () => {
    open({ nodes: { open: node('io.open-movie') } }, 'open');
    inspect({
      bind: async () => {
        throw new RangeError('cells.tif is cut off at byte 8: copy it again');
      },
    });
    await userEvent.upload(page.getByLabelText('File', { exact: true }), new File(['x'], 'cells.tif'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('cells.tif is cut off at byte 8: copy it again');
  });
});

describe('several nodes', () => {
  it('of one type take a value together, and show where they differ', async () => {
    open({ nodes: { a: node('denoise.gaussian', { sigma: 2 }), b: node('denoise.gaussian') } }, 'a', 'b');
    inspect();
    await expect.element(field('Sigma')).toHaveAttribute('placeholder', 'mixed');
    await field('Sigma').fill('4');
    expect([paramsOf('a'), paramsOf('b')]).toEqual([{ sigma: 4 }, { sigma: 4 }]);
    expect(steps()).toHaveLength(1);
  });

  it('of several types can be told apart and arranged', async () => {
    const at = (column: number, row: number) => ({ ...node('denoise.gaussian'), at: [column, row] as const });
    open({ nodes: { a: at(0, 0), b: at(20, 7), lap: node('track.lap') } }, 'a', 'b', 'lap');
    inspect();
    await page.getByRole('button', { name: '2 × Gaussian' }).click();
    await page.getByRole('button', { name: 'Align upper edges' }).click();
    expect(steps()).toEqual(['Align upper edges']);
    await page.getByRole('button', { name: 'Put into a group' }).click();
    await expect.poll(() => steps()).toHaveLength(2);
  });
});

describe('a node', () => {
  const nodes = {
    open: node('io.open-movie'),
    blur: node('denoise.gaussian'),
    median: node('denoise.median'),
    threshold: node('segment.threshold'),
  };
  const edges = [
    ['open.movie', 'blur.movie'],
    ['blur.movie', 'threshold.movie'],
  ] as const;

  it('takes another name and a note', async () => {
    open({ nodes, edges }, 'blur');
    inspect();
    await userEvent.type(page.getByRole('textbox', { name: 'Name of the node' }), 'Smooth nuclei');
    await userEvent.tab();
    await page.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('sigma from the PSF\nsee lab book');
    expect(steps()).toEqual(['Rename', 'Note']);
  });

  it('is connected to a source from a list without loops, and disconnected', async () => {
    open({ nodes, edges }, 'blur');
    inspect();
    const source = page.getByRole('combobox', { name: 'movie' });
    await expect.element(source).toBeVisible();
    const offered = [...(source.element() as HTMLSelectElement).options].map(({ value }) => value);
    expect(offered).toEqual(['', 'open.movie', 'median.movie']);
    await source.selectOptions('median.movie');
    const wires = () => [...document.querySelectorAll('select')].map((one) => one.value);
    expect(wires()).toContain('median.movie');
    await page.getByRole('button', { name: 'Disconnect movie' }).click();
    expect(wires()).not.toContain('median.movie');
    expect(steps()).toEqual(['Connect movie', 'Disconnect movie']);
  });

  it('shows its problems and its help', async () => {
    open({ nodes, edges: [] }, 'threshold');
    const { state } = inspect();
    state.setState({
      problems: [
        { node: 'threshold', port: 'movie', message: 'threshold.movie is not connected', code: 'missing-input' },
      ],
    });
    await expect.element(page.getByText('threshold.movie is not connected')).toBeVisible();
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    const link = page.getByRole('link', { name: 'doi:10.1109/TSMC.1979.4310076' });
    await expect.element(link).toHaveAttribute('href', 'https://doi.org/10.1109/TSMC.1979.4310076');
    await page.getByRole('button', { name: 'Help', exact: true }).click();
  });

  it('inside a subgraph shows a parameter on the outside, and no longer', async () => {
    open({ nodes: { correct: node('drift.correct-drift') } });
    openPath(['correct']);
    select({ nodes: new Set(['estimate']) });
    inspect();
    const promote = page.getByRole('button', { name: 'Show Lags on the card of the subgraph' });
    await promote.click();
    await expect.element(promote).toHaveAttribute('aria-pressed', 'true');
    await promote.click();
    await expect.element(promote).toHaveAttribute('aria-pressed', 'false');
  });

  it('that is stale says why and what a rerun costs, and runs', async () => {
    open({ nodes, edges }, 'threshold');
    const { state, calls } = inspect({
      whyStale: () => ({
        reasons: ['threshold.method was otsu, is li'],
        steps: ['threshold'],
        cost_s: 130,
        cost_bytes: 42_000_000,
      }),
    });
    state.setState({
      steps: new Map([
        ['threshold', { state: 'stale', framesDone: 0, frames: 0, reason: null, time_ms: null, bytes: null }],
      ]),
    });
    const notice = page.getByRole('region', { name: 'Why these results are stale' });
    await expect.element(notice).toHaveTextContent('threshold.method was otsu, is li');
    await expect.element(notice).toHaveTextContent('1 step: Threshold. Cost: about 2 min, 42 MB read and kept');
    await page.getByRole('button', { name: 'Run to here' }).click();
    expect(calls).toEqual(['run threshold']);
  });
});

it('shows title, notes and contents of the document where nothing is selected', async () => {
  const groups = { g: { title: 'Preparation', colour: '#4477aa', nodes: ['blur'] } };
  open({ title: 'Cells', nodes: { blur: node('denoise.gaussian') }, groups });
  inspect();
  await expect.element(page.getByText('Document · 1 node · 0 wires')).toBeVisible();
  await page.getByRole('textbox', { name: 'Title' }).fill('My cells');
  await page.getByRole('textbox', { name: 'Notes' }).fill('Tune the threshold first.');
  expect(steps()).toEqual(['Title', 'Notes']);
  await page.getByRole('button', { name: /Preparation/ }).click();
  await expect.element(field('Sigma')).toBeVisible();
});
