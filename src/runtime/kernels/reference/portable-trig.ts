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

/**
 * Angle of the vector (x, y), made of + - × ÷ and square roots only.
 *
 * @returns  -π … π, within 1e-15 of the exact value; 0 or ±π where y is 0, as Math.atan2; NaN where x or y is NaN.
 */
export function portableAtan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const [a, b] = [Math.abs(x), Math.abs(y)];
  const least = Math.min(a, b);
  const most = Math.max(a, b);
  const ratio = least === most ? (most === 0 ? 0 : 1) : least / most;
  let angle = smallAngle(ratio);
  if (b > a) angle = Math.PI / 2 - angle;
  if (x < 0 || Object.is(x, -0)) angle = Math.PI - angle;
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** Arc tangent of 0 … 1: halved twice, then summed. */
function smallAngle(tangent: number): number {
  let x = tangent;
  x /= 1 + Math.sqrt(1 + x * x);
  x /= 1 + Math.sqrt(1 + x * x); // at most tan(π/16)
  const square = x * x;
  let sum = 0;
  for (let n = 23; n > 0; n -= 2) sum = 1 / n - square * sum;
  return 4 * x * sum;
}
