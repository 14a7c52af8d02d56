/** Positions of nodes over time, any unit of length; frames as whole numbers. */
export interface NodePositions {
  readonly frame: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Mean squared displacements for lags of 1 … `lags` frames; entry g · lags + lag - 1 of the flat arrays is group g + 1. */
export interface MeanSquaredDisplacement {
  readonly lags: number;
  /** NaN where a group has no two positions that far apart. */
  readonly msd: Float64Array;
  /** Pairs of positions averaged. */
  readonly pairs: Uint32Array;
  /** Of all groups together: mean weighted by the independent measurements in each; NaN where there are none. */
  readonly ensemble: Float64Array;
  /** Groups with a value, and the standard error of the mean of their values (n - 1; NaN for one). */
  readonly tracks: Uint32Array;
  readonly sem: Float64Array;
}

/**
 * How far objects get in a given time: the mean over a track of the squared distance between positions some frames apart,
 * and its mean over all tracks.
 *
 * All pairs of a track are used, overlapping ones too; positions missing in gaps make fewer pairs. A track counts in the
 * ensemble with its effective number of independent measurements, reduced by its gaps.
 *
 * @param group   track of each node, from 1, with at most one node a frame; 0 for none. Nodes sorted by frame.
 * @param groups  number of tracks.
 * @param lags    longest lag, frames, 0 or more.
 * @throws RangeError if two nodes of a track share a frame.
 * @cost O(nodes + frames spanned by all tracks · lags).
 * @source trackpy 0.6 imsd and emsd, equal to 1e-9 on msd.json; weights: doi:10.1016/S0006-3495(91)82125-7.
 */
export function meanSquaredDisplacement(
  { frame, x, y, z }: NodePositions,
  group: Uint32Array,
  groups: number,
  lags: number,
): MeanSquaredDisplacement {
  const msd = new Float64Array(groups * lags).fill(Number.NaN);
  const pairs = new Uint32Array(groups * lags);
  const ensemble = new Float64Array(lags);
  const weights = new Float64Array(lags);
  const { start, node } = nodesByGroup(group, groups);
  let longest = 0;
  for (let g = 0; g < groups; g++) longest = Math.max(longest, span(frame, node, start[g]!, start[g + 1]!));
  const at = new Int32Array(longest);
  for (let g = 0; g < groups; g++) {
    const from = start[g]!;
    const to = start[g + 1]!;
    if (to === from) continue;
    const length = span(frame, node, from, to);
    at.fill(-1, 0, length);
    for (let k = from; k < to; k++) {
      const place = frame[node[k]!]! - frame[node[from]!]!;
      if (at[place] !== -1) {
        throw new RangeError(
          `track ${g + 1} is in two places in frame ${frame[node[k]!]}: cut tracks where they branch`,
        );
      }
      at[place] = node[k]!;
    }
    for (let lag = 1; lag <= Math.min(lags, length - 1); lag++) {
      let sum = 0;
      let count = 0;
      for (let place = lag; place < length; place++) {
        const a = at[place - lag]!;
        const b = at[place]!;
        if (a < 0 || b < 0) continue;
        sum += (x[b]! - x[a]!) ** 2 + (y[b]! - y[a]!) ** 2 + (z[b]! - z[a]!) ** 2;
        count++;
      }
      if (count === 0) continue;
      msd[g * lags + lag - 1] = sum / count;
      pairs[g * lags + lag - 1] = count;
      const weight = (independent(length, lag) * (to - from)) / length;
      ensemble[lag - 1] = ensemble[lag - 1]! + (weight * sum) / count;
      weights[lag - 1] = weights[lag - 1]! + weight;
    }
  }
  for (let lag = 0; lag < lags; lag++) ensemble[lag] = ensemble[lag]! / weights[lag]!;
  return { lags, msd, pairs, ensemble, ...spreadOf(msd, groups, lags) };
}

const span = (frame: Uint32Array, node: Int32Array, from: number, to: number) =>
  to === from ? 0 : frame[node[to - 1]!]! - frame[node[from]!]! + 1;

function nodesByGroup(group: Uint32Array, groups: number) {
  const start = new Int32Array(groups + 1);
  for (let k = 0; k < group.length; k++) if (group[k]! > 0) start[group[k]!] = start[group[k]!]! + 1;
  for (let g = 0; g < groups; g++) start[g + 1] = start[g + 1]! + start[g]!;
  const node = new Int32Array(start[groups]!);
  const fill = start.slice();
  for (let k = 0; k < group.length; k++) {
    const g = group[k]! - 1;
    if (g < 0) continue;
    node[fill[g]!] = k;
    fill[g] = fill[g]! + 1;
  }
  return { start, node };
}

/** Effective number of independent displacements over `lag` in a path of `n` positions (Qian, Sheetz and Elson 1991). */
function independent(n: number, lag: number): number {
  if (lag > n / 2) {
    const left = n - lag;
    return 1 / (1 + (left ** 3 + 5 * lag - 4 * left ** 2 * lag - n) / (6 * left * lag ** 2));
  }
  return (6 * (n - lag) ** 2 * lag) / (2 * n - lag + 4 * n * lag ** 2 - 5 * lag ** 3);
}

function spreadOf(msd: Float64Array, groups: number, lags: number) {
  const tracks = new Uint32Array(lags);
  const sem = new Float64Array(lags).fill(Number.NaN);
  for (let lag = 0; lag < lags; lag++) {
    let count = 0;
    let sum = 0;
    for (let g = 0; g < groups; g++) {
      const value = msd[g * lags + lag]!;
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
    }
    let squares = 0;
    for (let g = 0; g < groups; g++) {
      const value = msd[g * lags + lag]!;
      if (!Number.isNaN(value)) squares += (value - sum / count) ** 2;
    }
    tracks[lag] = count;
    if (count > 1) sem[lag] = Math.sqrt(squares / (count - 1) / count);
  }
  return { tracks, sem };
}
