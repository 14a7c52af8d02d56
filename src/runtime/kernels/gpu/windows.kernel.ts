interface Self {
  readonly thread: { readonly x: number; readonly y: number };
}

export function isAbove(this: Self, image: number[][], level: number): number {
  if (image[this.thread.y]![this.thread.x]! > level) return 1;
  return 0;
}

/**
 * The value of the square with at most `half` others before it. Halves the interval low … high `steps` times, then goes
 * from value to value: so the answer is a pixel of the square, whatever the steps have left over.
 * No two variables share a name, not even in separate loops: gpu.js moves some to the top of the shader.
 */
export function middleOfSquare(
  this: Self,
  image: number[][],
  width: number,
  height: number,
  size: number,
  half: number,
  steps: number,
  low: number,
  high: number,
): number {
  const left = this.thread.x - (size - 1) / 2;
  const top = this.thread.y - (size - 1) / 2;
  let floor = low;
  let ceiling = high;
  let known = -3.4e38;
  let below = 0; // pixels up to `known`; at most half of the square
  for (let step = 0; step < steps; step++) {
    const trial = (floor + ceiling) / 2;
    let count = 0;
    for (let j = 0; j < size; j++) {
      let row = top + j;
      row = row - 2 * height * Math.floor((row + 0.5) / (2 * height));
      if (row >= height) row = 2 * height - 1 - row;
      for (let i = 0; i < size; i++) {
        let column = left + i;
        column = column - 2 * width * Math.floor((column + 0.5) / (2 * width));
        if (column >= width) column = 2 * width - 1 - column;
        if (image[row]![column]! <= trial) count += 1;
      }
    }
    if (count <= half) {
      floor = trial;
      known = trial;
      below = count;
    } else {
      ceiling = trial;
    }
  }
  for (let turn = 0; turn < size * size; turn++) {
    let next = 3.4e38;
    let equal = 0;
    for (let n = 0; n < size; n++) {
      let line = top + n;
      line = line - 2 * height * Math.floor((line + 0.5) / (2 * height));
      if (line >= height) line = 2 * height - 1 - line;
      for (let m = 0; m < size; m++) {
        let at = left + m;
        at = at - 2 * width * Math.floor((at + 0.5) / (2 * width));
        if (at >= width) at = 2 * width - 1 - at;
        const value = image[line]![at]!;
        if (value > known && value < next) {
          next = value;
          equal = 0;
        }
        if (value === next) equal += 1;
      }
    }
    known = next;
    below += equal;
    if (below > half) break;
  }
  return known;
}

/** Lowest of pixel + drops[|dy|][|dx|] over the plane within `reach`; pixels from 3e38 on don't count. */
export function lowestOnBall(
  this: Self,
  image: number[][],
  drops: number[][],
  width: number,
  height: number,
  reach: number,
): number {
  const left = Math.max(0, this.thread.x - reach);
  const right = Math.min(width - 1, this.thread.x + reach);
  const top = Math.max(0, this.thread.y - reach);
  const bottom = Math.min(height - 1, this.thread.y + reach);
  let lowest = 3.4e38;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const drop = drops[Math.abs(y - this.thread.y)]![Math.abs(x - this.thread.x)]!;
      const value = image[y]![x]!;
      if (drop < 1e30 && value < 3e38) lowest = Math.min(lowest, value + drop);
    }
  }
  return lowest;
}

/** sign × the lowest of sign × pixel over a disk whose row dy is 2 · halves[|dy|] + 1 wide; pixels from 3e38 on don't count. */
export function lowestInDisk(
  this: Self,
  image: number[][],
  halves: number[],
  width: number,
  height: number,
  reach: number,
  sign: number,
): number {
  const top = Math.max(0, this.thread.y - reach);
  const bottom = Math.min(height - 1, this.thread.y + reach);
  let lowest = 3.4e38;
  for (let y = top; y <= bottom; y++) {
    const half = halves[Math.abs(y - this.thread.y)]!;
    const left = Math.max(0, this.thread.x - half);
    const right = Math.min(width - 1, this.thread.x + half);
    for (let x = left; x <= right; x++) {
      const value = image[y]![x]!;
      if (value < 3e38) lowest = Math.min(lowest, sign * value);
    }
  }
  if (lowest > 3e38) return lowest;
  return sign * lowest;
}
