/** What a curve of mean squared displacement says about the motion. */
export interface MsdFit {
  /** Exponent of the power law: 1 diffusion, 2 straight motion, below 1 confined. */
  readonly exponent: number;
  /** MSD at a lag of 1 unit of time by the power law. */
  readonly prefactor: number;
  /** Part of the variance of log MSD that the power law explains. */
  readonly powerLawR2: number;
  /** Length² / time, from the straight line MSD = 2 · dimensions · D · lag + offset. */
  readonly diffusionCoefficient: number;
  /** Length²; 2 · dimensions times the variance of a position where that is measured with error. */
  readonly offset: number;
  readonly lineR2: number;
}

/**
 * Fits a power law and a straight line to the beginning of a curve of mean squared displacement.
 *
 * Both by ordinary least squares, the power law on logarithms (so a lag with MSD 0 is left out of it).
 *
 * @param lagTimes    rising, above 0.
 * @param msd         of the same length; NaN where missing.
 * @param lags        number of lags from the beginning to use; later ones are averages of few independent steps.
 * @param dimensions  1 to 3.
 * @returns           NaN for what is not defined: fewer than two lags; R² of an exact constant.
 * @cost O(lags).
 * @source trackpy.utils.fit_powerlaw (regression of logarithms); line: doi:10.1103/PhysRevE.82.041914.
 */
export function fitMsd(lagTimes: Float64Array, msd: Float64Array, lags: number, dimensions: number): MsdFit {
  const used = Array.from({ length: Math.min(lags, msd.length) }, (_, k) => k);
  const present = used.filter((k) => Number.isFinite(msd[k]!));
  const positive = present.filter((k) => msd[k]! > 0);
  const line = straightLine(
    present.map((k) => lagTimes[k]!),
    present.map((k) => msd[k]!),
  );
  const power = straightLine(
    positive.map((k) => Math.log(lagTimes[k]!)),
    positive.map((k) => Math.log(msd[k]!)),
  );
  return {
    exponent: power.slope,
    prefactor: Math.exp(power.intercept),
    powerLawR2: power.r2,
    diffusionCoefficient: line.slope / (2 * dimensions),
    offset: line.intercept,
    lineR2: line.r2,
  };
}

function straightLine(x: readonly number[], y: readonly number[]) {
  const n = x.length;
  if (n < 2) return { slope: Number.NaN, intercept: Number.NaN, r2: Number.NaN };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const mx = mean(x);
  const my = mean(y);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = 0; k < n; k++) {
    xx += (x[k]! - mx) ** 2;
    xy += (x[k]! - mx) * (y[k]! - my);
    yy += (y[k]! - my) ** 2;
  }
  return { slope: xy / xx, intercept: my - (xy / xx) * mx, r2: (xy * xy) / (xx * yy) };
}
