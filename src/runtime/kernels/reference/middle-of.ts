/**
 * Median of the first `n` values, by selection in place.
 *
 * @param values  no NaN among the first `n`; they are reordered.
 * @param n       how many to use; 0 gives NaN.
 * @returns       the middle value; of an even number the mean of the middle two.
 * @cost          O(n) on average: insertion sort up to 16 values, Hoare's selection above.
 * @source        Definition (numpy.median).
 */
export function middleOf(values: Float64Array, n: number): number {
  if (n === 0) return Number.NaN;
  const high = n >> 1;
  if (n <= 16) insertionSort(values, n);
  else select(values, n, high);
  const upper = values[high]!;
  if (n % 2 === 1) return upper;
  let lower = values[0]!;
  for (let i = 1; i < high; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}

function insertionSort(values: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let at = i - 1;
    while (at >= 0 && values[at]! > value) {
      values[at + 1] = values[at]!;
      at--;
    }
    values[at + 1] = value;
  }
}

/**
 * Puts the k-th smallest of the first `n` values at k, none larger before it, none smaller after it.
 *
 * @param values  no NaN among the first `n`; they are reordered.
 * @param k       0 … n - 1.
 * @cost          O(n) on average (Hoare's selection).
 */
export function select(values: Float64Array, n: number, k: number): void {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = values[k]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i] = values[j]!;
        values[j] = held;
        i++;
        j--;
      }
    }
    if (j < k) left = i;
    if (k < i) right = j;
  }
}
