import {
  colourOfGroup,
  dotOpacity,
  dotRadius,
  faintness,
  largestSize,
  lineWidth,
  type Place,
} from '../../../runtime/formats/draw-mark.ts';
import type { Colours } from '../../../runtime/formats/figure-colours.ts';
import type { PlacedPanel } from '../../../runtime/formats/figure-layout.ts';
import type { DrawnMark, RowGroup } from '../../../runtime/formats/figure-marks.ts';
import { placeIn } from '../../../runtime/formats/figure-page.ts';
import { DotRaster } from './dot-raster.ts';

type Context = CanvasRenderingContext2D;
/** Draws some of the marks with more weight: what is selected or under the pointer. */
export interface Emphasis {
  takes(drawn: DrawnMark, row: number): boolean;
  /** `null`: the colour that the mark has. */
  colour(drawn: DrawnMark, row: number): string | null;
}

/**
 * Draws the marks of a panel as its SVG shows them.
 *
 * @param paper     colour behind the marks.
 * @param emphasis  only what it takes, stronger; `null`: all, as they are.
 * @cost O(points)
 */
export function paintPanel(
  ctx: Context,
  panel: PlacedPanel,
  colours: Colours,
  paper: string,
  emphasis: Emphasis | null = null,
): void {
  const place = placeIn(panel);
  ctx.save();
  ctx.beginPath();
  ctx.rect(panel.left, panel.top, panel.width, panel.height);
  ctx.clip();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  for (const drawn of panel.marks) {
    if (drawn.mark.type === 'line') paintLines(ctx, drawn, place, colours, paper, emphasis);
    else if (drawn.mark.type === 'dots') paintDots(ctx, panel, drawn, colours, emphasis);
    else if (!emphasis && drawn.mark.type === 'band') paintBands(ctx, drawn, place, colours);
    else if (!emphasis) paintBars(ctx, drawn, place, colours);
  }
  ctx.restore();
}

function paintLines(
  ctx: Context,
  drawn: DrawnMark,
  place: Place,
  colours: Colours,
  paper: string,
  emphasis: Emphasis | null,
): void {
  const { emphasis: weight } = drawn.mark;
  for (const group of drawn.groups) {
    if (emphasis && !emphasis.takes(drawn, group.rows[0] ?? -1)) continue;
    trace(ctx, drawn, group, place);
    if (weight === 'strong' || emphasis) {
      ctx.strokeStyle = paper;
      ctx.globalAlpha = 0.75;
      ctx.lineWidth = lineWidth[weight] + (emphasis ? 3.5 : 2);
      ctx.stroke();
    }
    ctx.strokeStyle = emphasis?.colour(drawn, group.rows[0] ?? -1) ?? colourOfGroup(drawn, group, colours);
    ctx.globalAlpha = weight === 'faint' && !emphasis ? faintness(drawn.groups.length) : 1;
    ctx.lineWidth = emphasis ? 2.2 : lineWidth[weight];
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** The path of a line; a point between two gaps is a line without length, which its round ends make a dot. */
function trace(ctx: Context, { x, y }: DrawnMark, { rows }: RowGroup, place: Place): void {
  ctx.beginPath();
  let pen = false;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const px = place.x(x[row] ?? Number.NaN);
    const py = place.y(y[row] ?? Number.NaN);
    if (!Number.isFinite(px + py)) {
      pen = false;
      continue;
    }
    if (pen) ctx.lineTo(px, py);
    else {
      ctx.moveTo(px, py);
      ctx.lineTo(px, py);
    }
    pen = true;
  }
}

/** More than these are laid down pixel by pixel. */
const mostDrawn = 1500;

function paintDots(
  ctx: Context,
  panel: PlacedPanel,
  drawn: DrawnMark,
  colours: Colours,
  emphasis: Emphasis | null,
): void {
  const { mark, x, y, size, value, groups } = drawn;
  const place = placeIn(panel);
  const largest = largestSize(drawn);
  const radius = dotRadius[mark.emphasis] + (emphasis ? 1.2 : 0);
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const opacity = emphasis ? 1 : dotOpacity(drawn, count);
  const raster =
    count > mostDrawn && !size && !emphasis ? new DotRaster(panel, ctx.getTransform().a, radius, opacity) : null;
  ctx.globalAlpha = opacity;
  for (const group of groups) {
    const common = value ? '' : colourOfGroup(drawn, group, colours);
    for (let i = 0; i < group.rows.length; i++) {
      const row = group.rows[i] ?? 0;
      const px = place.x(x[row] ?? Number.NaN);
      const py = place.y(y[row] ?? Number.NaN);
      if (!Number.isFinite(px + py) || (emphasis && !emphasis.takes(drawn, row))) continue;
      const colour = emphasis?.colour(drawn, row) ?? (value ? colours.ofValue(value[row] ?? Number.NaN) : common);
      if (raster) {
        raster.add(px, py, Number.parseInt(colour.slice(1), 16));
        continue;
      }
      const r = size ? 3 * radius * Math.sqrt((size[row] ?? Number.NaN) / largest) : radius;
      if (!(r > 0)) continue;
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(px, py, r, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
  raster?.paint(ctx);
}

/** Closed stretches between gaps: along the lower bound and back along the upper one. */
function paintBands(ctx: Context, drawn: DrawnMark, place: Place, colours: Colours): void {
  const { x, y, high } = drawn;
  const within = (py: number) => Math.min(place.bottom, Math.max(place.top, py));
  ctx.globalAlpha = 0.2;
  for (const group of drawn.groups) {
    ctx.fillStyle = colourOfGroup(drawn, group, colours);
    ctx.beginPath();
    let back: (readonly [number, number])[] = [];
    const close = () => {
      for (const [px, py] of back.reverse()) ctx.lineTo(px, py);
      if (back.length > 0) ctx.closePath();
      back = [];
    };
    for (const row of group.rows) {
      const px = place.x(x[row] ?? Number.NaN);
      const low = within(place.y(y[row] ?? Number.NaN));
      const top = within(place.y(high?.[row] ?? Number.NaN));
      if (!Number.isFinite(px + low + top)) {
        close();
        continue;
      }
      if (back.length === 0) ctx.moveTo(px, low);
      else ctx.lineTo(px, low);
      back.push([px, top]);
    }
    close();
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

function paintBars(ctx: Context, drawn: DrawnMark, place: Place, colours: Colours): void {
  const { x, y, right, groups } = drawn;
  const isOverlaid = groups.length > 1;
  for (const group of groups) {
    const colour = colourOfGroup(drawn, group, colours);
    ctx.beginPath();
    let outlineEnd = Number.NaN;
    for (const row of group.rows) {
      const left = place.x(x[row] ?? Number.NaN);
      const end = place.x(right?.[row] ?? Number.NaN);
      const top = y[row] === 0 ? place.foot : place.y(y[row] ?? Number.NaN);
      if (!Number.isFinite(left + end + top)) continue;
      if (!isOverlaid) {
        const gap = Math.min(0.5, Math.abs(end - left) * 0.1);
        if (y[row] !== 0) ctx.rect(left + gap, top, end - left - 2 * gap, place.foot - top);
        continue;
      }
      // overlaid groups are told apart by their outlines
      if (left !== outlineEnd) {
        if (!Number.isNaN(outlineEnd)) ctx.lineTo(outlineEnd, place.foot);
        ctx.moveTo(left, place.foot);
      }
      ctx.lineTo(left, top);
      ctx.lineTo(end, top);
      outlineEnd = end;
    }
    if (!Number.isNaN(outlineEnd)) ctx.lineTo(outlineEnd, place.foot);
    ctx.fillStyle = colour;
    ctx.globalAlpha = isOverlaid ? 0.18 : 0.85;
    ctx.fill();
    if (!isOverlaid) continue;
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.4;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
