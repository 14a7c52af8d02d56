/**
 * Cosine and sine of a number of turns, made of + - × ÷ only: engines may differ in the last digit of Math.sin.
 *
 * @param turns  finite; 1 is a full circle.
 * @returns      within 1e-15 of the exact values.
 */
export function portableCosSin(turns: number): readonly [cos: number, sin: number] {
  const quarter = Math.round(turns * 4);
  const x = (turns - quarter / 4) * 2 * Math.PI; // at most π/4 on either side
  const square = x * x;
  let cos = 1;
  let sin = 1;
  for (let n = 20; n > 0; n -= 2) {
    cos = 1 - (cos * square) / (n * (n - 1));
    sin = 1 - (sin * square) / (n * (n + 1));
  }
  sin *= x;
  const side = ((quarter % 4) + 4) % 4;
  if (side === 0) return [cos, sin];
  if (side === 1) return [-sin, cos];
  return side === 2 ? [-cos, -sin] : [sin, -cos];
}
