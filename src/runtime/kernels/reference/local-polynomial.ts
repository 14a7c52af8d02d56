/**
 * Value at one place of the polynomial that fits some points best (least squares).
 *
 * @param x      places; `y` values there; used from index `from` up to, not including, `to`.
 * @param order  degree; where the points have fewer different places than `order` + 1, the degree they allow.
 * @param at     where the polynomial is wanted, inside or outside of the points.
 * @returns      NaN without points.
 * @cost         O(points · order)
 * @source       Orthogonal polynomials by their three-term recurrence (Forsythe 1957, doi:10.1137/0105007), so that high
 *               degrees and large offsets lose no digits; numpy.polyfit and polyval: within 1e-10.
 */
export function localPolynomial(
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
  order: number,
  at: number,
): number {
  const n = to - from;
  if (n < 1) return Number.NaN;
  const origin = x[from + (n >> 1)]!;
  let now = new Float64Array(n).fill(1);
  let before = new Float64Array(n);
  let atNow = 1;
  let atBefore = 0;
  let normBefore = 1;
  let result = 0;
  for (let degree = 0; degree <= order && degree < n; degree++) {
    let norm = 0;
    let moment = 0;
    let largest = 0;
    let projected = 0;
    for (let k = 0; k < n; k++) {
      const p = now[k]!;
      norm += p * p;
      moment += (x[from + k]! - origin) * p * p;
      projected += y[from + k]! * p;
      if (Math.abs(p) > largest) largest = Math.abs(p);
    }
    // All further polynomials vanish at the points: there are no more different places.
    if (degree > 0 && norm <= 1e-24 * normBefore) break;
    result += (projected / norm) * atNow;
    const a = moment / norm;
    const b = degree === 0 ? 0 : norm / normBefore;
    for (let k = 0; k < n; k++) before[k] = (x[from + k]! - origin - a) * now[k]! - b * before[k]!;
    const swapped = before;
    before = now;
    now = swapped;
    const atNext = (at - origin - a) * atNow - b * atBefore;
    atBefore = atNow;
    atNow = atNext;
    normBefore = norm;
  }
  return result;
}
