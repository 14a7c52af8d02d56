import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SessionContext } from '../../src/editor/session/session-context.tsx';
import { theme } from '../../src/editor/shell/theme.ts';
import { documentStore, load, undo } from '../../src/editor/store/document-store.ts';
import { selectionStore, selectTracks } from '../../src/editor/store/selection-store.ts';
import { look, viewStore } from '../../src/editor/store/view-store.ts';
import { Viewer } from '../../src/editor/viewer/viewer.tsx';
import { pngText } from '../../src/runtime/formats/png-text.ts';
import type { GraphNode } from '../../src/runtime/graph/document.ts';
import type { ByteSource } from '../../src/runtime/node/files.ts';
import {
  cellAt,
  type FakeSession,
  fakeSession,
  frames,
  document as graph,
  labels,
  movie,
  tracks,
} from './viewer-session.ts';

let root: Root;
let host: HTMLElement;
let session: FakeSession;
const initialView = viewStore.getInitialState();

// Drawing in software on a busy machine is slow.
const patience = { timeout: 15_000 };

beforeEach(async () => {
  await page.viewport(700, 760);
  viewStore.setState(initialView, true);
  selectionStore.setState(selectionStore.getInitialState(), true);
  load(graph);
  session = fakeSession();
  host = document.createElement('div');
  host.style.cssText = 'width: 480px; height: 700px';
  document.body.append(host);
  root = createRoot(host);
  root.render(
    <MantineProvider theme={theme} defaultColorScheme="dark">
      <SessionContext value={session}>
        <Viewer />
      </SessionContext>
    </MantineProvider>,
  );
  await vi.waitFor(() => expect(host.querySelector('canvas')).not.toBeNull(), patience);
});
afterEach(() => {
  root.unmount();
  host.remove();
});

const stage = () => page.getByRole('application');
const canvas = () => host.querySelector('[role=application] canvas') as HTMLCanvasElement;
const shownFrame = async (t: number) => {
  await vi.waitFor(
    () => expect(stage().element().getAttribute('aria-label')).toBe(`Picture, frame ${t + 1}`),
    patience,
  );
};
/** The place on the stage of an image position, of the fitted picture. */
function placeOf(x: number, y: number): { readonly x: number; readonly y: number } {
  const box = stage().element().getBoundingClientRect();
  const scale = Math.min(Math.floor(box.width) / 64, Math.floor(box.height) / 48);
  return { x: box.width / 2 + (x - 31.5) * scale, y: box.height / 2 + (y - 23.5) * scale };
}
/** RGBA on the screen at an image position, in the task that drew it. */
async function colourAt(x: number, y: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const gl = canvas().getContext('webgl2') as WebGL2RenderingContext;
    const place = placeOf(x, y);
    viewStore.setState((state) => ({ labels: { ...state.labels } }));
    requestAnimationFrame(() => {
      const pixel = new Uint8Array(4);
      const ratio = canvas().width / canvas().clientWidth;
      gl.readPixels(place.x * ratio, canvas().height - place.y * ratio, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      resolve([...pixel]);
    });
  });
}
const key = async (...keys: readonly string[]) => {
  (stage().element() as HTMLElement).focus();
  for (const one of keys) await userEvent.keyboard(one);
};

describe('looking', () => {
  it('says what to do while nothing is looked at, then shows what is', async () => {
    await expect.element(page.getByText('Click an output or a wire')).toBeVisible();
    look(movie);
    await shownFrame(0);
    expect(page.getByText('Click an output or a wire').query()).toBeNull();
    await expect.element(page.getByTestId('time-stamp')).toHaveTextContent('0 s');
    await expect.element(page.getByTestId('scale-bar')).toHaveTextContent('5 µm');
    await expect.element(page.getByRole('img', { name: '3 of 6 frames are computed' })).toBeVisible();
  });

  it('lays labels over the movie that they were found in', async () => {
    viewStore.setState({ labels: { draw: 'fill', opacity: 0.4, colourBy: 'id' } });
    look(labels);
    await shownFrame(0);
    expect(session.asked.map(({ output }) => output.step)).toContain('open');
    const inside = await colourAt(cellAt(0).x, cellAt(0).y);
    const beside = await colourAt(60, 10);
    expect(
      Math.abs((inside[0] ?? 0) - (inside[1] ?? 0)) + Math.abs((inside[1] ?? 0) - (inside[2] ?? 0)),
    ).toBeGreaterThan(15);
    expect(beside).not.toEqual(inside);
  });

  it('keeps the last picture until the next is there, and cancels what is outdated', async () => {
    look(movie);
    await shownFrame(0);
    session.held = true;
    viewStore.setState({ t: 3 });
    await vi.waitFor(() => expect(session.asked.at(-1)?.t).toBe(3), patience);
    const third = session.asked.at(-1);
    viewStore.setState({ t: 4 });
    await vi.waitFor(() => expect(session.asked.at(-1)?.t).toBe(4), patience);
    expect(third?.signal.aborted).toBe(true);
    await shownFrame(0);
    await expect.element(page.getByText('computing')).toBeVisible();
    session.held = false;
    session.release();
    await shownFrame(4);
    expect(page.getByText('computing').query()).toBeNull();
  });

  it('asks again when a revision rises', async () => {
    look(labels);
    await shownFrame(0);
    const before = session.asked.filter(({ output }) => output.step === 'threshold').length;
    session.state.setState({ revision: new Map([['threshold', 1]]) });
    await vi.waitFor(
      () => expect(session.asked.filter(({ output }) => output.step === 'threshold').length).toBe(before + 1),
      patience,
    );
    expect(session.asked.filter(({ output, t }) => output.step === 'open' && t === 0)).toHaveLength(1);
  });

  it('shows an error where it happens, with the picture below, and tries again', async () => {
    session.failure = new Error('threshold.method: no frame has contrast');
    look(labels);
    await expect.element(page.getByRole('alert')).toHaveTextContent('no frame has contrast');
    await page.getByRole('button', { name: 'Run to here' }).click();
    expect(session.ran).toEqual(['threshold']);
    session.failure = null;
    await page.getByRole('button', { name: 'Try picture 1 again' }).click();
    await vi.waitFor(() => expect(page.getByRole('alert').query()).toBeNull(), patience);
  });

  it('names the steps that must see the whole movie first', async () => {
    const bleaching: GraphNode = { type: 'bleach.estimate', version: 1, params: {}, at: [0, 16] };
    const apply: GraphNode = { type: 'bleach.apply', version: 1, params: {}, at: [15, 32] };
    load({
      ...graph,
      nodes: { ...graph.nodes, bleaching, apply },
      edges: [
        ['open.movie', 'bleaching.movie'],
        ['open.movie', 'apply.movie'],
        ['bleaching.bleaching', 'apply.bleaching'],
      ],
    });
    session.noHeader = 'apply';
    look({ step: 'apply', port: 'movie' });
    await expect.element(page.getByText('This rests on bleaching, which must see the whole movie once')).toBeVisible();
    await page.getByRole('button', { name: 'Run to here' }).click();
    expect(session.ran).toEqual(['apply']);
  });

  it('offers to run what tracks need', async () => {
    session.noTracks = true;
    look(tracks);
    await expect.element(page.getByText('track has no result yet: run it first')).toBeVisible();
    await page.getByRole('button', { name: 'Run to here' }).click();
    expect(session.ran).toEqual(['track']);
  });

  it('comes back after the graphics context was lost', async () => {
    look(labels);
    await shownFrame(0);
    const before = await colourAt(cellAt(0).x, cellAt(0).y);
    const lose = canvas().getContext('webgl2')?.getExtension('WEBGL_lose_context');
    lose?.loseContext();
    await expect.element(page.getByText('The graphics card was taken away')).toBeVisible();
    lose?.restoreContext();
    await vi.waitFor(() => expect(page.getByText('The graphics card was taken away').query()).toBeNull(), patience);
    expect(await colourAt(cellAt(0).x, cellAt(0).y)).toEqual(before);
  });
});

describe('time', () => {
  it('steps by keys, to the ends and not beyond', async () => {
    look(movie);
    await shownFrame(0);
    await key('{ArrowRight}');
    await shownFrame(1);
    await key('.');
    await shownFrame(2);
    await key(',');
    await shownFrame(1);
    await key('{End}');
    await shownFrame(frames - 1);
    await key('{ArrowRight}');
    expect(viewStore.getState().t).toBe(frames - 1);
    await key('{Home}');
    await shownFrame(0);
  });

  it('plays every frame in order, however slow they come, and reads ahead', async () => {
    look(movie);
    await shownFrame(0);
    viewStore.setState({ rate: 50 });
    const seen: number[] = [];
    const stop = viewStore.subscribe(({ t }, before) => {
      if (t !== before.t) seen.push(t);
    });
    await key(' ');
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(9), patience);
    await page.getByRole('button', { name: 'Pause' }).click();
    stop();
    seen.forEach((t, i) => {
      expect(t).toBe((i + 1) % frames);
    });
    expect(session.asked.some(({ priority }) => priority === 'ahead')).toBe(true);
    const count = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(seen.length).toBe(count);
  });
});

describe('camera', () => {
  const zoom = () => page.getByText(/64 × 48/);

  it('zooms by wheel at the pointer and by keys, and fits again', async () => {
    look(movie);
    await shownFrame(0);
    await key('1');
    await expect.element(zoom()).toHaveTextContent('100 %');
    await key('+');
    await expect.element(zoom()).toHaveTextContent('125 %');
    await key('0');
    const fitted = zoom().element().textContent;
    const box = stage().element().getBoundingClientRect();
    const at = placeOf(10, 10);
    const wheel = { deltaY: -300, clientX: box.left + at.x, clientY: box.top + at.y, bubbles: true, cancelable: true };
    stage().element().dispatchEvent(new WheelEvent('wheel', wheel));
    await vi.waitFor(() => expect(zoom().element().textContent).not.toBe(fitted), patience);
    await userEvent.hover(stage(), { position: at });
    await expect.element(page.getByLabelText('Under the pointer')).toHaveTextContent('x 10 y 10 px');
    await key('0');
    await vi.waitFor(() => expect(zoom().element().textContent).toBe(fitted), patience);
  });

  it('reads the very values under the pointer, with µm and label', async () => {
    look(labels);
    await shownFrame(0);
    await userEvent.hover(stage(), { position: placeOf(12, 10) });
    const text = page.getByLabelText('Under the pointer');
    await expect.element(text).toHaveTextContent('6, 5 µm');
    await expect.element(text).toHaveTextContent(`nuclei ${1000 + 12 + 64 * 10}`);
    await expect.element(text).toHaveTextContent('reporter 7');
    await expect.element(text).toHaveTextContent('label 70000');
    await expect.element(text).toHaveTextContent('track 1');
  });
});

describe('channels', () => {
  it('are hidden, and contrast moves by keys', async () => {
    look(movie);
    await shownFrame(0);
    await page.getByRole('button', { name: 'Show reporter' }).click();
    expect(viewStore.getState().channels[1]?.visible).toBe(false);
    const white = page.getByRole('slider', { name: 'White of nuclei' });
    const before = Number(white.element().getAttribute('aria-valuenow'));
    (white.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    const [range] = Object.values(viewStore.getState().ranges);
    expect(range?.[1]).toBeLessThan(before);
    await page.getByRole('button', { name: 'Contrast and gamma of nuclei' }).click();
    await page.getByRole('menuitem', { name: 'Full: least to greatest' }).click();
    expect(Object.values(viewStore.getState().ranges)[0]).toEqual([1000, 1000 + 64 * 48 - 1]);
    await page.getByRole('menuitem', { name: 'Auto' }).click();
    expect(viewStore.getState().ranges).toEqual({});
  });
});

describe('selection', () => {
  it('a click on a cell selects its track everywhere, a click beside none', async () => {
    look(labels);
    await shownFrame(0);
    viewStore.setState({ t: 2 });
    await shownFrame(2);
    await userEvent.click(stage(), { position: placeOf(cellAt(2).x, cellAt(2).y) });
    expect([...selectionStore.getState().tracks]).toEqual([1]);
    expect(selectionStore.getState().at?.t).toBe(2);
    await userEvent.click(stage(), { position: placeOf(60, 5) });
    expect(selectionStore.getState().tracks.size).toBe(0);
  });

  it('a selection from a table goes to its frame and centres the cell', async () => {
    look(tracks);
    await shownFrame(0);
    selectTracks([2], 'table', { t: 4, x: 40, y: 30 });
    await shownFrame(4);
    await key('{Shift>}{Enter}{/Shift}');
    // The cell in the middle is track 2: picked again with Shift, it leaves the selection.
    await vi.waitFor(() => expect(selectionStore.getState().tracks.size).toBe(0), patience);
  });

  it('draws tails in the colours of tracks, and only what is selected where asked', async () => {
    look(tracks);
    await shownFrame(0);
    viewStore.setState({
      t: 5,
      labels: { draw: 'off', opacity: 0.4, colourBy: 'id' },
      tracks: { visible: true, tail: 20, colourBy: 'track' },
    });
    await shownFrame(5);
    const tail = await colourAt(12, 10);
    selectTracks([2], 'plot');
    viewStore.setState({ onlySelected: true });
    const without = await colourAt(12, 10);
    expect(tail).not.toEqual(without);
  });

  it('colours by a feature, with a legend', async () => {
    look(tracks);
    await shownFrame(0);
    await page.getByRole('combobox', { name: 'Colour by' }).selectOptions('area');
    await expect.element(page.getByLabelText('Colours: area')).toHaveTextContent('area (px²)');
    await expect.element(page.getByLabelText('Colours: area')).toHaveTextContent('50');
  });
});

describe('what is seen', () => {
  it('is saved as PNG with its scale bar, and carries its graph', async () => {
    look(movie);
    await shownFrame(0);
    const saved = new Promise<Blob>((resolve) => {
      vi.spyOn(URL, 'createObjectURL').mockImplementationOnce((blob) => {
        resolve(blob as Blob);
        return '#';
      });
    });
    await page.getByRole('button', { name: 'Picture of the view' }).click();
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
    const png = await saved;
    const bytes = new Uint8Array(await png.arrayBuffer());
    const file = { size: bytes.length, read: async (from: number, length: number) => bytes.slice(from, from + length) };
    expect(await pngText(file as unknown as ByteSource)).toBe('{"format":"cellwire-graph"}');
    const image = await createImageBitmap(png);
    const ratio = devicePixelRatio;
    expect(image.width).toBe(Math.round(Math.floor(stage().element().getBoundingClientRect().width) * ratio));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen?.drawImage(image, 0, 0);
    // The bar is white, 12 px from the right and 10 to 14 from the bottom.
    expect([...(pen?.getImageData(image.width - 15 * ratio, image.height - 12 * ratio, 1, 1).data ?? [])]).toEqual([
      255, 255, 255, 255,
    ]);
  });
});

describe('two outputs', () => {
  it('side by side, flicker, swipe and difference are of the same frame', async () => {
    look(movie);
    await shownFrame(0);
    look(labels, true);
    await vi.waitFor(() => expect(page.getByTestId('time-stamp').elements()).toHaveLength(2), patience);
    await page.getByText('swipe').click();
    const divider = page.getByRole('slider', { name: 'Divider between the two pictures' });
    (divider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(divider.element().getAttribute('aria-valuenow')).toBe('48');
    expect((await colourAt(60, 40))[3]).toBe(255);
    await page.getByText('difference', { exact: true }).click();
    // The same movie on both sides: no difference but the labels.
    await vi.waitFor(async () => expect((await colourAt(60, 40)).slice(0, 3)).toEqual([0, 0, 0]), patience);
    await page.getByText('flicker').click();
    const stamps = () => page.getByTestId('time-stamp').elements().length;
    expect(stamps()).toBe(1);
    viewStore.setState({ t: 1 });
    await shownFrame(1);
  });
});

describe('shapes', () => {
  const params = (id: string) => documentStore.getState().document.nodes[id]?.params ?? {};

  it('the line of a kymograph is moved by dragging its end or by keys, and undone', async () => {
    look(movie);
    await shownFrame(0);
    const end = page.getByRole('button', { name: /line, point 2 at 40, 20/ });
    (end.element() as unknown as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(params('line')).toEqual({ x1: 5, y1: 5, x2: 41, y2: 20 });
    undo();
    expect(params('line')).toEqual({ x1: 5, y1: 5, x2: 40, y2: 20 });
    (page.getByRole('button', { name: /line, point 1/ }).element() as unknown as HTMLElement).focus();
    await userEvent.keyboard('{Delete}');
    expect(params('line')).toEqual({});
  });

  it('a drawn line makes a kymograph of the movie, a polygon is kept by a node of its own', async () => {
    look(labels);
    await shownFrame(0);
    await page.getByRole('button', { name: 'Draw' }).click();
    await page.getByRole('menuitem', { name: 'Line: kymograph' }).click();
    const sheet = page.getByRole('button', { name: /^Draw a line/ });
    await userEvent.click(sheet, { position: placeOf(10, 20) });
    await userEvent.click(sheet, { position: placeOf(50, 40) });
    const made = documentStore.getState().document;
    expect(made.edges).toContainEqual(['open.movie', 'kymograph.movie']);
    const { x1, y1, x2, y2 } = params('kymograph') as Record<string, number>;
    [x1, y1, x2, y2].forEach((value, i) => {
      expect(Math.abs((value ?? 0) - ([10, 20, 50, 40][i] ?? 0))).toBeLessThan(0.3);
    });
    await page.getByRole('button', { name: 'Draw' }).click();
    await page.getByRole('menuitem', { name: 'Polygon' }).click();
    const polygon = page.getByRole('button', { name: /^Draw a polygon/ });
    for (const [x, y] of [
      [10, 10],
      [30, 10],
      [20, 30],
    ] as const) {
      await userEvent.click(polygon, { position: placeOf(x, y) });
    }
    await userEvent.keyboard('{Enter}');
    expect(String(params('drawn-shapes')['shapes'])).toMatch(/^polygon (\S+,\S+ ?){3}$/);
    undo();
    expect(documentStore.getState().document).toBe(made);
  });
});
