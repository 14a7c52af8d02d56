import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Cumulative distribution of Student's t.
 *
 * @param t   any number; NaN gives NaN.
 * @param df  degrees of freedom, above 0; not necessarily whole.
 * @returns   probability of a value up to t.
 * @source    scipy.stats.t.cdf 1.10: within 1e-12.
 */
export function studentT(t: number, df: number): number {
  const upper = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t > 0 ? 1 - upper : upper;
}

/**
 * Half width of a confidence interval in standard errors: the t that is exceeded on either side with 1 - `confidence`.
 *
 * @param confidence  0 … 1, ends excluded: 0.95 for 95 %.
 * @param df          degrees of freedom, above 0.
 * @returns           above 0.
 * @throws RangeError if the confidence is not between 0 and 1.
 * @cost              60 to 100 evaluations of the distribution.
 * @source            scipy.stats.t.ppf((1 + confidence) / 2, df) 1.10: within 1e-9, relatively.
 */
export function studentTCritical(confidence: number, df: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is ${confidence}, expected 0 to 1, ends excluded`);
  const outside = 1 - confidence;
  let low = 0;
  let high = 1;
  while (incompleteBeta(df / (df + high * high), df / 2, 0.5) > outside) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 60 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(df / (df + middle * middle), df / 2, 0.5) > outside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
