import type { Pixels, Plane } from '../../data/frame.ts';
import { checkPlane } from './plane-size.ts';

/** Largest radius of a background, px. */
export const maxBackgroundRadius = 1000;

/** @throws RangeError where the radius is not above 0 and at most 1000 px. */
export function checkBackgroundRadius(radius: number): void {
  if (radius > 0 && radius <= maxBackgroundRadius) return;
  throw new RangeError(`radius is ${radius} px, expected above 0 and at most ${maxBackgroundRadius} px`);
}

/**
 * How far the surface of a ball lies below its top: `drop[dy * side + dx]`, Infinity beyond its radius.
 *
 * @param radius  px and grey values, above 0.
 * @param side    entries along dx and dy, from 0 on.
 */
export function ballDrop(radius: number, side: number): Float64Array {
  const drop = new Float64Array(side * side).fill(Number.POSITIVE_INFINITY);
  for (let dy = 0; dy < side; dy++) {
    for (let dx = 0; dx < side; dx++) {
      const height2 = radius * radius - dx * dx - dy * dy;
      if (height2 >= 0) drop[dy * side + dx] = radius - Math.sqrt(height2);
    }
  }
  return drop;
}

/**
 * Background by a ball rolled under the image: at each pixel the height of the ball's top where it touches from below,
 * the lowest of pixel + radius - √(radius² - distance²) over the disk.
 *
 * @param plane   height × width; not modified. NaN and infinite pixels don't count; NaN where the disk holds no others.
 * @param radius  radius of the ball in px and in grey values, above 0, at most 1000.
 * @returns       a new plane, nowhere above the pixels.
 * @throws RangeError where the radius is out of range.
 * @cost          As good as independent of the radius: a tile of the disk whose lowest pixel can't touch is skipped.
 * @source        skimage.restoration.rolling_ball 0.19.3: equal. Sternberg, Computer 16 (1983), doi:10.1109/MC.1983.1654163.
 */
export function rollingBall(plane: Plane<Pixels>, radius: number): Plane<Float32Array> {
  checkPlane(plane);
  checkBackgroundRadius(radius);
  const { width, height } = plane;
  const data = new Float32Array(plane.data);
  for (let i = 0; i < data.length; i++) if (data[i]! - data[i]! !== 0) data[i] = Number.POSITIVE_INFINITY;
  const out = new Float32Array(data.length);
  const search = newSearch(data, width, height, radius);
  const { tile } = search;
  const best = new Float64Array(tile * tile);
  for (let ty = 0; ty < search.rows; ty++) {
    for (let tx = 0; tx < search.columns; tx++) {
      best.fill(Number.POSITIVE_INFINITY);
      searchTile(search, tx, ty, best);
      const right = Math.min(tile, width - tx * tile);
      const bottom = Math.min(tile, height - ty * tile);
      for (let y = 0; y < bottom; y++) {
        for (let x = 0; x < right; x++) {
          const value = best[y * tile + x]!;
          out[(ty * tile + y) * width + tx * tile + x] = value === Number.POSITIVE_INFINITY ? Number.NaN : value;
        }
      }
    }
  }
  return { width, height, data: out };
}

interface Search {
  /** Pixels are handled in tiles of this side: small ones leave more out, large ones are fewer to look at. */
  readonly tile: number;
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Lowest pixel of each tile. */
  readonly lowest: Float64Array;
  /** Tiles on each side that the disk may reach into. */
  readonly reach: number;
  readonly drop: Float64Array;
  /** Entries along dx and dy of `drop`. */
  readonly side: number;
}

function newSearch(data: Float32Array, width: number, height: number, radius: number): Search {
  const tile = radius > 64 ? 8 : 4;
  const columns = Math.ceil(width / tile);
  const rows = Math.ceil(height / tile);
  const lowest = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = Math.floor(y / tile) * columns + Math.floor(x / tile);
      if (data[y * width + x]! < lowest[at]!) lowest[at] = data[y * width + x]!;
    }
  }
  const reach = Math.ceil(radius / tile);
  const side = Math.floor(radius) + 2 * tile + 1;
  return { tile, data, width, height, columns, rows, lowest, reach, drop: ballDrop(radius, side), side };
}

/** Pixels between two tiles that are `apart` tiles apart, from the nearest edge of one to that of the other. */
const gap = (apart: number, tile: number): number => (apart === 0 ? 0 : (Math.abs(apart) - 1) * tile + 1);

/** Starts with the tile that could hold the lowest answer, so that most others can be skipped. */
function searchTile(search: Search, tx: number, ty: number, best: Float64Array): void {
  const { tile, columns, rows, lowest, reach, drop, side } = search;
  const left = Math.max(0, tx - reach);
  const right = Math.min(columns - 1, tx + reach);
  const top = Math.max(0, ty - reach);
  const bottom = Math.min(rows - 1, ty + reach);
  let first = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let by = top; by <= bottom; by++) {
    for (let bx = left; bx <= right; bx++) {
      const bound = lowest[by * columns + bx]! + drop[gap(by - ty, tile) * side + gap(bx - tx, tile)]!;
      if (bound < least) {
        least = bound;
        first = by * columns + bx;
      }
    }
  }
  if (first < 0) return;
  let worst = tryTile(search, tx, ty, first, Number.POSITIVE_INFINITY, best);
  for (let by = top; by <= bottom; by++) {
    for (let bx = left; bx <= right; bx++) {
      const at = by * columns + bx;
      if (at !== first && lowest[at]! + drop[gap(by - ty, tile) * side + gap(bx - tx, tile)]! < worst) {
        worst = tryTile(search, tx, ty, at, worst, best);
      }
    }
  }
}

/** Lowers `best` by every pixel of tile `at` that is low enough to matter; returns the highest of `best` within the plane. */
function tryTile(search: Search, tx: number, ty: number, at: number, worst: number, best: Float64Array): number {
  const { tile, data, width, height, columns, drop, side } = search;
  const x0 = (at % columns) * tile;
  const y0 = Math.floor(at / columns) * tile;
  const toX = tx * tile;
  const toY = ty * tile;
  const x1 = Math.min(width, x0 + tile);
  const y1 = Math.min(height, y0 + tile);
  const across = Math.min(tile, width - toX);
  const down = Math.min(tile, height - toY);
  for (let y = y0; y < y1; y++) {
    const gapY = Math.max(0, toY - y, y - toY - down + 1);
    for (let x = x0; x < x1; x++) {
      const value = data[y * width + x]!;
      const gapX = Math.max(0, toX - x, x - toX - across + 1);
      if (value + drop[gapY * side + gapX]! >= worst) continue;
      for (let j = 0; j < down; j++) {
        const row = Math.abs(toY + j - y) * side;
        for (let i = 0; i < across; i++) {
          const touch = value + drop[row + Math.abs(toX + i - x)]!;
          if (touch < best[j * tile + i]!) best[j * tile + i] = touch;
        }
      }
    }
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) if (best[j * tile + i]! > highest) highest = best[j * tile + i]!;
  }
  return highest;
}
