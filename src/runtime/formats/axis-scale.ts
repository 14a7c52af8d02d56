import type { Axis } from '../data/figure.ts';

/** From values to places along an axis, and the marks on it. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Place of a value, 0 at `from` and 1 at `to`; NaN where it cannot be drawn. */
  at(value: number): number;
  readonly ticks: readonly Tick[];
}
export interface Tick {
  readonly value: number;
  /** '' where the tick has no number. */
  readonly label: string;
}
/** Range of the values to draw; `from` above `to` where there are none. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}
export const nothing: Extent = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

/** The range extended to take in a value; NaN and infinities are left out, and what a log axis cannot show. */
export function extended({ from, to }: Extent, value: number, scale: Axis['scale']): Extent {
  if (!Number.isFinite(value) || (scale === 'log' && value <= 0)) return { from, to };
  return { from: Math.min(from, value), to: Math.max(to, value) };
}

/**
 * A scale with round tick values.
 *
 * @param extent  range of the data; none gives 0 to 1 (log: 1 to 10), a single value a range around it.
 * @param axis    linear or log.
 * @param wanted  ticks wanted, about; at least 2.
 * @param ends    what the range becomes: `padded` by 3 % on each side, `round` to the next ticks, or `exact`.
 */
export function axisScale(
  extent: Extent,
  axis: Pick<Axis, 'scale'>,
  wanted: number,
  ends: 'padded' | 'round' | 'exact',
): Scale {
  return axis.scale === 'log' ? logScale(extent, wanted, ends) : linearScale(extent, wanted, ends);
}

function linearScale(extent: Extent, wanted: number, ends: string): Scale {
  let { from, to } = extent.from > extent.to ? { from: 0, to: 1 } : extent;
  if (from === to) {
    const around = from === 0 ? 1 : Math.abs(from) * 0.1;
    from -= around;
    to += around;
  } else if (ends === 'padded') {
    const pad = (to - from) * 0.03;
    from -= pad;
    to += pad;
  }
  const step = roundStep((to - from) / Math.max(2, wanted));
  if (ends === 'round') {
    from = multiple(Math.floor(from / step + 1e-9), step);
    to = multiple(Math.ceil(to / step - 1e-9), step);
  }
  const ticks: Tick[] = [];
  const last = Math.floor(to / step + 1e-9);
  const largest = Math.max(Math.abs(from), Math.abs(to));
  for (let k = Math.ceil(from / step - 1e-9); k <= last; k++) {
    const value = multiple(k, step);
    ticks.push({ value, label: tickLabel(value, step, largest) });
  }
  return { from, to, at: (value) => (value - from) / (to - from), ticks };
}

/** 1, 2 or 5 times a power of ten, the nearest to `about` by ratio. */
function roundStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(about));
  const ratio = about / power;
  return (ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.SQRT2 ? 2 : 1) * power;
}

/** k steps, without the rounding error of steps below 1. */
const multiple = (k: number, step: number): number => (step < 1 ? k / Math.round(1 / step) : k * step);

function tickLabel(value: number, step: number, largest: number): string {
  if (value === 0) return '0';
  if (largest >= 1e5 || largest < 1e-3) {
    const power = Math.floor(Math.log10(largest) + 1e-9);
    const decimals = Math.max(0, Math.ceil(power - Math.log10(step) - 1e-9));
    return minus(`${(value / 10 ** power).toFixed(decimals)}×10${superscript(power)}`);
  }
  return minus(value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));
}

/** A number of the data to three digits. */
export function roundedLabel(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    const power = Math.floor(Math.log10(size));
    return minus(`${Number((value / 10 ** power).toPrecision(3))}×10${superscript(power)}`);
  }
  return minus(String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(3))));
}

function logScale(extent: Extent, wanted: number, ends: string): Scale {
  let { from, to } = extent.from > extent.to ? { from: 1, to: 10 } : extent;
  if (from === to) {
    from /= 2;
    to *= 2;
  } else if (ends !== 'exact') {
    const pad = (to / from) ** 0.03;
    from /= pad;
    to *= pad;
  }
  const low = Math.log10(from);
  const span = Math.log10(to) - low;
  const stride = Math.max(1, Math.ceil(span / Math.max(2, wanted)));
  const named = span < 1 ? [2, 3, 4, 5, 7] : span < 2 ? [2, 5] : [];
  const ticks: Tick[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(low + span); power++) {
    for (const factor of stride > 1 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const value = factor * 10 ** power;
      if (value < from * (1 - 1e-9) || value > to * (1 + 1e-9)) continue;
      const isNamed = factor === 1 ? power % stride === 0 : named.includes(factor);
      ticks.push({ value, label: isNamed ? logLabel(factor, power) : '' });
    }
  }
  return { from, to, at: (value) => (value > 0 ? (Math.log10(value) - low) / span : Number.NaN), ticks };
}

function logLabel(factor: number, power: number): string {
  if (power >= -3 && power <= 4) return String(Number((factor * 10 ** power).toPrecision(1)));
  return factor === 1 ? `10${superscript(power)}` : `${factor}×10${superscript(power)}`;
}

const superscript = (power: number): string =>
  [...String(power)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('');
const minus = (text: string): string => text.replace('-', '−');
