/** A measured displacement of frame `to` against the earlier frame `from`. */
export interface PairShift {
  readonly from: number;
  readonly to: number;
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** How far it is trusted, above 0: a correlation coefficient. */
  readonly weight: number;
}
export interface Positions {
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  readonly dz: Float64Array;
}

const rounds = 25;

/**
 * Positions of frames that fit many displacements between pairs of them best: weighted least squares, repeated with less
 * weight for the pairs that don't fit, so that a false peak of one correlation does not move the frames behind it.
 *
 * @param count  number of frames.
 * @param pairs  displacements, 0 ≤ from < to < count. Every frame but the first must be reached by one of them; reach
 *               to - from should be small, as the cost grows with its square.
 * @returns      displacement of every frame against frame 0, whose own is 0.
 * @throws RangeError if a pair is outside of the frames, or a frame is in none.
 * @cost         O(count · reach²) time for each of 25 rounds.
 * @source       Redundant cross-correlation: Wang et al. 2014, doi:10.1364/OE.22.015982; Cauchy weights, scale 1.48 × median.
 */
export function combineShifts(count: number, pairs: readonly PairShift[]): Positions {
  const reach = checkedReach(count, pairs);
  const weights = Float64Array.from(pairs, ({ weight }) => weight);
  let positions = solve(count, pairs, weights, reach);
  for (let round = 0; round < rounds; round++) {
    const misfits = pairs.map(({ from, to, dx, dy, dz }) =>
      Math.hypot(
        positions.dx[to]! - positions.dx[from]! - dx,
        positions.dy[to]! - positions.dy[from]! - dy,
        positions.dz[to]! - positions.dz[from]! - dz,
      ),
    );
    // A floor, as pairs that agree to less than a hundredth of a px need no telling apart.
    const scale = Math.max(0.01, 1.48 * median(misfits));
    for (const [i, { weight }] of pairs.entries()) weights[i] = weight / (1 + (misfits[i]! / (2.385 * scale)) ** 2);
    positions = solve(count, pairs, weights, reach);
  }
  return positions;
}

function checkedReach(count: number, pairs: readonly PairShift[]): number {
  const reached = new Uint8Array(Math.max(count, 0));
  let reach = 0;
  for (const { from, to } of pairs) {
    if (!(from >= 0 && from < to && to < count)) {
      throw new RangeError(`a displacement from frame ${from} to ${to} does not fit ${count} frames in order`);
    }
    reached[to] = 1;
    reach = Math.max(reach, to - from);
  }
  for (let t = 1; t < count; t++) {
    if (!reached[t])
      throw new RangeError(`frame ${t} is at the end of no displacement; measure each against one before`);
  }
  return reach;
}

/** Normal equations without frame 0, in band form `band[i * (reach + 1) + k]` = element (i, i - k), by Cholesky's method. */
function solve(count: number, pairs: readonly PairShift[], weights: Float64Array, reach: number): Positions {
  const n = Math.max(0, count - 1);
  const stride = reach + 1;
  const band = new Float64Array(n * stride);
  const right = [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const;
  for (const [p, { from, to, dx, dy, dz }] of pairs.entries()) {
    const w = weights[p]!;
    const i = to - 1;
    const j = from - 1;
    band[i * stride]! += w;
    for (const [axis, d] of [dx, dy, dz].entries()) right[axis]![i]! += w * d;
    if (j < 0) continue;
    band[j * stride]! += w;
    band[i * stride + i - j]! -= w;
    for (const [axis, d] of [dx, dy, dz].entries()) right[axis]![j]! -= w * d;
  }
  factorise(band, n, reach);
  const [dx, dy, dz] = right.map((values) => {
    substitute(band, n, reach, values);
    const out = new Float64Array(Math.max(0, count));
    out.set(values, count - n);
    return out;
  }) as [Float64Array, Float64Array, Float64Array];
  return { dx, dy, dz };
}

function factorise(band: Float64Array, n: number, reach: number): void {
  const stride = reach + 1;
  for (let i = 0; i < n; i++) {
    for (let k = Math.min(reach, i); k >= 0; k--) {
      const j = i - k;
      let sum = band[i * stride + k]!;
      for (let m = Math.max(0, i - reach); m < j; m++) {
        if (j - m <= reach) sum -= band[i * stride + i - m]! * band[j * stride + j - m]!;
      }
      band[i * stride + k] = k === 0 ? Math.sqrt(sum) : sum / band[j * stride]!;
    }
  }
}

function substitute(band: Float64Array, n: number, reach: number, values: Float64Array): void {
  const stride = reach + 1;
  for (let i = 0; i < n; i++) {
    let sum = values[i]!;
    for (let k = Math.min(reach, i); k > 0; k--) sum -= band[i * stride + k]! * values[i - k]!;
    values[i] = sum / band[i * stride]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = values[i]!;
    for (let k = Math.min(reach, n - 1 - i); k > 0; k--) sum -= band[(i + k) * stride + k]! * values[i + k]!;
    values[i] = sum / band[i * stride]!;
  }
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
