import type { Colours } from './figure-colours.ts';
import type { DrawnMark, RowGroup } from './figure-marks.ts';
import { escapeXml, short } from './svg-text.ts';

/** From data to px in a panel; NaN where a value cannot be drawn. */
export interface Place {
  x(value: number): number;
  y(value: number): number;
  /** Where bars stand: y of 0, or the foot of the panel where 0 is not on the axis. */
  readonly foot: number;
  /** y of the panel's edges: a band may be wider than what is shown of it. */
  readonly top: number;
  readonly bottom: number;
}

export const lineWidth = { faint: 0.8, normal: 1.4, strong: 2.4 } as const;
export const dotRadius = { faint: 1.8, normal: 2.6, strong: 3.6 } as const;

/** One mark as SVG elements; nothing for a mark without anything to draw. */
export function drawMark(drawn: DrawnMark, place: Place, colours: Colours): string {
  switch (drawn.mark.type) {
    case 'line':
      return drawLines(drawn, place, colours);
    case 'band':
      return each(
        drawn,
        colours,
        (group) => bandPath(drawn, group, place),
        () => 'fill-opacity="0.2"',
      );
    case 'bars':
      // overlaid groups are told apart by their outlines
      return drawn.groups.length > 1
        ? each(
            drawn,
            colours,
            (group) => outlinePath(drawn, group, place),
            (colour) => `fill-opacity="0.18" stroke="${colour}" stroke-width="1.4"`,
          )
        : each(
            drawn,
            colours,
            (group) => barsPath(drawn, group, place),
            () => 'fill-opacity="0.85"',
          );
    case 'dots':
      return drawDots(drawn, place, colours);
  }
}

/** Opacity of faint lines: the more there are, the fainter each, as a crowd is seen by its density. */
export const faintness = (lines: number): number => Math.max(0.12, Math.min(0.55, 5 / Math.sqrt(lines)));

/** Opacity of dots: many overlap. */
export const dotOpacity = ({ mark, size }: DrawnMark, count: number): number =>
  mark.emphasis === 'faint' ? 0.35 : count > 2000 ? 0.4 : count > 200 || size ? 0.6 : 0.85;

/** Greatest of the sizes; 0 where there is none. NaN is left out, which Math.max would not. */
export function largestSize({ size }: DrawnMark): number {
  let largest = 0;
  for (const one of size ?? []) if (one > largest) largest = one;
  return largest;
}

/** One path for each series, those of one colour in one group. */
function drawLines(drawn: DrawnMark, place: Place, colours: Colours): string {
  const { emphasis } = drawn.mark;
  const byColour = new Map<string, string[]>();
  for (const group of drawn.groups) {
    const path = linePath(drawn, group, place);
    if (path === '') continue;
    const colour = colourOfGroup(drawn, group, colours);
    const paths = byColour.get(colour) ?? [];
    paths.push(`<path d="${path}"/>`);
    byColour.set(colour, paths);
  }
  const joined = 'fill="none" stroke-linejoin="round" stroke-linecap="round"';
  const opacity = emphasis === 'faint' ? ` stroke-opacity="${short(faintness(drawn.groups.length))}"` : '';
  const width = lineWidth[emphasis];
  return [...byColour]
    .map(([colour, paths]) => {
      // a white rim lifts a mean off the lines it is the mean of
      const rim = `<g stroke="#ffffff" stroke-width="${short(width + 2)}" stroke-opacity="0.75" ${joined}>${paths.join('')}</g>\n`;
      const lines = `<g stroke="${colour}" stroke-width="${width}"${opacity} ${joined}>${paths.join('')}</g>`;
      return emphasis === 'strong' ? rim + lines : lines;
    })
    .join('\n');
}

function linePath({ x, y }: DrawnMark, { rows }: RowGroup, place: Place): string {
  let path = '';
  let alone = false;
  let pen = false;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const px = place.x(x[row] ?? Number.NaN);
    const py = place.y(y[row] ?? Number.NaN);
    if (!Number.isFinite(px + py)) {
      // a point between two gaps is a dot, by the round end of a line without length
      if (alone) path += 'h0';
      pen = false;
      alone = false;
      continue;
    }
    path += `${pen ? 'L' : 'M'}${short(px)},${short(py)}`;
    alone = !pen;
    pen = true;
  }
  return alone ? `${path}h0` : path;
}

function each(
  drawn: DrawnMark,
  colours: Colours,
  path: (group: RowGroup) => string,
  look: (colour: string) => string,
): string {
  return drawn.groups
    .map((group) => [colourOfGroup(drawn, group, colours), path(group)] as const)
    .filter(([, d]) => d !== '')
    .map(([colour, d]) => `<path fill="${colour}" ${look(colour)} d="${d}"/>`)
    .join('\n');
}

/** Closed stretches between gaps: along the lower bound and back along the upper one. */
function bandPath({ x, y, high }: DrawnMark, { rows }: RowGroup, place: Place): string {
  let path = '';
  let there: string[] = [];
  let back: string[] = [];
  const close = () => {
    if (there.length > 0) path += `M${there.join('L')}L${back.reverse().join('L')}Z`;
    there = [];
    back = [];
  };
  for (const row of rows) {
    const px = place.x(x[row] ?? Number.NaN);
    const low = within(place, place.y(y[row] ?? Number.NaN));
    const top = within(place, place.y(high?.[row] ?? Number.NaN));
    if (!Number.isFinite(px + low + top)) {
      close();
      continue;
    }
    there.push(`${short(px)},${short(low)}`);
    back.push(`${short(px)},${short(top)}`);
  }
  close();
  return path;
}

const within = ({ top, bottom }: Place, y: number): number => Math.min(bottom, Math.max(top, y));

function barsPath({ x, y, right }: DrawnMark, { rows }: RowGroup, place: Place): string {
  let path = '';
  for (const row of rows) {
    const left = place.x(x[row] ?? Number.NaN);
    const end = place.x(right?.[row] ?? Number.NaN);
    const top = place.y(y[row] ?? Number.NaN);
    if (!Number.isFinite(left + end + top) || y[row] === 0) continue;
    const gap = Math.min(0.5, Math.abs(end - left) * 0.1);
    path += `M${short(left + gap)},${short(place.foot)}V${short(top)}H${short(end - gap)}V${short(place.foot)}Z`;
  }
  return path;
}

/** Bars that touch as one step line. */
function outlinePath({ x, y, right }: DrawnMark, { rows }: RowGroup, place: Place): string {
  let path = '';
  let end = Number.NaN;
  for (const row of rows) {
    const from = place.x(x[row] ?? Number.NaN);
    const to = place.x(right?.[row] ?? Number.NaN);
    const top = y[row] === 0 ? place.foot : place.y(y[row] ?? Number.NaN);
    if (!Number.isFinite(from + to + top)) continue;
    if (from !== end) path += `${path === '' ? '' : `V${short(place.foot)}`}M${short(from)},${short(place.foot)}`;
    path += `V${short(top)}H${short(to)}`;
    end = to;
  }
  return path === '' ? '' : `${path}V${short(place.foot)}`;
}

function drawDots(drawn: DrawnMark, place: Place, colours: Colours): string {
  const { mark, x, y, size, value } = drawn;
  const radius = dotRadius[mark.emphasis];
  const largest = largestSize(drawn);
  const byColour = new Map<string, string[]>();
  let count = 0;
  for (const group of drawn.groups) {
    for (const row of group.rows) {
      const px = place.x(x[row] ?? Number.NaN);
      const py = place.y(y[row] ?? Number.NaN);
      const r = size ? 3 * radius * Math.sqrt((size[row] ?? Number.NaN) / largest) : radius;
      if (!Number.isFinite(px + py) || !(r > 0)) continue;
      const colour = value ? colours.ofValue(value[row] ?? Number.NaN) : colourOfGroup(drawn, group, colours);
      const dots = byColour.get(colour) ?? [];
      dots.push(`<circle cx="${short(px)}" cy="${short(py)}" r="${short(r)}"/>`);
      byColour.set(colour, dots);
      count++;
    }
  }
  const opacity = dotOpacity(drawn, count);
  return [...byColour]
    .map(([colour, dots]) => `<g fill="${colour}" fill-opacity="${opacity}">${dots.join('')}</g>`)
    .join('\n');
}

/** Colour of a line, band or group of bars. */
export function colourOfGroup(drawn: DrawnMark, { category, rows }: RowGroup, colours: Colours): string {
  if (category !== null) return colours.ofCategory(category);
  // a whole line has the colour of its first number
  const first = drawn.value && rows.find((row) => Number.isFinite(drawn.value?.[row]));
  if (drawn.value)
    return colours.ofValue(first === undefined || first === null ? Number.NaN : (drawn.value[first] ?? Number.NaN));
  return colours.ofMark(drawn);
}

/** Sign of a mark in the legend, in a box of 18 × 12 px whose upper left corner is at (x, y). */
export function legendSign(type: DrawnMark['mark']['type'], colour: string, x: number, y: number): string {
  const middle = short(y + 6);
  const fill = escapeXml(colour);
  if (type === 'line')
    return `<path d="M${short(x)},${middle}h18" stroke="${fill}" stroke-width="2.4" stroke-linecap="round"/>`;
  if (type === 'dots') return `<circle cx="${short(x + 9)}" cy="${middle}" r="4" fill="${fill}"/>`;
  return `<rect x="${short(x + 1)}" y="${short(y + 1)}" width="16" height="10" fill="${fill}" fill-opacity="${type === 'band' ? 0.3 : 0.75}"/>`;
}
