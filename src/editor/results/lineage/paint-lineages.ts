import type { Tracklets } from '../../../runtime/data/tracklets.ts';
import { axisScale } from '../../../runtime/formats/axis-scale.ts';
import { idColourText } from '../id-colour-text.ts';
import { type LineageLayout, lineageAt } from './lineage-layout.ts';

export const axisHeight = 22;
/** Room for numbers of lineages at the left, and at the right. */
const gutter = 58;
const margin = 16;

/** Where frames are drawn, px. */
export interface TimeAxis {
  readonly frames: number;
  readonly left: number;
  readonly right: number;
}
export const timeAxis = (frames: number, width: number): TimeAxis => ({
  frames,
  left: gutter,
  right: Math.max(gutter + 40, width - margin),
});
export const xOf = ({ frames, left, right }: TimeAxis, t: number): number =>
  left + ((right - left) * t) / Math.max(1, frames - 1);
export const frameAt = (axis: TimeAxis, x: number): number => {
  const t = Math.round(((x - axis.left) / (axis.right - axis.left)) * Math.max(1, axis.frames - 1));
  return Math.min(axis.frames - 1, Math.max(0, t));
};

export interface LineageLook {
  readonly isDark: boolean;
  readonly colourBy: 'track' | 'lineage';
  readonly selected: ReadonlySet<number>;
  /** 0 for none. */
  readonly hovered: number;
  /** Frame that the viewer shows. */
  readonly t: number;
}
interface Scene {
  readonly ctx: CanvasRenderingContext2D;
  readonly layout: LineageLayout;
  readonly tracklets: Tracklets;
  readonly axis: TimeAxis;
  readonly look: LineageLook;
  /** Top of the layout that is in view, px. */
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the trees that are in view, and the axis of time over them. */
export function paintLineages(scene: Scene): void {
  const { ctx, layout, width, height, scroll, look } = scene;
  const ink = look.isDark ? '#c9cdd3' : '#4b5157';
  ctx.clearRect(0, 0, width, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, axisHeight, width, height - axisHeight);
  ctx.clip();
  ctx.translate(0, axisHeight - scroll);
  const first = Math.max(0, lineageAt(layout, Math.max(0, scroll)));
  for (let i = first; i < layout.order.length && (layout.top[i] ?? 0) < scroll + height; i++) paintTree(scene, i, ink);
  paintMerges(scene, ink);
  ctx.restore();
  paintAxis(scene, ink);
}

function paintTree(scene: Scene, place: number, ink: string): void {
  const { ctx, layout, tracklets, scroll, height, look } = scene;
  const top = layout.top[place] ?? 0;
  const next = layout.top[place + 1] ?? 0;
  if (place % 2 === 1) {
    ctx.fillStyle = look.isDark ? 'rgb(255 255 255 / 2.5%)' : 'rgb(0 0 0 / 2.5%)';
    ctx.fillRect(0, top, scene.width, next - top);
  }
  ctx.fillStyle = ink;
  ctx.font = '11px system-ui, sans-serif';
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  // The number stays in view while a tall tree is scrolled through.
  const middle = (Math.max(top, scroll) + Math.min(next, scroll + height - axisHeight)) / 2;
  ctx.fillText(String(layout.order[place] ?? 0), gutter - 14, middle);
  for (let k = layout.starts[place] ?? 0; k < (layout.starts[place + 1] ?? 0); k++) {
    const track = layout.members[k] ?? 0;
    const y = layout.y[track - 1] ?? 0;
    const parent = tracklets.parent[track - 1] ?? 0;
    const parentY = parent > 0 ? (layout.y[parent - 1] ?? y) : y;
    if (Math.max(y, parentY) < scroll - 8 || Math.min(y, parentY) > scroll + height) continue;
    paintTrack(scene, track, y, parent, parentY);
  }
}

function paintTrack({ ctx, tracklets, axis, look }: Scene, track: number, y: number, parent: number, parentY: number) {
  const { selected, hovered, colourBy } = look;
  const isChosen = selected.has(track);
  const begin = xOf(axis, tracklets.begin[track - 1] ?? 0);
  const end = xOf(axis, tracklets.end[track - 1] ?? 0);
  const id = colourBy === 'track' ? track : (tracklets.lineage[track - 1] ?? track);
  ctx.strokeStyle = idColourText(id, look.isDark);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.globalAlpha = isChosen || track === hovered || selected.size === 0 ? 1 : 0.35;
  ctx.lineWidth = isChosen ? 4 : track === hovered ? 3 : 2;
  ctx.lineCap = 'round';
  ctx.beginPath();
  if (parent > 0) {
    const fork = xOf(axis, tracklets.end[parent - 1] ?? 0);
    ctx.moveTo(fork, parentY);
    ctx.lineTo(fork, y);
    ctx.lineTo(begin, y);
  } else ctx.moveTo(begin, y);
  ctx.lineTo(Math.max(end, begin + 0.01), y);
  ctx.stroke();
  if (parent === 0) {
    ctx.beginPath();
    ctx.arc(begin, y, isChosen ? 3.5 : 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/** What merges comes from several tracks: the others than the parent by dashed lines. */
function paintMerges({ ctx, layout, tracklets, axis, scroll, height }: Scene, ink: string): void {
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 3]);
  for (const [from, to] of layout.merges) {
    const y1 = layout.y[from - 1] ?? Number.NaN;
    const y2 = layout.y[to - 1] ?? Number.NaN;
    if (!(Math.max(y1, y2) >= scroll && Math.min(y1, y2) <= scroll + height)) continue;
    ctx.beginPath();
    ctx.moveTo(xOf(axis, tracklets.end[from - 1] ?? 0), y1);
    ctx.lineTo(xOf(axis, tracklets.begin[to - 1] ?? 0), y2);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function paintAxis({ ctx, axis, width, height, look }: Scene, ink: string): void {
  ctx.fillStyle = ink;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1;
  ctx.font = '11px system-ui, sans-serif';
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillText('frame', gutter - 14, axisHeight / 2);
  ctx.textAlign = 'center';
  const { ticks } = axisScale({ from: 0, to: Math.max(1, axis.frames - 1) }, {}, Math.max(2, width / 110), 'exact');
  for (const { value } of ticks.filter((tick) => Number.isInteger(tick.value))) {
    const x = xOf(axis, value);
    ctx.fillText(String(value), x, axisHeight / 2 - 1);
    ctx.fillRect(x - 0.5, axisHeight - 4, 1, 4);
  }
  ctx.globalAlpha = 0.3;
  ctx.fillRect(axis.left, axisHeight - 0.5, axis.right - axis.left, 1);
  ctx.globalAlpha = 1;
  const x = xOf(axis, Math.min(look.t, axis.frames - 1));
  ctx.fillStyle = look.isDark ? '#ffffff' : '#1f2328';
  ctx.fillRect(x - 0.5, axisHeight - 6, 1, height);
  ctx.beginPath();
  ctx.moveTo(x - 5, axisHeight - 9);
  ctx.lineTo(x + 5, axisHeight - 9);
  ctx.lineTo(x, axisHeight - 2);
  ctx.fill();
}
