import { row, rowLength } from './nuclei-shapes.ts';

/** What light makes of the specimen. */
export interface Light {
  /** Photoelectrons per pixel of an average nucleus in frame 0. */
  readonly signal: number;
  /** Photoelectrons per pixel where there is no nucleus; two fifths of it bleach. */
  readonly background: number;
  /** Fluorescence left, 0 … 1. */
  readonly bleach: number;
  /** Light missing in the corners, 0 … 1. */
  readonly vignetting: number;
}

const hazeStep = 8;
const hazeBorder = 5;
/** Part of the signal that is scattered widely, where nuclei fill the view. */
const hazeLevel = 0.12;

/**
 * Turns brightness into expected photoelectrons: out-of-focus haze of all nuclei, background, bleaching, vignetting.
 *
 * @param data  planes of width × height, brightness with 1 an average nucleus; overwritten.
 * @param rows  the nuclei of the frame (nuclei-shapes.ts); those up to 40 px outside the view add to the haze.
 */
export function lightUp(data: Float32Array, rows: Float64Array, width: number, height: number, light: Light): void {
  const columns = Math.ceil(width / hazeStep) + 2 * hazeBorder + 1;
  const lines = Math.ceil(height / hazeStep) + 2 * hazeBorder + 1;
  const grid = hazeGrid(rows, columns, lines);
  const signal = light.signal * light.bleach;
  const background = light.background * (0.6 + 0.4 * light.bleach);
  const perSquare = (4 * light.vignetting) / (width * width + height * height);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let i = 0; i < data.length; ) {
    const y = (i / width) % height;
    const gy = Math.floor(y / hazeStep);
    const py = y / hazeStep - gy;
    const dy = y - middleY;
    const line = (gy + hazeBorder) * columns + hazeBorder;
    for (let x = 0; x < width; x++, i++) {
      const at = line + (x >> 3);
      const px = (x & 7) / hazeStep;
      const top = grid[at]! + (grid[at + 1]! - grid[at]!) * px;
      const bottom = grid[at + columns]! + (grid[at + columns + 1]! - grid[at + columns]!) * px;
      const haze = top + (bottom - top) * py;
      const dx = x - middleX;
      data[i] = (background + signal * (data[i]! + haze)) * (1 - perSquare * (dx * dx + dy * dy));
    }
  }
}

/** Light of all nuclei, spread widely, on a grid of one point per 8 px whose border reaches 40 px beyond the view. */
function hazeGrid(rows: Float64Array, columns: number, lines: number): Float64Array {
  let grid = new Float64Array(columns * lines);
  for (let at = 0; at < rows.length; at += rowLength) {
    const px = rows[at + row.x]! / hazeStep + hazeBorder;
    const py = rows[at + row.y]! / hazeStep + hazeBorder;
    const gx = Math.floor(px);
    const gy = Math.floor(py);
    if (gx < 0 || gy < 0 || gx >= columns - 1 || gy >= lines - 1) continue;
    const area = Math.PI * rows[at + row.semiLong]! * rows[at + row.semiShort]!;
    const light = (hazeLevel * rows[at + row.brightness]! * area) / (hazeStep * hazeStep);
    const i = gy * columns + gx;
    grid[i]! += light * (gx + 1 - px) * (gy + 1 - py);
    grid[i + 1]! += light * (px - gx) * (gy + 1 - py);
    grid[i + columns]! += light * (gx + 1 - px) * (py - gy);
    grid[i + columns + 1]! += light * (px - gx) * (py - gy);
  }
  for (let round = 0; round < 3; round++) {
    grid = meanOfFive(meanOfFive(grid, columns, lines, 1, columns), lines, columns, columns, 1);
  }
  return grid;
}

/** Running mean of five along lines of `length` points `step` apart, the lines `next` apart; 0 outside. */
function meanOfFive(
  grid: Float64Array,
  length: number,
  count: number,
  step: number,
  next: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(grid.length);
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < length; i++) {
      let sum = 0;
      const last = Math.min(i + 2, length - 1);
      for (let k = Math.max(i - 2, 0); k <= last; k++) sum += grid[j * next + k * step]!;
      out[j * next + i * step] = sum / 5;
    }
  }
  return out;
}
