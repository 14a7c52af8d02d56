import type { Frame } from '../data/frame.ts';

/** A label frame as runs of equal values: label images are mostly long runs, so this is small and quick. */
export interface PackedLabels {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Alternating value and length. */
  readonly runs: Uint32Array;
}

export function packLabels({ width, height, depth, data }: Frame<Uint32Array>): PackedLabels {
  let count = data.length > 0 ? 1 : 0;
  for (let i = 1; i < data.length; i++) if (data[i] !== data[i - 1]) count++;
  const runs = new Uint32Array(2 * count);
  let at = 0;
  let start = 0;
  for (let i = 1; i <= data.length; i++) {
    if (i < data.length && data[i] === data[start]) continue;
    runs[at] = data[start] ?? 0;
    runs[at + 1] = i - start;
    at += 2;
    start = i;
  }
  return { width, height, depth, runs };
}

export function unpackLabels({ width, height, depth, runs }: PackedLabels): Frame<Uint32Array> {
  const data = new Uint32Array(width * height * depth);
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const end = at + (runs[i + 1] ?? 0);
    data.fill(runs[i] ?? 0, at, end);
    at = end;
  }
  return { width, height, depth, data };
}
