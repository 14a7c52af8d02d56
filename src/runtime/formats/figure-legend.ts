import { colourOf, hexOf } from '../data/colour-of.ts';
import { roundedLabel } from './axis-scale.ts';
import { legendSign } from './draw-mark.ts';
import type { Colours } from './figure-colours.ts';
import type { DrawnMark } from './figure-marks.ts';
import { escapeXml, nameWithUnit, short, textWidth } from './svg-text.ts';

const size = 12;
const rowHeight = 20;
/** More colours than this have no names: a legend of hundreds of tracks tells nothing. */
const mostCategories = 14;

interface Entry {
  readonly type: DrawnMark['mark']['type'];
  readonly colour: string;
  readonly label: string;
}

/**
 * What colours and marks mean, as a row of signs and names that wraps.
 *
 * @param width  px to fill from x = 0.
 * @returns      SVG elements from y = `top` downwards and the height that they take, 0 where there is nothing to say.
 */
export function drawLegend(
  marks: readonly DrawnMark[],
  colours: Colours,
  left: number,
  top: number,
  width: number,
): { readonly svg: string; readonly height: number } {
  const parts: string[] = [];
  let x = left;
  let y = top;
  const place = (needed: number) => {
    if (x > left && x + needed > left + width) {
      x = left;
      y += rowHeight;
    }
    const at = x;
    x += needed + 18;
    return at;
  };
  for (const { type, colour, label } of entriesOf(marks, colours)) {
    const at = place(24 + textWidth(label, size));
    parts.push(legendSign(type, colour, at, y), textAt(at + 24, y + 10, label));
  }
  if (colours.scale && colours.scale.from <= colours.scale.to) {
    parts.push(colourBar(colours.scale, place(barWidth(colours.scale)), y));
  }
  const sized = marks.find(({ mark }) => mark.size !== undefined);
  if (sized) {
    const label = `area of a dot: ${nameWithUnit(sized.mark.size ?? '', '')}`;
    parts.push(textAt(place(textWidth(label, size)), y + 10, label));
  }
  return { svg: parts.join('\n'), height: parts.length > 0 ? y - top + rowHeight : 0 };
}

function entriesOf(marks: readonly DrawnMark[], colours: Colours): readonly Entry[] {
  const { categories } = colours;
  const main = [...marks].sort((a, b) => weight(b) - weight(a)).find((drawn) => drawn.category);
  const named: Entry[] =
    main && categories.length <= mostCategories
      ? categories.map((label) => ({ type: main.mark.type, colour: colours.ofCategory(label), label }))
      : [];
  const seen = new Set<string>();
  for (const drawn of marks) {
    const { label, type } = drawn.mark;
    if (label === undefined || seen.has(label) || drawn.groups.length === 0) continue;
    seen.add(label);
    named.push({ type, colour: drawn.category ? '#4d4d4d' : colours.ofMark(drawn), label });
  }
  return named;
}

const weight = ({ mark }: DrawnMark): number =>
  ({ faint: 0, normal: 1, strong: 2 })[mark.emphasis] + (mark.type === 'band' ? -1 : 0);

const textAt = (x: number, y: number, label: string): string =>
  `<text x="${short(x)}" y="${short(y)}">${escapeXml(label)}</text>`;

type NamedScale = NonNullable<Colours['scale']>;
const barLength = 120;
const barName = ({ name, unit }: NamedScale): string => nameWithUnit(name, unit);
const barEnds = ({ from, to }: NamedScale): readonly [string, string] => [roundedLabel(from), roundedLabel(to)];
const barWidth = (scale: NamedScale): number => {
  const [low, high] = barEnds(scale);
  return textWidth(barName(scale), size) + textWidth(low, size) + textWidth(high, size) + barLength + 24;
};

/** Name, lowest value, bar, highest value: the ends of the bar are where the numbers are. */
function colourBar(scale: NamedScale, left: number, top: number): string {
  const [low, high] = barEnds(scale);
  const steps = 30;
  let x = left + textWidth(barName(scale), size) + 8;
  const parts = [textAt(left, top + 10, barName(scale)), textAt(x, top + 10, low)];
  x += textWidth(low, size) + 6;
  for (let k = 0; k < steps; k++) {
    const fill = hexOf(colourOf('viridis', (k + 0.5) / steps));
    const width = barLength / steps;
    parts.push(
      `<rect x="${short(x + k * width)}" y="${short(top)}" width="${short(width + 0.3)}" height="12" fill="${fill}"/>`,
    );
  }
  parts.push(textAt(x + barLength + 6, top + 10, high));
  return parts.join('');
}
