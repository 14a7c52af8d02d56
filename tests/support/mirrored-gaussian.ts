/** Gaussian of sigma 1 of a square plane in float64, edges mirrored: what some reference outputs were made with. */
export function mirroredGaussian(data: Float64Array, width: number): Float64Array {
  const weights = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((k) => Math.exp(-0.5 * k * k));
  const sum = weights.reduce((a, b) => a + b);
  const mirrored = (i: number) => (i < 0 ? -i - 1 : i >= width ? 2 * width - 1 - i : i);
  const along = (source: Float64Array, dx: number, dy: number) =>
    source.map((_, i) => {
      const x = i % width;
      const y = Math.floor(i / width);
      return weights.reduce((total, w, k) => {
        return total + (w / sum) * source[mirrored(y + dy * (k - 4)) * width + mirrored(x + dx * (k - 4))]!;
      }, 0);
    });
  return along(along(data, 0, 1), 1, 0);
}
