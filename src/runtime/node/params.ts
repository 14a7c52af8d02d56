/** Parameter schemas: what the inspector draws, the document stores, the command line checks and the cache key hashes. */

export type Unit = 'px' | 'px²' | 'µm' | 'frame' | 's' | 'min' | '1' | '%' | 'grey value' | 'σ';

interface Common<T> {
  readonly default: T;
  readonly doc: string;
  /** Has an effect only where each of these other parameters has one of the values; else the inspector dims it. */
  readonly onlyWith?: Readonly<Record<string, readonly StoredParam[]>>;
}
export interface NumberParam extends Common<number> {
  readonly type: 'number' | 'integer';
  /** A length in `px` (an area in `px²`) may also be given in µm (µm²): it is converted with the movie's pixel size. */
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}
export interface ToggleParam extends Common<boolean> {
  readonly type: 'toggle';
}
export interface ChoiceParam<C extends string = string> extends Common<C> {
  readonly type: 'choice';
  readonly options: readonly C[];
}
export interface TextParam extends Common<string> {
  readonly type: 'text';
  /** It names a column of the table that is connected, or several with commas: the inspector offers them. */
  readonly columns?: 'one' | 'several';
}
/** A file or folder, bound when the graph runs; never stored in a document. The default is always '': nothing bound. */
export interface FileParam extends Common<''> {
  readonly type: 'file';
  readonly accept: readonly string[];
}
export type Param = NumberParam | ToggleParam | ChoiceParam | TextParam | FileParam;
export type Params = Readonly<Record<string, Param>>;
/** A parameter as documents and the command line give it: lengths also as text with a unit, `"2.5 µm"`. */
export type StoredParam = number | boolean | string;

export type ParamValue<P> =
  P extends ChoiceParam<infer C>
    ? C
    : P extends ToggleParam
      ? boolean
      : P extends NumberParam
        ? number
        : P extends TextParam | FileParam
          ? string
          : never;
export type ParamValues<P extends Params> = { readonly [K in keyof P]: ParamValue<P[K]> };

export const number = (p: Omit<NumberParam, 'type'>): NumberParam => ({ type: 'number', ...p });
export const integer = (p: Omit<NumberParam, 'type'>): NumberParam => ({ type: 'integer', ...p });
export const toggle = (p: Omit<ToggleParam, 'type'>): ToggleParam => ({ type: 'toggle', ...p });
export const text = (p: Omit<TextParam, 'type'>): TextParam => ({ type: 'text', ...p });
export const file = (p: Omit<FileParam, 'type' | 'default'>): FileParam => ({ type: 'file', default: '', ...p });
export const choice = <const C extends string>(p: {
  readonly options: readonly C[];
  readonly default: NoInfer<C>;
  readonly doc: string;
  readonly onlyWith?: Readonly<Record<string, readonly StoredParam[]>>;
}): ChoiceParam<C> => ({ type: 'choice', ...p });

/** The reason `value` is not allowed for `param`, or `null` where it is. */
export function rejectParam(param: Param, value: unknown): string | null {
  switch (param.type) {
    case 'toggle':
      return typeof value === 'boolean' ? null : `is ${show(value)}, expected true or false`;
    case 'text':
    case 'file':
      return typeof value === 'string' ? null : `is ${show(value)}, expected text`;
    case 'choice':
      return param.options.some((option) => option === value)
        ? null
        : `is ${show(value)}, expected one of ${param.options.join(', ')}`;
    case 'number':
    case 'integer':
      return rejectNumber(param, value);
  }
}

function rejectNumber(param: NumberParam, value: unknown): string | null {
  if (isLength(param) && parseMicrons(value) !== null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return `is ${show(value)}, expected a finite number${isLength(param) ? ` (px), or text such as "2.5 µm"` : ''}`;
  }
  if (param.type === 'integer' && !Number.isInteger(value)) return `is ${value}, expected a whole number`;
  if (value < param.min || value > param.max) {
    return `is ${value}, expected ${param.min} to ${param.max}${param.unit === '1' ? '' : ` ${param.unit}`}`;
  }
  return null;
}

export const isLength = (param: Param): param is NumberParam =>
  (param.type === 'number' || param.type === 'integer') && (param.unit === 'px' || param.unit === 'px²');

/** The number of `"2.5 µm"`, `"2.5um"` or `"12 µm²"`; `null` for anything else. */
export function parseMicrons(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const match = /^\s*([0-9]*\.?[0-9]+(?:e-?\d+)?)\s*[µμu]m(?:²|\^2|2)?\s*$/i.exec(value);
  return match ? Number(match[1]) : null;
}

const show = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : String(value));

/** Whether the other parameters make this one matter, as its `onlyWith` says. */
export const matters = (param: Param, values: Readonly<Record<string, StoredParam>>): boolean =>
  Object.entries(param.onlyWith ?? {}).every(([name, allowed]) => allowed.includes(values[name] as StoredParam));
