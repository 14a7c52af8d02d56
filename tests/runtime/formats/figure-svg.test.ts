import { describe, expect, it } from 'vitest';
import type { Figure, Mark, Panel } from '../../../src/runtime/data/figure.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { figureToSvg } from '../../../src/runtime/formats/figure-svg.ts';
import { seeded } from '../../support/planes.ts';

const gap = Number.NaN;
const tableOf = (columns: Record<string, readonly number[] | readonly string[]>): Table => ({
  columns: Object.entries(columns).map(([name, values]) => ({
    name,
    unit: '',
    values: values.every((value) => typeof value === 'number')
      ? Float64Array.from(values as number[])
      : (values as string[]),
  })),
  cautions: [],
});
const line: Mark = { type: 'line', table: 'data', x: 'x', y: 'y', emphasis: 'normal' };
const panelOf = (marks: readonly Mark[], more: Partial<Panel> = {}): Panel => ({
  title: '',
  x: { label: 'time', unit: 's' },
  y: { label: 'value', unit: 'µm' },
  marks,
  ...more,
});
const figureOf = (table: Table, panels: readonly Panel[], more: Partial<Figure> = {}): Figure => ({
  title: 'A figure',
  tables: [{ name: 'data', table }],
  panels,
  cautions: [],
  ...more,
});
const draw = (
  columns: Record<string, readonly number[] | readonly string[]>,
  mark: Partial<Mark> = {},
  panel: Partial<Panel> = {},
) => figureToSvg(figureOf(tableOf(columns), [panelOf([{ ...line, ...mark }], panel)]));
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
const paths = (svg: string) => [...svg.matchAll(/<path d="(M[^"]*)"\/>/g)].map(([, d]) => d!);

/** Elements that open are closed in order, and attributes are quoted. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
  for (const [, close, name, rest, empty] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s[a-zA-Z-]+(?::[a-z]+)?="[^"<]*")*)\s*(\/?)>/g,
  )) {
    expect(rest).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    if (close) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(svg.match(/<[^>]*>/g)!.length).toBe(
    [...svg.matchAll(/<(\/?)([a-z]+)((?:\s[a-zA-Z-]+(?::[a-z]+)?="[^"<]*")*)\s*(\/?)>/g)].length,
  );
}

describe('figureToSvg', () => {
  it('is one well-formed document of its own, with title, axes and their units', () => {
    const svg = draw({ x: [0, 10], y: [1, 2] });
    expectWellFormed(svg);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="640"/);
    expect(svg.endsWith('</svg>\n')).toBe(true);
    expect(texts(svg)).toContain('A figure');
    expect(texts(svg)).toContain('time (s)');
    expect(texts(svg)).toContain('value (µm)');
    expect(svg.match(/<path/g)).toHaveLength(3); // grid, line, axes
  });
  it('gives the same bytes for the same figure', () => {
    const make = () => draw({ x: [0, 1, 2], y: [0.1, 0.2, gap], k: ['a', 'b', 'a'] }, { colour: 'k', type: 'dots' });
    expect(make()).toBe(make());
  });
  it('carries provenance and cautions, and escapes what would break the document', () => {
    const nasty = `<script>alert("1 & 2")</script>\u0000\ud800`;
    const figure = figureOf(
      tableOf({ x: [0, 1], y: [0, 1], k: [nasty, nasty] }),
      [panelOf([{ ...line, colour: 'k' }], { title: nasty, x: { label: nasty, unit: nasty } })],
      {
        title: nasty,
        cautions: ['intensity is not quantitative', nasty],
      },
    );
    const svg = figureToSvg(figure, nasty);
    expectWellFormed(svg);
    expect(svg).not.toContain('<script>');
    expect(svg.includes('\u0000') || svg.includes('\ud800')).toBe(false);
    expect(svg).toContain('<metadata>&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</metadata>');
    expect(texts(svg)).toContain('Caution: intensity is not quantitative.');
    expect(figureToSvg(figureOf(tableOf({ x: [], y: [] }), []))).not.toContain('metadata');
  });
  it('breaks a line at missing values and shows a lone point as a dot', () => {
    const [path] = paths(draw({ x: [0, 1, 2, 3, 4], y: [1, 2, gap, 4, gap] }));
    expect(path).toMatch(/^M[\d.]+,[\d.]+L[\d.]+,[\d.]+M[\d.]+,[\d.]+h0$/);
  });
  it('draws one path for each series, in the order of the rows', () => {
    expect(paths(draw({ x: [0, 0, 1, 1, 2], y: [1, 5, 2, 6, 3], k: [1, 2, 1, 2, 1] }, { series: 'k' }))).toHaveLength(
      2,
    );
  });
  it('puts the largest value at the top, and at the foot on a reversed axis', () => {
    const heights = (reversed: boolean) =>
      [
        ...draw({ x: [0, 1], y: [1, 9] }, { type: 'dots' }, { y: { label: 'y', unit: '', reversed } }).matchAll(
          /cy="([\d.]+)"/g,
        ),
      ].map(([, cy]) => Number(cy));
    expect(heights(false)[0]!).toBeGreaterThan(heights(false)[1]!);
    expect(heights(true)[0]!).toBeLessThan(heights(true)[1]!);
  });
  it('keeps one unit as long on x as on y where asked', () => {
    const svg = draw({ x: [0, 100, 0], y: [0, 0, 20] }, { type: 'dots' }, { equalAspect: true });
    const dots = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(
      ([, cx, cy]) => [Number(cx), Number(cy)] as const,
    );
    const perX = (dots[1]![0] - dots[0]![0]) / 100;
    const perY = (dots[0]![1] - dots[2]![1]) / 20;
    expect(perX / perY).toBeCloseTo(1, 2);
  });
  it('leaves out of a log axis what is not above 0', () => {
    const svg = draw(
      { x: [0, 1, 2, 3], y: [-1, 0, 10, 1000] },
      { type: 'dots' },
      { y: { label: 'y', unit: '', scale: 'log' } },
    );
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(texts(svg)).toContain('100');
  });
  it('gives a category the same colour in all panels and names it once', () => {
    const table = tableOf({
      x: [0, 1, 0, 1, 0],
      y: [1, 2, 3, 4, 5],
      k: ['b', 'b', 'a', 'a', ''],
      p: ['1', '1', '2', '2', '2'],
    });
    const panels = ['1', '2'].map((is) =>
      panelOf([{ ...line, type: 'dots', colour: 'k', where: { column: 'p', is } }], { title: `panel ${is}` }),
    );
    const svg = figureToSvg(figureOf(table, panels));
    expect(texts(svg).filter((text) => text === 'a')).toHaveLength(1);
    expect([...svg.matchAll(/<g fill="(#\w+)" fill-opacity="0.85"><circle/g)].map(([, colour]) => colour)).toEqual([
      '#0072b2',
      '#d55e00',
    ]);
    expect(svg.match(/<circle/g)).toHaveLength(4 + 2); // the row without category is not drawn; two signs in the legend
    expect(texts(svg)).toContain('panel 2');
  });
  it('shares ranges between panels of the same axes, and not between different ones', () => {
    const table = tableOf({ x: [0, 1], y: [0, 1], far: [0, 1000] });
    const own = panelOf([{ ...line, y: 'far' }], { y: { label: 'far', unit: 'px' } });
    const ticks = (panels: readonly Panel[]) => texts(figureToSvg(figureOf(table, panels)));
    expect(ticks([panelOf([line]), panelOf([{ ...line, y: 'far' }])])).not.toContain('0.5');
    expect(ticks([panelOf([line]), own])).toContain('0.6');
    expect(ticks([panelOf([line]), own])).toContain('1000');
  });
  it('cuts a band off at the edge of the panel rather than shrinking the lines', () => {
    const columns = { x: [0, 1, 2], y: [1, 2, 3], low: [0.9, -500, 2.9], high: [1.1, 500, 3.1] };
    const svg = figureToSvg(
      figureOf(tableOf(columns), [panelOf([{ ...line, type: 'band', y: 'low', high: 'high' }, line])]),
    );
    expect(texts(svg)).toContain('3.0');
    expect(texts(svg)).not.toContain('500');
    const [, band] = /fill-opacity="0.2" d="(M[^"]*Z)"/.exec(svg)!;
    expect(
      band!
        .match(/,[\d.]+/g)!
        .map((y) => Number(y.slice(1)))
        .every((y) => y >= 0 && y <= 460),
    ).toBe(true);
  });
  it('stands bars on 0, side by side, and draws overlaid groups as outlines', () => {
    const columns = { left: [0, 1, 2], right: [1, 2, 3], n: [3, 0, 5], k: ['a', 'a', 'a'] };
    const bars = { type: 'bars', x: 'left', right: 'right', y: 'n' } as const;
    expect(/fill-opacity="0.85" d="([^"]*)"/.exec(draw(columns, bars))![1]!.match(/Z/g)).toHaveLength(2);
    const two = { left: [0, 1, 0, 1], right: [1, 2, 1, 2], n: [3, 1, 2, 2], k: ['a', 'a', 'b', 'b'] };
    expect(draw(two, { ...bars, colour: 'k' }).match(/fill-opacity="0.18" stroke="#/g)).toHaveLength(2);
  });
  it('shows numbers by a colour scale with its ends, and areas by size', () => {
    const svg = draw(
      { x: [0, 1, 2], y: [0, 1, 2], v: [5, 10, gap], s: [1, 4, -1] },
      { type: 'dots', colour: 'v', size: 's' },
    );
    expect(texts(svg)).toEqual(expect.arrayContaining(['v', '5', '10', 'area of a dot: s']));
    const radii = [...svg.matchAll(/cy="[\d.]+" r="([\d.]+)"/g)].map(([, r]) => Number(r));
    expect(radii[1]! / radii[0]!).toBeCloseTo(2, 2);
    expect(radii).toHaveLength(2);
  });
  it('says "no data" for an empty table, for nothing but NaN, and for a panel without marks', () => {
    for (const svg of [
      draw({ x: [], y: [] }),
      draw({ x: [0, 1], y: [gap, gap] }),
      figureToSvg(figureOf(tableOf({}), [panelOf([])])),
    ]) {
      expect(texts(svg)).toContain('no data');
      expectWellFormed(svg);
    }
    expectWellFormed(figureToSvg(figureOf(tableOf({}), [])));
  });
  it('names the table or column that is missing', () => {
    expect(() => draw({ x: [0] })).toThrow('there is no column "y"; there are: x');
    expect(() => draw({ x: [0], y: ['a'] })).toThrow('column "y" is text');
    expect(() => draw({ x: [0], y: [0] }, { table: 'other' })).toThrow('no table "other"; there are: data');
  });
  it('draws 250 tracks of 100 points in less than 400 kB', () => {
    const random = seeded(1);
    const x = Array.from({ length: 25_000 }, (_, i) => i % 100);
    const y = x.map(() => random());
    const k = x.map((_, i) => Math.floor(i / 100));
    const svg = draw({ x, y, k }, { series: 'k', emphasis: 'faint' });
    expect(svg.length).toBeLessThan(400_000);
    expect(paths(svg)).toHaveLength(250);
  });
  it('draws one in n of more points than can be seen, whole lines where there are many, and says so', () => {
    const x = Array.from({ length: 130_000 }, (_, i) => i % 1000);
    const dots = draw({ x, y: x }, { type: 'dots' });
    expect(dots.match(/<circle/g)).toHaveLength(43_334);
    expect(texts(dots)).toContain('Note: of 130000 points one in 3 is drawn.');
    const k = x.map((_, i) => Math.floor(i / 1000));
    expect(paths(draw({ x, y: x, k }, { series: 'k' }))).toHaveLength(44);
  });
});
