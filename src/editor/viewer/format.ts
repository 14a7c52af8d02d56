/** Up to four significant digits, no trailing zeros: 0.3255, 12.5, 1.2e+7. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2).replace(/\.?0+e/, 'e');
  return String(Number(value.toPrecision(size >= 1000 ? 6 : 4)));
}

/** A time as people read it: `4.5 s`, `12:30 min`, `3:05:00 h`. */
export function formatTime(seconds: number): string {
  if (Math.abs(seconds) < 60) return `${formatNumber(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)} h`;
}

export interface ScaleBar {
  /** CSS px. */
  readonly width: number;
  readonly text: string;
}

/**
 * A bar of a round length: 1, 2 or 5 times a power of ten, as long as fits.
 * @param pixel_um  size of an image pixel, `null` where not recorded: the bar is then in px.
 * @param scale     CSS px an image pixel.
 * @param most      longest bar, CSS px.
 */
export function scaleBar(pixel_um: number | null, scale: number, most: number): ScaleBar {
  const unit = pixel_um ?? 1;
  const longest = (most / scale) * unit;
  const power = 10 ** Math.floor(Math.log10(longest));
  const length = [5, 2, 1].map((step) => step * power).find((one) => one <= longest * 1.000001) ?? power;
  const width = (length / unit) * scale;
  if (pixel_um === null) return { width, text: `${formatNumber(length)} px` };
  if (length >= 1000) return { width, text: `${formatNumber(length / 1000)} mm` };
  return { width, text: length < 1 ? `${formatNumber(length * 1000)} nm` : `${formatNumber(length)} µm` };
}
