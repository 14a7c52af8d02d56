interface Self {
  readonly thread: { readonly x: number; readonly y: number };
}

/** Σ taps[k] · pixel x + base + k of the row; before `first` the first pixel, from `end` on the last. */
export function weighRow(
  this: Self,
  image: number[][],
  taps: number[],
  count: number,
  base: number,
  size: number,
  first: number,
  end: number,
  mirror: number,
): number {
  const x = this.thread.x;
  const y = this.thread.y;
  if (x < first) return image[y]![0]!;
  if (x >= end) return image[y]![size - 1]!;
  const period = 2 * size - 2;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    let at = x + base + k;
    if (mirror > 0 && period > 0) {
      at = at - period * Math.floor((at + 0.5) / period);
      if (at >= size) at = period - at;
    }
    at = Math.max(0, Math.min(size - 1, at));
    sum += taps[k]! * image[y]![at]!;
  }
  return sum;
}

/** As weighRow, along the column. */
export function weighColumn(
  this: Self,
  image: number[][],
  taps: number[],
  count: number,
  base: number,
  size: number,
  first: number,
  end: number,
  mirror: number,
): number {
  const x = this.thread.x;
  const y = this.thread.y;
  if (y < first) return image[0]![x]!;
  if (y >= end) return image[size - 1]![x]!;
  const period = 2 * size - 2;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    let at = y + base + k;
    if (mirror > 0 && period > 0) {
      at = at - period * Math.floor((at + 0.5) / period);
      if (at >= size) at = period - at;
    }
    at = Math.max(0, Math.min(size - 1, at));
    sum += taps[k]! * image[at]![x]!;
  }
  return sum;
}

/** Every pixel as a sum over all pixels of its row, with weights of its own. */
export function multiplyRow(this: Self, image: number[][], weights: number[][], size: number): number {
  const x = this.thread.x;
  const y = this.thread.y;
  let sum = 0;
  for (let k = 0; k < size; k++) sum += weights[x]![k]! * image[y]![k]!;
  return sum;
}

export function multiplyColumn(this: Self, image: number[][], weights: number[][], size: number): number {
  const x = this.thread.x;
  const y = this.thread.y;
  let sum = 0;
  for (let k = 0; k < size; k++) sum += weights[y]![k]! * image[k]![x]!;
  return sum;
}
