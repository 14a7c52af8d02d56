/** One reference output, and how far ours lies from it. */
export interface GoldenCase {
  /** File in tests/fixtures/golden, or of ../shared where `needs` says so; `: part` where it holds several outputs. */
  readonly golden: string;
  readonly tool: string;
  /** Kernel, and the nodes that run it. */
  readonly ours: string;
  /** What is compared, and the unit of the difference. */
  readonly compares: string;
  /** Largest difference allowed; 0 where all must be equal. */
  readonly tolerance: number;
  /** Why the two differ where they are meant to. */
  readonly meant?: string;
  /** What it needs of ../shared besides the committed files. */
  readonly needs?: string;
  /** Computes ours and gives its largest difference from the reference. */
  difference(): Promise<number>;
}

export const scipy = 'scipy 1.10.1';
export const skimage = 'scikit-image 0.19.3';
export const opencv = 'OpenCV 4.6.0';
export const numpy = 'numpy 1.24.2';
export const trackpy = 'trackpy 0.6.4';

/** Largest difference of two lists; Infinity where they differ in length, both are empty, or only one has NaN. */
export function worst(ours: ArrayLike<number>, golden: ArrayLike<number>): number {
  return largest(ours, golden, (a, b) => Math.abs(a - b));
}

/** Largest difference as a part of the reference's value; Infinity where that alone is 0. */
export function worstPart(ours: ArrayLike<number>, golden: ArrayLike<number>): number {
  return largest(ours, golden, (a, b) => Math.abs(a - b) / Math.abs(b));
}

/** How many values of two lists differ; Infinity where they differ in length, or both are empty. */
export function unlike(ours: ArrayLike<number>, golden: ArrayLike<number>): number {
  if (ours.length !== golden.length || ours.length === 0) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let i = 0; i < ours.length; i++) if (!Object.is(ours[i]! + 0, golden[i]! + 0)) count++;
  return count;
}

/** How many members of a list are not in another. */
export function notIn(list: Iterable<string>, other: Iterable<string>): number {
  const known = new Set(other);
  return [...list].filter((one) => !known.has(one)).length;
}

function largest(
  ours: ArrayLike<number>,
  golden: ArrayLike<number>,
  difference: (a: number, b: number) => number,
): number {
  if (ours.length !== golden.length || ours.length === 0) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [ours[i]!, golden[i]!];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.POSITIVE_INFINITY;
    if (a !== b && !Number.isNaN(a)) most = Math.max(most, difference(a, b));
  }
  return most;
}
