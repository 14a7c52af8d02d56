import type { Shape, Shapes } from '../data/shapes.ts';

const least = { line: 2, polygon: 3, point: 1 } as const;
const most = 10_000;

/**
 * Shapes written as text: `line 10,20 30,40; polygon 1,1 9,1 5,8; point 4,4 @3`.
 *
 * Shapes are parted by `;` or a new line; a type, then points as x,y in px (pixel centres on whole numbers); `@3` at the
 * end says that a shape belongs to frame 3 (from 0) alone; `"name"` after the type names it.
 *
 * @returns the shapes in order; none for empty text.
 * @throws RangeError naming the shape that can't be read, and what was expected.
 */
export function parseShapes(text: string): Shapes {
  const parts = text.split(/[;\n]/).map((part) => part.trim());
  const written = parts.filter((part) => part !== '');
  if (written.length > most) throw new RangeError(`there are ${written.length} shapes, expected at most ${most}`);
  return { shapes: written.map((part, place) => parseShape(part, place + 1)) };
}

function parseShape(text: string, number: number): Shape {
  const match = /^(line|polygon|point)\s+(?:"([^"]*)"\s+)?([^@"]*?)\s*(?:@\s*(\d+))?$/i.exec(text);
  const fail = (why: string): never => {
    throw new RangeError(`shape ${number} is "${text.slice(0, 60)}": ${why}, such as "line 10,20 30,40"`);
  };
  if (!match) return fail('expected line, polygon or point and its points as x,y');
  const type = (match[1] ?? '').toLowerCase() as Shape['type'];
  const points = (match[3] ?? '').split(/\s+/).map((pair): readonly [number, number] => {
    const [x, y, ...rest] = pair.split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
    if (x === undefined || y === undefined || rest.length > 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
      return fail(`"${pair}" is no point, expected x,y`);
    }
    return [x, y];
  });
  if (points.length < least[type]) return fail(`a ${type} has at least ${least[type]} points`);
  if (type === 'point' && points.length > 1) return fail('a point is one x,y');
  return { type, name: match[2] ?? '', t: match[4] === undefined ? null : Number(match[4]), points };
}

/** The text that `parseShapes` reads back: positions as they are, names without quotes and semicolons. */
export const writeShapes = ({ shapes }: Shapes): string => shapes.map(writeShape).join('; ');

function writeShape({ type, name, t, points }: Shape): string {
  const clean = name.replace(/["@;\n]/g, ' ').trim();
  const places = points.map(([x, y]) => `${x},${y}`).join(' ');
  return `${type}${clean ? ` "${clean}"` : ''} ${places}${t === null ? '' : ` @${t}`}`;
}
