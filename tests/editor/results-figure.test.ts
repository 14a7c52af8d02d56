import { describe, expect, it } from 'vitest';
import { hitAt, panelAt } from '../../src/editor/results/figure/figure-hits.ts';
import { figureTracks } from '../../src/editor/results/figure/figure-tracks.ts';
import { panned, zoomedAbout, zoomedToBox } from '../../src/editor/results/figure/figure-zoom.ts';
import type { Figure, Panel } from '../../src/runtime/data/figure.ts';
import type { Zoom } from '../../src/runtime/formats/figure-layout.ts';
import { figurePage, figureParts, placeIn } from '../../src/runtime/formats/figure-page.ts';
import { figureToSvg, pageToSvg } from '../../src/runtime/formats/figure-svg.ts';

const numbers = (name: string, values: readonly number[]) => ({ name, unit: '', values: Float64Array.from(values) });
const lines = {
  columns: [numbers('line', [1, 1, 2, 2]), numbers('x', [0, 10, 0, 10]), numbers('y', [0, 5, 5, 9])],
  cautions: [],
};
const panel = (over: Partial<Panel> = {}): Panel => ({
  title: '',
  x: { label: 'x', unit: '' },
  y: { label: 'y', unit: '' },
  marks: [{ type: 'line', table: 'lines', x: 'x', y: 'y', series: 'line', emphasis: 'normal' }],
  ...over,
});
const figure = (over: Partial<Panel> = {}): Figure => ({
  title: 'Lines',
  tables: [{ name: 'lines', table: lines }],
  panels: [panel(over)],
  cautions: [],
});
const laid = (of = figure(), zoom: Zoom = new Map()) =>
  figurePage(of, figureParts(of), { width: 600, height: 300, zoom });

describe('a figure on the screen', () => {
  it('fills its room, and is drawn in the frame of the SVG that is exported', () => {
    const page = laid();
    expect([page.width, page.height]).toEqual([600, 300]);
    const svg = pageToSvg(page, '', false);
    expect(svg).toContain('>Lines</text>');
    expect(svg).not.toContain('stroke-linejoin');
    expect(figureToSvg(figure())).toContain('stroke-linejoin');
  });
  it('finds the point under the pointer, and none beside the panels', () => {
    const page = laid();
    const [placed] = page.grid.panels;
    const place = placeIn(placed!);
    expect(hitAt(page, place.x(10) + 3, place.y(9) + 2)).toMatchObject({ row: 3, x: place.x(10), y: place.y(9) });
    expect(hitAt(page, place.x(5), place.y(9))).toBeNull();
    expect(panelAt(page, 2, 2)).toBeNull();
  });
  it('finds a bar by its area', () => {
    const table = { columns: [numbers('l', [0, 1]), numbers('r', [1, 2]), numbers('n', [4, 2])], cautions: [] };
    const bars = { type: 'bars', table: 'bars', x: 'l', right: 'r', y: 'n', emphasis: 'normal' } as const;
    const page = laid({ ...figure({ marks: [bars] }), tables: [{ name: 'bars', table }] });
    const place = placeIn(page.grid.panels[0]!);
    expect(hitAt(page, place.x(1.5), place.y(1))).toMatchObject({ row: 1 });
    expect(hitAt(page, place.x(1.5), place.y(3))).toBeNull();
  });
});

describe('the zoom of a figure', () => {
  const range = (zoom: Zoom, of = figure()) => {
    const { x, y } = laid(of, zoom).grid.panels[0]!;
    return [x.from, x.to, y.from, y.to];
  };
  const start = laid().grid.panels[0]!;
  it('keeps what is under the pointer where it is', () => {
    const place = placeIn(start);
    const zoom = zoomedAbout(new Map(), start, place.x(10), place.y(5), 0.5);
    const after = placeIn(laid(figure(), zoom).grid.panels[0]!);
    expect(after.y(5)).toBeCloseTo(place.y(5), 6);
    const [from, to] = range(zoom);
    expect(to! - from!).toBeCloseTo((start.x.to - start.x.from) / 2, 9);
  });
  it('shows what lies between two corners, in any order, reversed axes too', () => {
    for (const reversed of [false, true]) {
      const of = figure({ y: { label: 'y', unit: '', reversed } });
      const placed = laid(of).grid.panels[0]!;
      const place = placeIn(placed);
      const zoom = zoomedToBox(new Map(), placed, [place.x(8), place.y(2)], [place.x(4), place.y(6)]);
      expect(range(zoom, of).map((value) => Number(value.toFixed(6)))).toEqual([4, 8, 2, 6]);
    }
  });
  it('moves by px, and stays above 0 on a log axis', () => {
    const moved = range(panned(new Map(), start, start.width / 2, 0));
    expect(moved[1]).toBeCloseTo((start.x.from + start.x.to) / 2, 9);
    const log = figure({ y: { label: 'y', unit: '', scale: 'log' } });
    const placed = laid(log).grid.panels[0]!;
    const zoom = zoomedAbout(new Map(), placed, placed.left, placed.top + placed.height, 3);
    expect(range(zoom, log)[2]).toBeGreaterThan(0);
  });
  it('ends where numbers can no longer be told apart', () => {
    let zoom: Zoom = new Map();
    for (let i = 0; i < 200; i++) zoom = zoomedAbout(zoom, laid(figure(), zoom).grid.panels[0]!, 300, 150, 0.5);
    const [from, to] = range(zoom);
    expect(to!).toBeGreaterThan(from!);
    expect(laid(figure(), zoom).grid.panels[0]!.x.ticks.length).toBeLessThan(50);
  });
});

describe('tracks in a figure', () => {
  const origin = { type: 'figure.line-plot', group: 'track', input: null, tracks: null };
  it('are its lines, where tracks told them apart', () => {
    const tracks = figureTracks(figure(), origin);
    expect([tracks.any, tracks.of('lines', 3), tracks.of('mean', 0)]).toEqual([true, [2], []]);
    expect(figureTracks(figure(), { ...origin, group: 'well' }).any).toBe(false);
  });
  it('of a scatter plot are those of the rows of its table', () => {
    const input = { columns: [numbers('track', [7, 8, Number.NaN, 9])], cautions: [] };
    const tracks = figureTracks(figure(), { ...origin, type: 'figure.scatter', group: '', input });
    expect([0, 2, 3].map((row) => tracks.of('lines', row))).toEqual([[7], [], [9]]);
    const short = { columns: [numbers('track', [7])], cautions: [] };
    expect(figureTracks(figure(), { ...origin, type: 'figure.scatter', group: '', input: short }).any).toBe(false);
  });
});
