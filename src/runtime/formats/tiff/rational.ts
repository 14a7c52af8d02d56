const most = 2 ** 32 - 1;

/**
 * A positive number as a fraction of two 32-bit integers, the nearest of the shortest kind: 0.65 gives 13 / 20.
 *
 * @returns numerator and denominator; 0 / 1 for numbers that have none (not positive, not finite, or beyond the range).
 * @source  continued fractions: each convergent is nearer than any fraction of smaller terms.
 */
export function rationalOf(value: number): readonly [numerator: number, denominator: number] {
  if (!(value > 1 / most && value <= most)) return [0, 1];
  let [above, below] = [1, 0];
  let [aboveBefore, belowBefore] = [0, 1];
  for (let rest = value; ; rest = 1 / (rest - Math.floor(rest))) {
    const whole = Math.floor(rest);
    const numerator = whole * above + aboveBefore;
    const denominator = whole * below + belowBefore;
    if (numerator > most || denominator > most) return [above, below];
    [aboveBefore, belowBefore, above, below] = [above, below, numerator, denominator];
    if (above / below === value || rest === whole) return [above, below];
  }
}
