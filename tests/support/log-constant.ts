/**
 * What scipy.ndimage.gaussian_laplace answers to a constant 1: its weights of the second derivative, cut at 4 sigma, don't
 * sum to 0. Ours do.
 */
export function logOfConstant(sigma: number): number {
  const reach = Math.floor(4 * sigma + 0.5);
  let sum = 0;
  let answer = 0;
  for (let k = -reach; k <= reach; k++) {
    const weight = Math.exp((-0.5 * k * k) / sigma ** 2);
    sum += weight;
    answer += 2 * weight * ((k * k) / sigma ** 4 - 1 / sigma ** 2);
  }
  return answer / sum;
}
