import { isLength, type NumberParam, parseMicrons, rejectParam, type StoredParam } from '../../runtime/node/params.ts';

/** What a typed text stands for: a value to store, or why it is refused. */
export type Typed = { readonly value: StoredParam } | { readonly reason: string };

const areaOf = (param: NumberParam, pixel_um: number): number =>
  param.unit === 'px²' ? pixel_um * pixel_um : pixel_um;
const micronUnit = (param: NumberParam): string => (param.unit === 'px²' ? 'µm²' : 'µm');

/**
 * Reads the text of a number field.
 *
 * @param text      a number, with `.` or one `,` before the decimals; a unit behind it wins over that of the field.
 * @param inMicrons the field shows µm: a bare number is one of µm.
 * @param pixel_um  pixel size, µm; `null` where not recorded: a length in µm can then not be checked against its range.
 */
export function readTyped(text: string, param: NumberParam, inMicrons: boolean, pixel_um: number | null): Typed {
  const trimmed = text.trim().replace('−', '-');
  const typed = /^[^,.]*,[^,.]*$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed;
  if (typed === '') return { reason: 'is empty, expected a number' };
  const match = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(.*)$/i.exec(typed);
  const unit = match?.[2] ?? '';
  const number = Number(match?.[1]);
  if (!match || !Number.isFinite(number) || !isUnit(unit, param)) return { reason: `is "${text}", expected a number` };
  const microns = isLength(param) && (/^[µμu]m/i.test(unit) || (unit === '' && inMicrons));
  if (!microns) return checked(number, param);
  if (number < 0) return { reason: `is ${number} ${micronUnit(param)}, expected at least 0` };
  if (pixel_um !== null) {
    const inPixels = number / areaOf(param, pixel_um);
    const reason = rejectParam(param, param.type === 'integer' ? Math.round(inPixels) : inPixels);
    if (reason) return { reason: `${reason} (${number} ${micronUnit(param)} at ${pixel_um} µm per px)` };
  }
  return { value: `${number} ${micronUnit(param)}` };
}

function isUnit(unit: string, param: NumberParam): boolean {
  if (unit === '' || unit === param.unit || unit === `${param.unit}s`) return true;
  return isLength(param) && /^([µμu]m|px)(²|\^2|2)?$/i.test(unit);
}

function checked(value: number, param: NumberParam): Typed {
  const reason = rejectParam(param, value);
  return reason ? { reason } : { value };
}

/** Whether a stored length is in µm. */
export const isInMicrons = (param: NumberParam, value: StoredParam): boolean =>
  isLength(param) && parseMicrons(value) !== null;

/** The number of a stored value, in the unit it is stored in. */
export function numberOf(value: StoredParam): number {
  return parseMicrons(value) ?? Number(value);
}

/** The unit that stands in the field; '' for pure numbers. */
export function unitText(param: NumberParam, value: StoredParam): string {
  if (isInMicrons(param, value)) return micronUnit(param);
  return param.unit === '1' ? '' : param.unit === 'frame' ? 'frames' : param.unit;
}

/** A number as people write it: no 0.30000000000000004, at most 6 digits behind the point, `1e9` for round giants. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const exponential = Number(value.toPrecision(10)).toExponential().replace('e+', 'e');
    return exponential.length <= 4 + (value < 0 ? 1 : 0) || size < 1e-4 ? exponential : String(value);
  }
  return String(Number(value.toFixed(6)));
}

/**
 * The same length in the other unit, rounded to four digits.
 * @returns `null` where the pixel size is not recorded or the value falls out of its range.
 */
export function otherUnit(param: NumberParam, value: StoredParam, pixel_um: number | null): StoredParam | null {
  if (pixel_um === null) return null;
  const scale = areaOf(param, pixel_um);
  const microns = parseMicrons(value);
  if (microns === null) {
    const converted = Number((Number(value) * scale).toPrecision(4));
    // a length in px may be negative, one in µm may not
    return converted < 0 ? null : `${converted} ${micronUnit(param)}`;
  }
  const inPixels = microns / scale;
  const rounded = param.type === 'integer' ? Math.round(inPixels) : Number(inPixels.toPrecision(4));
  return rejectParam(param, rounded) ? null : rounded;
}

/** A value with its unit, for sentences: "2.5 µm", "on", "otsu". */
export function valueText(value: StoredParam, unit = ''): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return unit ? `${numberText(value)} ${unit}` : numberText(value);
  return value === '' ? 'empty' : value;
}

/** `gapClosingMaxFrameGap` → "Gap closing max frame gap"; one letter stays as it is. */
export function paramLabel(name: string): string {
  if (name.length === 1) return name;
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
