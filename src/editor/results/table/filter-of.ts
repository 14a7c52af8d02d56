/** Whether a cell passes; the sentence says what is wrong with the text. */
type Filter<T> = { readonly passes: (value: T) => boolean } | { readonly fault: string };

/** The point of `2..5` belongs to no number. */
const number = '[-+]?(?:\\d+(?:\\.(?!\\.)\\d*)?|\\.\\d+)(?:e[-+]?\\d+)?|[-+]?inf';
const condition = new RegExp(
  `\\s*(>=|<=|!=|[><=≥≤≠])?\\s*(?:(${number})(?:\\s*(?:\\.\\.|…)\\s*(${number}))?|(nan))\\s*[,;&]?`,
  'iy',
);

/**
 * A filter for numbers: `> 3`, `<= 0.5`, `!= 0`, `2..5` (both ends count), `7 9 12` (one of them), `nan`, `!= nan`; several
 * at once, `> 3 < 9`, have to hold all. Missing numbers pass `nan` and `!=` only.
 */
export function numberFilter(text: string): Filter<number> {
  const all: ((value: number) => boolean)[] = [];
  const oneOf: ((value: number) => boolean)[] = [];
  condition.lastIndex = 0;
  while (condition.lastIndex < text.length) {
    const at = condition.lastIndex;
    const match = condition.exec(text);
    if (!match) return { fault: `"${text.slice(at).trim()}" is no condition: write > 3, 2..5, != 0, nan or 7 9 12` };
    const [, sign = '', from, to, missing] = match;
    const low = missing === undefined ? numberIn(from ?? '') : Number.NaN;
    const test = testOf(sign, low, to === undefined ? null : numberIn(to));
    (sign === '' || sign === '=' ? oneOf : all).push(test);
  }
  return {
    passes: (value) => all.every((test) => test(value)) && (oneOf.length === 0 || oneOf.some((test) => test(value))),
  };
}

const numberIn = (text: string): number => Number(text.replace(/inf/i, 'Infinity'));

function testOf(sign: string, low: number, high: number | null): (value: number) => boolean {
  if (high !== null) return (value) => value >= low && value <= high;
  switch (sign) {
    case '>':
      return (value) => value > low;
    case '<':
      return (value) => value < low;
    case '>=':
    case '≥':
      return (value) => value >= low;
    case '<=':
    case '≤':
      return (value) => value <= low;
    case '!=':
    case '≠':
      return (value) => !same(value, low);
    default:
      return (value) => same(value, low);
  }
}

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** A filter for text: what it contains, capitals or not; `=a` is exactly a, `!a` does not contain a. */
export function textFilter(text: string): Filter<string> {
  const wanted = text.trim().toLowerCase();
  if (wanted.startsWith('=')) return { passes: (value) => value.toLowerCase() === wanted.slice(1).trim() };
  if (wanted.startsWith('!')) return { passes: (value) => !value.toLowerCase().includes(wanted.slice(1).trim()) };
  return { passes: (value) => value.toLowerCase().includes(wanted) };
}
