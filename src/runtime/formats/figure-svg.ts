import type { Axis, Figure } from '../data/figure.ts';
import type { Tick } from './axis-scale.ts';
import { drawMark } from './draw-mark.ts';
import type { Colours } from './figure-colours.ts';
import { type Grid, labelSize, type PlacedPanel, tickSize } from './figure-layout.ts';
import { type FigurePage, figurePage, noteSize, placeIn, titleSize } from './figure-page.ts';
import { escapeXml, nameWithUnit, short } from './svg-text.ts';

const ink = '#1f2328';
const axisColour = '#4b5157';
const gridColour = '#e7e9ec';

/**
 * A figure as an SVG document, complete and fit for print: no style sheet, no script, no font of its own.
 *
 * @param figure      what to draw. Panels without anything to draw say "no data".
 * @param provenance  text for the `metadata` element: how the figure was made; left out where empty.
 * @returns           the document, at most about 100 bytes for each point; the same bytes for the same figure everywhere.
 *                    Of a mark of more than 60,000 points every n-th line or dot is drawn, and a note says so.
 * @throws RangeError naming a table or column that a mark asks for and the figure lacks.
 * @cost              O(points); 250 lines of 100 points in about 50 ms.
 */
export function figureToSvg(figure: Figure, provenance = ''): string {
  return pageToSvg(figurePage(figure), provenance);
}

/**
 * A page as an SVG document.
 * @param withMarks  false leaves the panels empty: the frame of a figure whose marks are drawn over it.
 */
export function pageToSvg(page: FigurePage, provenance: string, withMarks = true): string {
  const { figure, width, height, title, legend, grid, colours, notes, notesTop } = page;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" fill="${ink}">`,
    `<title>${escapeXml(figure.title)}</title>`,
    provenance === '' ? '' : `<metadata>${escapeXml(provenance)}</metadata>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...title.map(
      (line, i) =>
        `<text x="16" y="${28 + i * 21}" font-size="${titleSize}" font-weight="bold">${escapeXml(line)}</text>`,
    ),
    legend.svg === '' ? '' : `<g font-size="12">${legend.svg}</g>`,
    ...grid.panels.map((panel) => drawPanel(panel, colours, withMarks)),
    axisNames(grid),
    ...notes.map(
      (line, i) =>
        `<text x="16" y="${short(notesTop + i * 15)}" font-size="${noteSize}" font-style="italic" fill="${axisColour}">${escapeXml(line)}</text>`,
    ),
    '</svg>\n',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const isNamed = ({ label }: Tick): boolean => label !== '';

function drawPanel(placed: PlacedPanel, colours: Colours, withMarks: boolean): string {
  const { panel, x, y, left, top, width, height, namesX, namesY } = placed;
  const place = placeIn(placed);
  const bottom = top + height;
  const right = left + width;
  const across = y.ticks.filter(isNamed).map(({ value }) => `M${short(left)},${short(place.y(value))}H${short(right)}`);
  const upright = x.ticks
    .filter(isNamed)
    .map(({ value }) => `M${short(place.x(value))},${short(top)}V${short(bottom)}`);
  const tickMarks = [
    ...x.ticks.map(({ value, label }) => `M${short(place.x(value))},${short(bottom)}v${label === '' ? 3 : 5}`),
    ...y.ticks.map(({ value, label }) => `M${short(left)},${short(place.y(value))}h${label === '' ? -3 : -5}`),
  ];
  const drawn = withMarks
    ? placed.marks.map((mark) => drawMark(mark, place, colours)).filter((part) => part !== '')
    : [];
  const parts = [
    `<path d="${[...across, ...upright].join('')}" stroke="${gridColour}" stroke-width="1" fill="none"/>`,
    ...drawn,
    `<path d="M${short(left)},${short(top)}V${short(bottom)}H${short(right)}${tickMarks.join('')}" stroke="${axisColour}" stroke-width="1" fill="none"/>`,
  ];
  if (withMarks ? drawn.length === 0 : placed.marks.every(({ groups }) => groups.length === 0)) {
    parts.push(
      `<text x="${short(left + width / 2)}" y="${short(top + height / 2)}" font-size="13" text-anchor="middle" fill="${axisColour}">no data</text>`,
    );
  }
  if (panel.title !== '') {
    parts.push(
      `<text x="${short(left)}" y="${short(top - 7)}" font-size="12" font-weight="bold">${escapeXml(panel.title)}</text>`,
    );
  }
  if (namesX) {
    const labels = x.ticks.filter(isNamed);
    parts.push(
      `<g font-size="${tickSize}" text-anchor="middle">${labels.map(({ value, label }) => `<text x="${short(place.x(value))}" y="${short(bottom + 17)}">${label}</text>`).join('')}</g>`,
    );
  }
  if (namesY) {
    const labels = y.ticks.filter(isNamed);
    parts.push(
      `<g font-size="${tickSize}" text-anchor="end">${labels.map(({ value, label }) => `<text x="${short(left - 8)}" y="${short(place.y(value) + 3.8)}">${label}</text>`).join('')}</g>`,
    );
  }
  return `<g>${parts.join('\n')}</g>`;
}

/** Once for each row and column of panels where all share an axis; else at each panel. */
function axisNames({ panels }: Grid): string {
  const parts: string[] = [];
  const sharesX = panels.some(({ namesX }) => !namesX);
  const sharesY = panels.some(({ namesY }) => !namesY);
  const bounds = {
    left: Math.min(...panels.map(({ left }) => left)),
    right: Math.max(...panels.map(({ left, width }) => left + width)),
    top: Math.min(...panels.map(({ top }) => top)),
    bottom: Math.max(...panels.map(({ top, height }) => top + height)),
  };
  const nameX = (axis: Axis, from: number, to: number, bottom: number) =>
    parts.push(
      `<text x="${short((from + to) / 2)}" y="${short(bottom + 36)}" font-size="${labelSize}" text-anchor="middle">${escapeXml(nameWithUnit(axis.label, axis.unit))}</text>`,
    );
  const nameY = (axis: Axis, left: number, from: number, to: number) => {
    const [x, y] = [short(left), short((from + to) / 2)];
    parts.push(
      `<text x="${x}" y="${y}" font-size="${labelSize}" text-anchor="middle" transform="rotate(-90 ${x} ${y})">${escapeXml(nameWithUnit(axis.label, axis.unit))}</text>`,
    );
  };
  const room = roomForNumbers(panels);
  const [first] = panels;
  if (sharesX && first) nameX(first.panel.x, bounds.left, bounds.right, bounds.bottom);
  if (sharesY && first) nameY(first.panel.y, bounds.left - room, bounds.top, bounds.bottom);
  for (const { panel, left, top, width, height } of panels) {
    if (!sharesX) nameX(panel.x, left, left + width, top + height);
    if (!sharesY) nameY(panel.y, left - room, top, top + height);
  }
  return parts.join('\n');
}

function roomForNumbers(panels: readonly PlacedPanel[]): number {
  const left = Math.min(...panels.map((panel) => panel.left));
  return left - 26;
}
