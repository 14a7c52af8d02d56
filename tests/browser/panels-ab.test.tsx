import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { setParam } from '../../src/editor/document/set-param.ts';
import { endComparison } from '../../src/editor/panels/ab-store.ts';
import { Inspector } from '../../src/editor/panels/inspector.tsx';
import type { FrameData } from '../../src/editor/session/session.ts';
import { edit, redo, undo } from '../../src/editor/store/document-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import { catalog } from '../../src/nodes/library.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';
import { draw, fakeSession, header, node, open, paramsOf, steps } from './panels-session.tsx';

let clear = () => {};
afterEach(() => {
  clear();
  endComparison();
});

const nodes = {
  open: node('io.open-movie'),
  threshold: node('segment.threshold'),
  objects: node('measure.object-features'),
  track: node('track.lap'),
  table: node('measure.track-table', {}, 2),
};
const edges = [
  ['open.movie', 'threshold.movie'],
  ['open.movie', 'objects.movie'],
  ['threshold.labels', 'objects.labels'],
  ['objects.spots', 'track.spots'],
  ['track.tracks', 'table.tracks'],
] as const;

/** A session whose numbers follow the method of the threshold: otsu finds 2 objects, li finds 3. */
function compare() {
  open({ nodes, edges }, 'threshold');
  const count = () => (paramsOf('threshold')?.['method'] === 'li' ? 3 : 2);
  const labels = (): Uint32Array => Uint32Array.from({ length: 4 }, (_, i) => (i < count() ? i + 1 : 0));
  const fake = fakeSession({
    frame: async ({ step }) => {
      if (step !== 'threshold') throw new Error('not computed');
      return { kind: 'Labels', header, labels: { width: 2, height: 2, depth: 1, data: labels() } } as FrameData;
    },
    value: (async ({ step }: { step: string }) =>
      step === 'track'
        ? { value: tracks(count()), isStale: false }
        : { value: table(count()), isStale: count() === 3 }) as never,
  });
  clear = draw(fake.session, <Inspector />);
  return fake;
}
const tracks = (count: number): Partial<Tracks> => ({
  frame: new Uint32Array(count + 1),
  edges: { source: Uint32Array.of(0), target: Uint32Array.of(count) },
});
const table = (count: number) => ({
  cautions: [],
  columns: [{ name: 'area', unit: 'px²', values: Float64Array.from({ length: count }, () => 10 * count) }],
});
const button = (name: string) => page.getByRole('button', { name, exact: true });
const method = () => page.getByRole('combobox', { name: 'Method' });
const differences = () => page.getByRole('table', { name: 'Parameters that differ' });
const numbers = () => page.getByRole('table', { name: 'Numbers downstream' });

async function makeB() {
  await button('Keep A').click();
  await expect.element(page.getByText(/A is kept/)).toBeVisible();
  await expect.element(numbers()).toHaveTextContent('Threshold: objects22');
  await method().selectOptions('li');
}

describe('A and B', () => {
  it('are told apart by what differs and by the numbers downstream', async () => {
    compare();
    await makeB();
    await expect.element(differences()).toHaveTextContent('Methodotsuli');
    await expect.element(numbers()).toHaveTextContent('Threshold: objects23+1 (+50 %)');
    await expect.element(numbers()).toHaveTextContent('LAP tracker: tracks23+1 (+50 %)');
  });

  it('leave a number open that is stale with the setting shown, and offer the run', async () => {
    const { calls } = compare();
    await makeB();
    await expect.element(numbers()).toHaveTextContent('Table of tracks: rows2–');
    await button('Run B').click();
    expect(calls).toEqual([expect.stringMatching(/^run .*table/)]);
  });

  it('are flipped by the key X and by button, without a trace in the history', async () => {
    compare();
    await makeB();
    expect(steps()).toHaveLength(1);
    (document.activeElement as HTMLElement | null)?.blur();
    await userEvent.keyboard('x');
    expect(paramsOf('threshold')).toEqual({});
    await userEvent.keyboard('x');
    expect(paramsOf('threshold')).toEqual({ method: 'li' });
    expect(steps()).toHaveLength(1);
    await button('Flip between A and B').click();
    expect(paramsOf('threshold')).toEqual({});
    await expect.element(page.getByRole('radio', { name: 'A', exact: true })).toBeChecked();
  });

  it('do not flip while a text is typed', async () => {
    compare();
    await makeB();
    await page.getByRole('textbox', { name: 'Name of the node' }).click();
    await userEvent.keyboard('x');
    expect(paramsOf('threshold')).toEqual({ method: 'li' });
  });

  it('end with B kept', async () => {
    compare();
    await makeB();
    await button('Flip between A and B').click();
    await button('Keep B').click();
    expect(paramsOf('threshold')).toEqual({ method: 'li' });
    await expect.element(button('Keep A')).toBeVisible();
    undo();
    expect(paramsOf('threshold')).toEqual({});
  });

  it('end with B kept, what was tried on the way as one step of undo', async () => {
    compare();
    await makeB();
    edit('Set', (graph) => setParam(graph, 'threshold', 'method', 'triangle', catalog));
    expect(steps()).toHaveLength(2);
    await button('Keep B').click();
    expect(paramsOf('threshold')).toEqual({ method: 'triangle' });
    expect(steps()).toEqual(['Keep B']);
    undo();
    expect(paramsOf('threshold')).toEqual({});
  });

  it('end with A again, one step of undo from B', async () => {
    compare();
    await makeB();
    await button('Back to A').click();
    expect(paramsOf('threshold')).toEqual({});
    undo();
    expect(paramsOf('threshold')).toEqual({ method: 'li' });
  });

  it('follow undo and redo', async () => {
    compare();
    await makeB();
    const radio = (name: string) => page.getByRole('radio', { name, exact: true });
    await expect.element(radio('B')).toBeChecked();
    undo();
    redo();
    await button('Flip between A and B').click();
    expect(paramsOf('threshold')).toEqual({});
  });

  it('are read again at another frame', async () => {
    compare();
    await button('Keep A').click();
    await expect.element(numbers()).toBeVisible();
    viewStore.setState({ t: 3 });
    await expect.element(numbers()).toHaveTextContent('Threshold: objects22');
    viewStore.setState({ t: 0 });
  });
});
