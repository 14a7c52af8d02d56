import type { Axis, Figure, Panel } from '../data/figure.ts';
import { axisScale, type Extent, extended, nothing, type Scale } from './axis-scale.ts';
import type { DrawnMark } from './figure-marks.ts';
import { textWidth } from './svg-text.ts';

/** A panel with its scales and its place on the page; the box is the area inside of the axes. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly marks: readonly DrawnMark[];
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether the numbers and the name of an axis are written here, or stand at a panel beside it. */
  readonly namesX: boolean;
  readonly namesY: boolean;
}
export interface Grid {
  readonly panels: readonly PlacedPanel[];
  /** From the top of the first panel's title to the foot of the last row's axis labels. */
  readonly height: number;
}

export const tickSize = 11;
export const labelSize = 12.5;
/** Ranges by `x` or `y` and `axisKey`. */
export type Zoom = ReadonlyMap<string, Extent>;

const lowestPanel = 90;
const gap = 18;
const axisRoom = 46;
const titleRoom = 20;

/** Width of the page for a number of panels. */
export const pageWidth = (panels: number): number => (panels <= 1 ? 640 : panels === 2 ? 820 : 960);

/**
 * Scales and places of all panels. Axes of the same label, unit and scale have the same range everywhere, and are written
 * at the outer panels only where all panels share them.
 *
 * @param top    y of the grid's upper edge.
 * @param width  px of the page; 16 px on each side stay empty.
 * @param room   height to fill, px; `null` for panels of the usual proportions.
 * @param zoom   ranges that are shown in place of those of the data.
 */
export function layOut(
  figure: Figure,
  marks: readonly (readonly DrawnMark[])[],
  top: number,
  width: number,
  room: number | null = null,
  zoom: Zoom = new Map(),
): Grid {
  const count = figure.panels.length;
  const columns = count <= 3 ? Math.max(1, count) : Math.min(6, Math.ceil(Math.sqrt(count)));
  const sharesX = new Set(figure.panels.map(({ x }) => axisKey(x))).size === 1;
  const sharesY = new Set(figure.panels.map(({ y }) => axisKey(y))).size === 1;
  const extents = sharedExtents(figure, marks);
  const rough = (width - 60) / columns;
  const scales = figure.panels.map((panel, i) => panelScales(panel, marks[i] ?? [], extents, rough, zoom));
  const yRoom = 30 + Math.max(0, ...scales.flatMap(({ y }) => y.ticks.map(({ label }) => textWidth(label, tickSize))));
  const inner =
    (width - 32 - (sharesY ? yRoom + (columns - 1) * gap : columns * yRoom + (columns - 1) * gap)) / columns;
  const aspect = figure.panels.some(({ equalAspect }) => equalAspect) ? imageAspect(scales) : count <= 1 ? 0.6 : 0.72;
  const hasTitles = figure.panels.some(({ title }) => title !== '');
  const around = (hasTitles ? titleRoom : 0) + (sharesX ? gap : axisRoom);
  const rows = Math.ceil(count / columns);
  const foot = sharesX ? axisRoom - gap : 0;
  const height =
    room === null
      ? Math.round(Math.min(inner * aspect, 720))
      : Math.max(lowestPanel, Math.floor((room - foot) / Math.max(1, rows)) - around);
  const rowHeight = height + around;
  const panels = figure.panels.map((panel, i): PlacedPanel => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    const box = {
      left: 16 + yRoom + column * (inner + gap + (sharesY ? 0 : yRoom)),
      top: top + row * rowHeight + (hasTitles ? titleRoom : 0),
      width: inner,
      height,
    };
    const { x, y } = scales[i] ?? { x: axisScale(nothing, {}, 2, 'exact'), y: axisScale(nothing, {}, 2, 'exact') };
    return {
      panel,
      marks: marks[i] ?? [],
      ...(panel.equalAspect ? sameUnits(x, y, box.width, box.height) : { x, y }),
      ...box,
      namesX: !sharesX || i + columns >= count,
      namesY: !sharesY || column === 0,
    };
  });
  return { panels, height: rows * rowHeight + foot };
}

/** Axes with one key show one range. */
export const axisKey = ({ label, unit, scale = 'linear', reversed = false }: Axis): string =>
  [label, unit, scale, reversed].join('\u0000');

interface AxisExtent {
  extent: Extent;
  /** Of bands, which an interval of two values makes very wide: they get a fifth of the range of the rest on each side. */
  bands: Extent;
  hasBars: boolean;
  readonly isLog: boolean;
}

function sharedExtents(figure: Figure, marks: readonly (readonly DrawnMark[])[]): ReadonlyMap<string, AxisExtent> {
  const found = new Map<string, AxisExtent>();
  const of = (direction: string, axis: Axis): AxisExtent => {
    const key = direction + axisKey(axis);
    const isLog = axis.scale === 'log';
    const entry = found.get(key) ?? { extent: nothing, bands: nothing, hasBars: false, isLog };
    found.set(key, entry);
    return entry;
  };
  figure.panels.forEach((panel, i) => {
    const x = of('x', panel.x);
    const y = of('y', panel.y);
    for (const drawn of marks[i] ?? []) {
      const { type } = drawn.mark;
      x.extent = extentOf(drawn, [drawn.x, drawn.right], panel.x, x.extent);
      if (type === 'band') y.bands = extentOf(drawn, [drawn.y, drawn.high], panel.y, y.bands);
      else y.extent = extentOf(drawn, [drawn.y], panel.y, y.extent);
      if (type === 'bars') y.hasBars = true;
    }
  });
  for (const [key, entry] of found) found.set(key, { ...entry, extent: withFoot(entry, withBands(entry)) });
  return found;
}

function extentOf(drawn: DrawnMark, columns: readonly (Float64Array | null)[], axis: Axis, before: Extent): Extent {
  let extent = before;
  for (const { rows } of drawn.groups) {
    for (const column of columns) {
      if (!column) continue;
      for (let i = 0; i < rows.length; i++) extent = extended(extent, column[rows[i] ?? 0] ?? Number.NaN, axis.scale);
    }
  }
  return extent;
}

function withBands({ extent, bands }: AxisExtent): Extent {
  if (bands.from > bands.to) return extent;
  if (extent.from > extent.to) return bands;
  const room = (extent.to - extent.from) / 5;
  return {
    from: Math.min(extent.from, Math.max(bands.from, extent.from - room)),
    to: Math.max(extent.to, Math.min(bands.to, extent.to + room)),
  };
}

/** Bars stand on 0; a log axis has none, and begins below the lowest bar so that it can be seen. */
function withFoot({ hasBars, isLog }: AxisExtent, extent: Extent): Extent {
  if (!hasBars || extent.from > extent.to) return extent;
  return isLog ? extended(extent, extent.from / 2, 'log') : extended(extent, 0, 'linear');
}

function panelScales(
  panel: Panel,
  marks: readonly DrawnMark[],
  extents: ReadonlyMap<string, AxisExtent>,
  width: number,
  zoom: Zoom,
): { readonly x: Scale; readonly y: Scale } {
  const x = extents.get(`x${axisKey(panel.x)}`);
  const y = extents.get(`y${axisKey(panel.y)}`);
  const zoomed = { x: zoom.get(`x${axisKey(panel.x)}`), y: zoom.get(`y${axisKey(panel.y)}`) };
  const many = Math.max(3, Math.round(width / 80));
  const ends = panel.equalAspect || marks.some(({ mark }) => mark.type !== 'bars') ? 'padded' : 'exact';
  return {
    x: axisScale(zoomed.x ?? x?.extent ?? nothing, panel.x, many, zoomed.x ? 'exact' : ends),
    y: axisScale(
      zoomed.y ?? y?.extent ?? nothing,
      panel.y,
      Math.max(4, Math.round(width / 90)),
      zoomed.y ? 'exact' : y?.hasBars ? 'round' : 'padded',
    ),
  };
}

/** Height over width of the image plane that the panels show, within what fits a page. */
function imageAspect(scales: readonly { readonly x: Scale; readonly y: Scale }[]): number {
  const ratios = scales.map(({ x, y }) => (y.to - y.from) / (x.to - x.from));
  return Math.min(1.1, Math.max(0.4, ...ratios));
}

/** The axis with room to spare shows more, so that one unit is as long on both. */
function sameUnits(x: Scale, y: Scale, width: number, height: number): { readonly x: Scale; readonly y: Scale } {
  const unit = Math.max((x.to - x.from) / width, (y.to - y.from) / height);
  const widened = (scale: Scale, px: number): Scale => {
    const spare = (unit * px - (scale.to - scale.from)) / 2;
    if (spare <= 0) return scale;
    return axisScale({ from: scale.from - spare, to: scale.to + spare }, {}, Math.max(3, Math.round(px / 85)), 'exact');
  };
  return { x: widened(x, width), y: widened(y, height) };
}
