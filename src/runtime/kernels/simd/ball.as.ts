import { toFloats } from './convert.as';
import { take } from './memory.as';

// The result is made in tiles of 4 × 4. For each, blocks of 16 × 16 and then tiles of the disk are tried in turn; one whose
// lowest pixel, raised by the ball's drop at the nearest edge, is not below the worst value so far can't change anything.

const none = <f32>Infinity;

let plane: usize = 0; // holes and everything beyond the border are Infinity; whole blocks
let stride: usize = 0;
let lowTiles: usize = 0;
let tileStride: usize = 0;
let lowBlocks: usize = 0;
let blockColumns: i32 = 0;
let blockRows: i32 = 0;
let drops: usize = 0; // drop at dx = dy = 0; rows of 2 · side - 1 floats
let dropStride: usize = 0;
let gaps: usize = 0; // drop at the nearest edges of tiles (0, 0) apart; rows of 2 · reach + 1 floats
let gapStride: usize = 0;
let worst: f32 = 0;
let best: usize = 0;

/**
 * Background by a rolling ball. `drop`: (2 · side - 1)² floats, the ball's drop at dy, dx = 1 - side … side - 1, Infinity
 * beyond its radius; side ≥ floor(radius) + 20. `gap`: reach + 1 rows for tiles 0 … reach apart along y, each for tiles
 * -reach … reach apart along x: the drop between their nearest edges; reach ≥ radius / 4 + 5.
 * Holes don't count; NaN where there is nothing else.
 */
export function rollingBall(
  src: usize, kind: i32, dst: usize, width: i32, height: i32,
  drop: usize, side: i32, gap: usize, reach: i32, radius: i32,
): void {
  blockColumns = (width + 15) >> 4;
  blockRows = (height + 15) >> 4;
  dropStride = <usize>(2 * side - 1) << 2;
  drops = drop + <usize>(side - 1) * (dropStride + 4);
  gapStride = <usize>(2 * reach + 1) << 2;
  gaps = gap + (<usize>reach << 2);
  padToBlocks(src, kind, width, height);
  findLowest();
  best = take(64);
  const bounds = take(<usize>(blockColumns * blockRows) << 2);
  for (let y = 0; y < height; y += 4) {
    for (let x = 0; x < width; x += 4) {
      for (let i: usize = 0; i < 64; i += 16) v128.store(best + i, f32x4.splat(none));
      searchBlocks(x, y, radius, bounds);
      writeTile(dst, width, height, x, y);
    }
  }
}

function padToBlocks(src: usize, kind: i32, width: i32, height: i32): void {
  const floats = toFloats(src, kind, width * height, 0);
  stride = <usize>blockColumns << 6;
  plane = take(stride * <usize>(blockRows << 4));
  const infinity = f32x4.splat(none);
  const zero = f32x4.splat(0);
  for (let y = 0; y < blockRows << 4; y++) {
    const to = plane + <usize>y * stride;
    for (let x: usize = 0; x < stride; x += 16) v128.store(to + x, infinity);
    if (y >= height) continue;
    const from = floats + (<usize>(y * width) << 2);
    for (let x: usize = 0; x < <usize>width << 2; x += 16) {
      const v = v128.load(from + x);
      v128.store(to + x, v128.bitselect(v, infinity, f32x4.eq(f32x4.sub(v, v), zero)));
    }
    for (let x = width; x < (width + 3 & ~3); x++) store<f32>(to + (<usize>x << 2), none);
  }
}

/** Lowest pixel of each tile and of each block. */
function findLowest(): void {
  tileStride = <usize>blockColumns << 4;
  lowTiles = take(tileStride * <usize>(blockRows << 2));
  lowBlocks = take(<usize>(blockColumns * blockRows) << 2);
  for (let ty = 0; ty < blockRows << 2; ty++) {
    for (let tx = 0; tx < blockColumns << 2; tx++) {
      const at = plane + <usize>(ty << 2) * stride + (<usize>tx << 4);
      const upper = v128.pmin<f32>(v128.load(at), v128.load(at + stride));
      const lower = v128.pmin<f32>(v128.load(at + 2 * stride), v128.load(at + 3 * stride));
      store<f32>(lowTiles + <usize>ty * tileStride + (<usize>tx << 2), least(v128.pmin<f32>(upper, lower)));
    }
  }
  for (let by = 0; by < blockRows; by++) {
    for (let bx = 0; bx < blockColumns; bx++) {
      const at = lowTiles + <usize>(by << 2) * tileStride + (<usize>bx << 4);
      const upper = v128.pmin<f32>(v128.load(at), v128.load(at + tileStride));
      const lower = v128.pmin<f32>(v128.load(at + 2 * tileStride), v128.load(at + 3 * tileStride));
      store<f32>(lowBlocks + (<usize>(by * blockColumns + bx) << 2), least(v128.pmin<f32>(upper, lower)));
    }
  }
}

@inline
function least(v: v128): f32 {
  const a = v128.pmin<f32>(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(v128.pmin<f32>(a, v128.shuffle<f32>(a, a, 1, 0, 3, 2)), 0);
}

@inline
function greatest(v: v128): f32 {
  const a = v128.pmax<f32>(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(v128.pmax<f32>(a, v128.shuffle<f32>(a, a, 1, 0, 3, 2)), 0);
}

/** Blocks in turn, the one that could hold the lowest answer first: it makes most others superfluous. */
function searchBlocks(x: i32, y: i32, radius: i32, bounds: usize): void {
  const left = max(0, x - radius) >> 4;
  const right = min(blockColumns - 1, (x + 3 + radius) >> 4);
  const top = max(0, y - radius) >> 4;
  const bottom = min(blockRows - 1, (y + 3 + radius) >> 4);
  let lowest = none;
  let first = 0;
  let at = bounds;
  for (let by = top; by <= bottom; by++) {
    const gapY = max(0, max((by << 4) - y - 3, y - (by << 4) - 15));
    const row = drops + <usize>gapY * dropStride;
    const lows = lowBlocks + (<usize>(by * blockColumns) << 2);
    for (let bx = left; bx <= right; bx++, at += 4) {
      const gapX = max(0, max((bx << 4) - x - 3, x - (bx << 4) - 15));
      const bound = load<f32>(lows + (<usize>bx << 2)) + load<f32>(row + (<usize>gapX << 2));
      store<f32>(at, bound);
      if (bound < lowest) {
        lowest = bound;
        first = by * blockColumns + bx;
      }
    }
  }
  worst = none;
  if (lowest == none) return;
  searchTiles(x >> 2, y >> 2, first % blockColumns, first / blockColumns);
  at = bounds;
  for (let by = top; by <= bottom; by++) {
    for (let bx = left; bx <= right; bx++, at += 4) {
      if (load<f32>(at) < worst && by * blockColumns + bx != first) searchTiles(x >> 2, y >> 2, bx, by);
    }
  }
}

/** The sixteen tiles of a block; while nothing is known yet, the most promising one first. */
function searchTiles(tx: i32, ty: i32, bx: i32, by: i32): void {
  const x = bx << 2;
  const y = by << 2;
  const lows = lowTiles + <usize>y * tileStride + (<usize>x << 2);
  if (worst == none) {
    let lowest = none;
    let first = 0;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 4; i++) {
        const gap = load<f32>(gaps + <usize>abs(y + j - ty) * gapStride + (<isize>(x + i - tx) << 2));
        const bound = load<f32>(lows + <usize>j * tileStride + (<usize>i << 2)) + gap;
        if (bound < lowest) {
          lowest = bound;
          first = (j << 2) + i;
        }
      }
    }
    if (lowest < none) tryTile(tx, ty, x + (first & 3), y + (first >> 2));
  }
  for (let j = 0; j < 4; j++) {
    const gap = v128.load(gaps + <usize>abs(y + j - ty) * gapStride + (<isize>(x - tx) << 2));
    const bound = f32x4.add(v128.load(lows + <usize>j * tileStride), gap);
    let hits = i32x4.bitmask(f32x4.lt(bound, f32x4.splat(worst)));
    while (hits != 0) {
      tryTile(tx, ty, x + ctz(hits), y + j);
      hits &= hits - 1;
    }
  }
}

/** Lowers `best` by every pixel of tile (sx, sy) that is low enough to matter. */
function tryTile(tx: i32, ty: i32, sx: i32, sy: i32): void {
  let a = v128.load(best);
  let b = v128.load(best, 16);
  let c = v128.load(best, 32);
  let d = v128.load(best, 48);
  const limit = f32x4.splat(worst);
  const dx = (sx - tx) << 2; // of the tiles' first pixels
  const near = dx > 0 ? dx - 3 : dx;
  for (let j = 0; j < 4; j++) {
    const dy = ((sy - ty) << 2) + j; // of this row and the first of the result
    const gapY = max(0, max(dy - 3, -dy));
    const from = plane + <usize>((sy << 2) + j) * stride + (<usize>sx << 4);
    const row = drops + <usize>gapY * dropStride;
    const drop = dx == 0 ? v128.load32_splat(row) : v128.load(row + (<isize>near << 2));
    let hits = i32x4.bitmask(f32x4.lt(f32x4.add(v128.load(from), drop), limit));
    while (hits != 0) {
      const i = ctz(hits);
      hits &= hits - 1;
      const value = v128.load32_splat(from + (<usize>i << 2));
      const at = drops - <isize>dy * <isize>dropStride - (<isize>(dx + i) << 2);
      a = v128.pmin<f32>(a, f32x4.add(value, v128.load(at)));
      b = v128.pmin<f32>(b, f32x4.add(value, v128.load(at + dropStride)));
      c = v128.pmin<f32>(c, f32x4.add(value, v128.load(at + 2 * dropStride)));
      d = v128.pmin<f32>(d, f32x4.add(value, v128.load(at + 3 * dropStride)));
    }
  }
  v128.store(best, a);
  v128.store(best, b, 16);
  v128.store(best, c, 32);
  v128.store(best, d, 48);
  worst = greatest(v128.pmax<f32>(v128.pmax<f32>(a, b), v128.pmax<f32>(c, d)));
}

function writeTile(dst: usize, width: i32, height: i32, x0: i32, y0: i32): void {
  const right = min(4, width - x0);
  const bottom = min(4, height - y0);
  for (let y = 0; y < bottom; y++) {
    const to = dst + (<usize>((y0 + y) * width + x0) << 2);
    const v = v128.load(best + (<usize>y << 4));
    const out = v128.bitselect(f32x4.splat(f32.NaN), v, f32x4.eq(v, f32x4.splat(none)));
    if (right == 4) {
      v128.store(to, out);
    } else {
      v128.store(best, out);
      for (let x = 0; x < right; x++) store<f32>(to + (<usize>x << 2), load<f32>(best + (<usize>x << 2)));
    }
  }
}
