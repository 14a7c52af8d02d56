import { type PlaneOrder, planeOrder } from './axes.ts';
import { FormatError } from './format-error.ts';

/** Sorts names so that numbers in them count as numbers: t2 before t10. The same everywhere: no locale is asked. */
export function naturalOrder(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const one = left[i] ?? '';
    const other = right[i] ?? '';
    if (i % 2 === 1) {
      const difference = BigInt(one) - BigInt(other);
      if (difference !== 0n) return difference < 0n ? -1 : 1;
    }
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

const isTiff = (name: string): boolean => /\.(?:tiff?|stk)$/i.test(name) && !name.startsWith('.');

/** The TIFF files among `names`, in natural order. */
export const tiffNames = (names: readonly string[]): readonly string[] => names.filter(isTiff).sort(naturalOrder);

/** Whether `name` fits a pattern with * (any characters) and ? (one). */
export function fitsPattern(name: string, pattern: string): boolean {
  // Greedy with one remembered star: linear, where a regular expression could take for ever.
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (at < name.length) {
    const want = pattern[i];
    if (want === '*') {
      star = i++;
      resume = at;
    } else if (want === '?' || want === name[at]) {
      i++;
      at++;
    } else if (star >= 0) {
      i = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[i] === '*') i++;
  return i === pattern.length;
}

type Axis = 't' | 'c' | 'z';
const words: Readonly<Record<string, Axis>> = {
  t: 't',
  time: 't',
  frame: 't',
  z: 'z',
  slice: 'z',
  plane: 'z',
  c: 'c',
  ch: 'c',
  channel: 'c',
  w: 'c',
};

const markedNumber = new RegExp(`(?:^|[^a-z])(?:${Object.keys(words).join('|')})[-_ ]?\\d`, 'i');

/** What numbers that are left out mean: an error that names them, or nothing. */
export const gapOptions = ['error', 'accept'] as const;
export type GapOption = (typeof gapOptions)[number];

/** The order of files, and the time step of each time point since the first where some are left out. */
export interface NameOrder extends PlaneOrder {
  readonly steps: Float64Array | null;
  /** What names call the channels, where that is more than a number. */
  readonly channelNames?: readonly string[];
}

/**
 * What the files of one folder are, from the numbers that vary in their names: one number is time unless it is called z or
 * c; several must each be called t, z or c (`s_t000_z01_ch00.tif`).
 *
 * @param names  in natural order.
 * @param gaps   whether time points and planes may be left out. Numbers that count are meant: in steps of one size
 *               (t000, t005, t010) nothing is left out, and times of day have no common step.
 * @returns      `index` says which of `names`.
 * @throws FormatError `ambiguous` where several numbers vary without being called anything; `missing` naming the place of
 *         an image that isn't there; `gap` naming the numbers that no file has.
 */
export function orderOfNames(names: readonly string[], folder: string, gaps: GapOption = 'error'): NameOrder {
  const inTime = { ...planeOrder('t', { t: names.length, c: 1, z: 1 }), steps: null };
  const split = names.map((name) => name.replace(/\.\w+$/, '').split(/(\d+)/));
  const [first] = split;
  const sameText = split.every(
    (parts) => parts.length === first?.length && parts.every((part, i) => i % 2 === 1 || part === first[i]),
  );
  if (!first) return inTime;
  if (!sameText) {
    if (!names.some((name) => markedNumber.test(name))) return inTime;
    throw new FormatError(
      'ambiguous',
      { file: folder },
      `its file names (${names[0]} … ${names.at(-1)}) differ in more than their numbers: say what is what by a path such as ${folder}/img_{c}_t{t}.tif, or set the parameter axes to t to take them in natural order`,
    );
  }
  const varying: { readonly part: number; readonly axis: Axis | null }[] = [];
  for (let part = 1; part < first.length; part += 2) {
    if (split.every((parts) => parts[part] === first[part])) continue;
    const word = /(?:^|[^a-z])([a-z]+)[-_ ]?$/i.exec(first[part - 1] ?? '')?.[1]?.toLowerCase() ?? '';
    varying.push({ part, axis: words[word] ?? null });
  }
  if (varying.length <= 1) {
    const axis = varying[0]?.axis ?? 't';
    const numbers = split.map((parts) => Number(parts[varying[0]?.part ?? 1]));
    const steps = stepsOf(axis, numbers, gaps, names, folder);
    return { ...planeOrder(axis, { t: 1, c: 1, z: 1, [axis]: names.length }), steps };
  }
  const axes = varying.map(({ axis }) => axis);
  if (axes.includes(null) || new Set(axes).size < axes.length) {
    throw new FormatError(
      'ambiguous',
      { file: folder },
      `${varying.length} numbers vary in its file names (${names[0]} … ${names.at(-1)}): set the parameter axes to t to take them in natural order, or to an order such as tz`,
    );
  }
  return productOrder(split, varying as { part: number; axis: Axis }[], names, folder, gaps);
}

/** Whether the last part of a path says where the numbers are: `img_t{t}_c{c}.tif`. */
export const isBraced = (pattern: string): boolean => /\{[tcz]\}/.test(pattern);

/**
 * The files that fit a pattern with {t}, {z} (numbers) and {c} (a number or a name), and what they are.
 *
 * @param all  names in the folder.
 * @throws FormatError as orderOfNames; `ambiguous` where an axis stands twice in the pattern or two files are the same
 *         image.
 */
export function orderOfPattern(
  all: readonly string[],
  pattern: string,
  folder: string,
  gaps: GapOption = 'error',
): { readonly names: readonly string[]; readonly order: NameOrder } {
  const parts = pattern.split(/\{([tcz])\}/);
  const axes = parts.filter((_, i) => i % 2 === 1) as readonly Axis[];
  if (new Set(axes).size < axes.length) {
    throw new FormatError('ambiguous', { file: folder }, `${pattern} has an axis twice`);
  }
  const expression = parts.map((part, i) =>
    i % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : part === 'c' ? '(.+)' : '(\\d+)',
  );
  const fits = new RegExp(`^${expression.join('')}$`);
  const names = all.filter((name) => fits.test(name)).sort(naturalOrder);
  const found = names.map((name) => fits.exec(name)?.slice(1) ?? []);
  const c = axes.indexOf('c');
  const called = c < 0 ? [] : [...new Set(found.map((values) => values[c] ?? ''))].sort(naturalOrder);
  const isNamed = called.some((name) => !/^\d+$/.test(name));
  // Names of channels become numbers, so that they may be ordered like the others.
  const split = found.map((values) => values.map((value, i) => (i === c ? String(called.indexOf(value)) : value)));
  const varying = axes.map((axis, part) => ({ part, axis }));
  if (new Set(split.map((values) => values.map(Number).join())).size < names.length) {
    throw new FormatError('ambiguous', { file: folder }, `two of its files are the same image by ${pattern}`);
  }
  const order = productOrder(split, varying, names, folder, gaps);
  return { names, order: isNamed ? { ...order, channelNames: called } : order };
}

function productOrder(
  split: readonly (readonly string[])[],
  varying: readonly { readonly part: number; readonly axis: Axis }[],
  names: readonly string[],
  folder: string,
  gaps: GapOption,
): NameOrder {
  const values = varying.map(({ part }) =>
    [...new Set(split.map((parts) => Number(parts[part])))].sort((a, b) => a - b),
  );
  const counts = { t: 1, c: 1, z: 1 };
  let steps: Float64Array | null = null;
  varying.forEach(({ axis }, i) => {
    counts[axis] = values[i]?.length ?? 1;
    steps = stepsOf(axis, values[i] ?? [], gaps, names, folder) ?? steps;
  });
  const where = new Map(split.map((parts, i) => [varying.map(({ part }) => Number(parts[part])).join(), i]));
  const keyOf = (at: Readonly<Record<Axis, number>>) => varying.map(({ axis }, i) => values[i]?.[at[axis]]).join();
  for (let t = 0; t < counts.t; t++) {
    for (let c = 0; c < counts.c; c++) {
      for (let z = 0; z < counts.z; z++) {
        if (where.has(keyOf({ t, c, z }))) continue;
        const missing = varying.map(({ axis }, i) => `${axis} ${values[i]?.[{ t, c, z }[axis]]}`).join(', ');
        throw new FormatError('missing', { file: folder }, `no image for ${missing} (there is ${names[0]})`);
      }
    }
  }
  return { ...counts, steps, index: (t, c, z) => where.get(keyOf({ t, c, z })) ?? -1 };
}

/** The step of each number since the first, where they count time points and leave some out; else `null`. */
function stepsOf(
  axis: Axis,
  numbers: readonly number[],
  gaps: GapOption,
  names: readonly string[],
  folder: string,
): Float64Array | null {
  const [first = 0] = numbers;
  const differences = numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0));
  const stride = Math.min(...differences);
  const isCount = stride > 0 && differences.every((difference) => difference % stride === 0);
  if (axis === 'c' || !isCount || differences.every((difference) => difference === stride)) return null;
  if (gaps === 'error') throw new FormatError('gap', { file: folder }, leftOut(axis, numbers, stride, names));
  return axis === 't' ? Float64Array.from(numbers, (number) => (number - first) / stride) : null;
}

const namedAtMost = 8;

function leftOut(axis: Axis, numbers: readonly number[], stride: number, names: readonly string[]): string {
  const missing: number[] = [];
  let count = 0;
  numbers.forEach((number, i) => {
    const next = numbers[i + 1] ?? number;
    count += Math.max(0, (next - number) / stride - 1);
    for (let one = number + stride; one < next && missing.length < namedAtMost; one += stride) missing.push(one);
  });
  const what = axis === 'z' ? 'plane' : 'frame';
  const more = count > missing.length ? ` and ${count - missing.length} more` : '';
  return `${what}${count > 1 ? 's' : ''} ${missing.join(', ')}${more} of ${names[0]} … ${names.at(-1)} ${count > 1 ? 'are' : 'is'} missing: copy what is missing, or set the parameter gaps to accept`;
}
