import axe from 'axe-core';
import { unzipSync } from 'fflate';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DotRaster } from '../../src/editor/results/figure/dot-raster.ts';
import { select } from '../../src/editor/store/document-store.ts';
import { selectionStore, selectTracks } from '../../src/editor/store/selection-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import { trackTables } from '../../src/runtime/data/track-tables.ts';
import { trackletsOf } from '../../src/runtime/data/tracklets.ts';
import { csvOf } from '../../src/runtime/formats/csv.ts';
import { figureToSvg } from '../../src/runtime/formats/figure-svg.ts';
import { readProvenance } from '../../src/runtime/formats/read-provenance.ts';
import { bigTable, family, graphLine, plotOf, showResults } from './results-session.tsx';

let close = () => {};
afterEach(() => {
  close();
  vi.restoreAllMocks();
});
const show = (...args: Parameters<typeof showResults>) => {
  const shown = showResults(...args);
  close = shown.close;
  return shown;
};
/** What is given to the browser's downloads. */
function downloads(): { readonly name: string; readonly blob: Blob }[] {
  const files: { name: string; blob: Blob }[] = [];
  let made: Blob | null = null;
  const original = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made = blob as Blob;
    return original(blob);
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (made) files.push({ name: this.download, blob: made });
  });
  return files;
}
const grid = () => page.getByRole('grid');
const cells = (place: Element, column: number) =>
  [...place.querySelectorAll(`[role=gridcell][aria-colindex="${column}"]`)].map((cell) => cell.textContent);
const asSource = async (blob: Blob) => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { name: 'x', size: bytes.length, read: async (at: number, length: number) => bytes.slice(at, at + length) };
};

it('teaches what will stand here before there are results, and runs', async () => {
  const { calls } = show({});
  await expect
    .element(page.getByText('This graph makes 3 results: LAP tracker, Table of tracks, Line plot.'))
    .toBeVisible();
  await page.getByRole('button', { name: 'Run' }).click();
  expect(calls).toEqual(['run']);
});

it('holds a table of 200,000 rows by 50 columns with a screenful of cells in the page', async () => {
  const { place } = show({ 'points.table': bigTable() });
  await expect.element(grid()).toBeVisible();
  await expect.element(page.getByText('200 000 rows · 50 columns')).toBeVisible();
  expect(grid().element().getAttribute('aria-rowcount')).toBe('200001');
  const scroller = grid().element() as HTMLElement;
  const took: number[] = [];
  for (let step = 0; step < 30; step++) {
    const began = performance.now();
    scroller.scrollTop = (step * 170_000) % (scroller.scrollHeight - scroller.clientHeight);
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  console.info(`30 jumps through the table: median ${took[15]?.toFixed(0)} ms, longest ${took.at(-1)?.toFixed(0)} ms`);
  expect(place.querySelectorAll('[role=gridcell]').length).toBeLessThan(800);
  scroller.scrollTop = scroller.scrollHeight;
  await expect.poll(() => cells(place, 1).at(-1)).toBe('2000');
  scroller.scrollLeft = scroller.scrollWidth;
  await expect.poll(() => place.querySelector('[aria-colindex="50"]')?.textContent).toBeTruthy();
});

it('sorts by one column and by several, and filters with what is wrong said', async () => {
  const { place } = show({ 'points.table': bigTable(20_000, 8) });
  await page.getByTitle('frame, frame: click').click();
  await page.getByTitle('frame, frame: click').click();
  await expect.poll(() => cells(place, 2).slice(0, 3)).toEqual(['99', '99', '99']);
  await userEvent.keyboard('{Shift>}');
  await page.getByTitle('track: click').click();
  await page.getByTitle('track: click').click();
  await userEvent.keyboard('{/Shift}');
  await expect.poll(() => cells(place, 1).slice(0, 2)).toEqual(['200', '199']);
  expect(place.querySelector('[role=columnheader][aria-colindex="2"]')?.getAttribute('aria-sort')).toBe('descending');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabelText('Filter track').fill('3..4');
  await expect.element(page.getByText('200 of 20 000 rows')).toBeVisible();
  await page.getByLabelText('Filter well').fill('well 1');
  await expect.poll(() => new Set(cells(place, 5))).toEqual(new Set(['well 1', 'well 10', 'well 11']));
  await page.getByLabelText('Filter track').fill('> x');
  expect(page.getByLabelText('Filter track').element().getAttribute('aria-invalid')).toBe('true');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.element(page.getByText('20 000 rows · 8 columns')).toBeVisible();
});

it('selects the track of a row everywhere with its place, and shows what is selected elsewhere', async () => {
  const { place } = show({ 'points.table': bigTable(20_000, 8) });
  await expect.poll(() => cells(place, 1).length).toBeGreaterThan(3);
  (place.querySelector('[role=row][aria-rowindex="5"] [role=gridcell]') as HTMLElement).click();
  expect(selectionStore.getState()).toEqual({ tracks: new Set([1]), at: { t: 3, x: 3, y: 21 }, from: 'table' });
  selectTracks([150], 'image');
  await expect.poll(() => place.querySelector('[data-selected]')?.textContent).toMatch(/^150/);
  await page.getByRole('button', { name: 'Selected tracks only' }).click();
  await expect.element(page.getByText('100 of 20 000 rows')).toBeVisible();
});

it('is worked by keys: rows, headers, picking and copying', async () => {
  const { place } = show({ 'points.table': bigTable(1000, 8) });
  await expect.poll(() => cells(place, 1).length).toBeGreaterThan(3);
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  (grid().element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{Enter}{Enter}');
  await expect.poll(() => cells(place, 2)[0]).toBe('99');
  await userEvent.keyboard('{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Control>}c{/Control}');
  expect(
    copied.mock.calls[0]?.[0]
      .split('\n')
      .slice(0, 3)
      .map((line) => line.split('\t').slice(0, 3)),
  ).toEqual([
    ['track', 'frame (frame)', 'x_px (px)'],
    ['1', '99', '99'],
    ['2', '99', '199'],
  ]);
  expect(selectionStore.getState().tracks).toEqual(new Set([1, 2]));
  await userEvent.keyboard('{Control>}{End}{/Control}');
  await expect.poll(() => cells(place, 2).at(-1)).toBe('0');
  const active = grid().element().getAttribute('aria-activedescendant') ?? '';
  await expect.poll(() => globalThis.document.getElementById(active)?.textContent).toBe('0');
});

it('exports the bytes that a run saves, with the graph', async () => {
  const table = bigTable(3000, 12);
  show({ 'points.table': table });
  const files = downloads();
  await page.getByRole('button', { name: 'CSV' }).click();
  await page.getByRole('menuitem', { name: 'Whole table' }).click();
  await expect.poll(() => files.length).toBe(1);
  expect(files[0]?.name).toBe('table-of-tracks.csv');
  expect(await files[0]?.blob.text()).toBe([...csvOf(table, 'comment', graphLine)].join(''));
  expect(await readProvenance(await asSource(files[0]?.blob as Blob))).toBe(graphLine);
});

it('draws a figure, finds lines under the pointer, selects their track and exports its bytes', async () => {
  const tracks = family();
  const figure = await plotOf({
    columns: trackTables(tracks).nodes.columns.map((column) => column),
    cautions: [],
  });
  const { place } = show({ 'track.tracks': tracks, 'plot.figure': figure });
  await page.getByRole('tab', { name: 'Line plot' }).click();
  const area = page.getByRole('application', { name: /Area of cells/ });
  await expect.element(area).toBeVisible();
  const box = area.element().getBoundingClientRect();
  const pointer = (type: string, x: number, y: number, more: PointerEventInit = {}) =>
    area
      .element()
      .dispatchEvent(
        new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y, bubbles: true, pointerId: 1, ...more }),
      );
  area.element().setPointerCapture = () => {};
  // over the left half of the panel, where all founders live
  let found = false;
  for (let y = 60; y < box.height - 50 && !found; y += 6) {
    pointer('pointermove', box.width * 0.3, y);
    await new Promise(requestAnimationFrame);
    found = /Track \d+/.test(place.textContent ?? '');
    if (!found) continue;
    const track = Number(/Track (\d+)/.exec(place.textContent ?? '')?.[1]);
    pointer('pointerdown', box.width * 0.3, y);
    await new Promise(requestAnimationFrame);
    pointer('pointerup', box.width * 0.3, y);
    await expect.poll(() => [...selectionStore.getState().tracks]).toEqual([track]);
    expect(selectionStore.getState()).toMatchObject({ from: 'plot', at: { t: expect.any(Number) } });
  }
  expect(found).toBe(true);
  area.element().dispatchEvent(
    new WheelEvent('wheel', {
      deltaY: -200,
      clientX: box.left + 300,
      clientY: box.top + 150,
      bubbles: true,
      cancelable: true,
    }),
  );
  await page.getByRole('button', { name: 'Show all' }).click();
  const files = downloads();
  for (const [item, check] of [
    ['SVG, for papers', async (blob: Blob) => expect(await blob.text()).toBe(figureToSvg(figure, graphLine))],
    ['PNG, for slides', async (blob: Blob) => expect(await readProvenance(await asSource(blob))).toBe(graphLine)],
    ['CSV: lines', async (blob: Blob) => expect(await readProvenance(await asSource(blob))).toBe(graphLine)],
  ] as const) {
    const before = files.length;
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect.poll(() => files.length).toBe(before + 1);
    await check(files.at(-1)?.blob as Blob);
  }
});

it('draws lineages, follows what is selected, and is worked by keys', async () => {
  const tracks = family(400);
  const { place } = show({ 'track.tracks': tracks });
  await expect.element(page.getByText(/^400 lineages/)).toBeVisible();
  const trees = page.getByRole('application', { name: /lineages/ });
  const scroller = trees.element() as HTMLElement;
  expect(scroller.scrollHeight).toBeGreaterThan(400 * 13);
  const { lineage } = trackletsOf(tracks);
  const far = lineage.findLastIndex((one) => one > 300) + 1;
  selectTracks([far], 'table');
  await expect.poll(() => scroller.scrollTop).toBeGreaterThan(100);
  await expect.element(page.getByText(new RegExp(`^Track ${far}. Lineage`))).toBeInTheDocument();
  scroller.focus();
  await userEvent.keyboard('{Home}{ArrowLeft}');
  const [mother = 0] = selectionStore.getState().tracks;
  await userEvent.keyboard('{ArrowRight}');
  const [child = 0] = selectionStore.getState().tracks;
  expect(trackletsOf(tracks).parent[child - 1]).toBe(mother);
  expect(selectionStore.getState().from).toBe('lineage');
  const box = scroller.getBoundingClientRect();
  scroller.dispatchEvent(
    new PointerEvent('pointerdown', { clientX: box.right - 16, clientY: box.top + 8, bubbles: true, button: 0 }),
  );
  expect(viewStore.getState().t).toBe(59);
  await page.getByText('Detections').click();
  await expect.element(page.getByRole('grid')).toBeVisible();
  expect(place.querySelector('[role=grid]')?.getAttribute('aria-label')).toContain('nodes');
});

it('marks what is stale, shows cautions, and brings the result of the selected node to the front', async () => {
  const { calls } = show({ 'points.table': bigTable(100, 6), 'track.tracks': family(4) }, 'light', true);
  select({ nodes: new Set(['save']) });
  await expect.element(page.getByText('Caution: intensity is not quantitative')).toBeVisible();
  await expect.element(page.getByText('Made with other settings')).toBeVisible();
  await page.getByRole('button', { name: 'Run to here' }).click();
  expect(calls).toEqual(['run points']);
});

it('gives files one by one and all in an archive', async () => {
  const { state } = show({});
  const blob = new Blob(['a,b\n'.repeat(1000)]);
  state.setState({
    saved: [
      { name: 'tracks.csv', node: 'save', blob },
      { name: '01_RES/mask000.tif', node: 'ctc', blob: new Blob([new Uint8Array([1, 2, 3])]) },
    ],
  });
  const files = downloads();
  await expect.element(page.getByText(/2 files, 4 kB/)).toBeVisible();
  await page.getByRole('button', { name: 'Download tracks.csv' }).click();
  await page.getByRole('button', { name: 'Download all' }).click();
  await expect.poll(() => files.length).toBe(2);
  const archive = unzipSync(new Uint8Array(await (files[1]?.blob as Blob).arrayBuffer()));
  expect(Object.keys(archive).sort()).toEqual(['01_RES/mask000.tif', 'tracks.csv']);
  expect(new TextDecoder().decode(archive['tracks.csv'])).toBe(await blob.text());
});

it.each(['light', 'dark'] as const)('has nothing that axe finds wrong, %s', async (scheme) => {
  const tracks = family(20);
  const figure = await plotOf(trackTables(tracks).nodes);
  const values = { 'points.table': bigTable(300, 12), 'track.tracks': tracks, 'plot.figure': figure };
  const { place } = show(values, scheme, scheme === 'dark');
  const check = async () => {
    const { violations } = await axe.run(place);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  };
  await expect.element(page.getByText(/lineages ·/)).toBeVisible();
  selectTracks([3], 'image');
  await check();
  await page.getByRole('tab', { name: 'Table of tracks' }).click();
  await page.getByRole('button', { name: 'Filters' }).click();
  await expect.poll(() => place.querySelector('[data-selected]')).toBeTruthy();
  await check();
  await page.getByRole('tab', { name: 'Line plot' }).click();
  await expect.element(page.getByRole('application', { name: /Area/ })).toBeVisible();
  await check();
});

it('lays thousands of dots over each other as drawing calls would', () => {
  const canvas = document.createElement('canvas');
  canvas.width = 40;
  canvas.height = 20;
  const ctx = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const box = { left: 0, top: 0, width: 40, height: 20 } as ConstructorParameters<typeof DotRaster>[0];
  const raster = new DotRaster(box, 1, 3, 0.4);
  raster.add(10, 10, 0x0072b2);
  raster.add(10, 10, 0xd55e00);
  for (let i = 0; i < 50; i++) raster.add(30, 10, 0x009e73);
  raster.add(-2, -2, 0xffffff); // only its corner is in the panel
  raster.paint(ctx);
  const drawn = document
    .createElement('canvas')
    .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  drawn.globalAlpha = 0.4;
  for (const colour of ['#0072b2', '#d55e00']) {
    drawn.fillStyle = colour;
    drawn.beginPath();
    drawn.arc(10.5, 10.5, 3, 0, 2 * Math.PI);
    drawn.fill();
  }
  const at = (context: CanvasRenderingContext2D, x: number, y: number) => [...context.getImageData(x, y, 1, 1).data];
  for (const [x, y] of [
    [10, 10],
    [12, 10],
    [10, 8],
  ] as const) {
    const [a, b] = [at(ctx, x, y), at(drawn, x, y)];
    for (let c = 0; c < 4; c++) expect(Math.abs((a[c] ?? 0) - (b[c] ?? 0))).toBeLessThanOrEqual(4);
  }
  expect(at(ctx, 15, 10)[3]).toBe(0);
  const full = at(ctx, 30, 10);
  expect(full[3]).toBeGreaterThanOrEqual(253);
  expect(Math.abs((full[1] ?? 0) - 0x9e)).toBeLessThanOrEqual(3);
});
