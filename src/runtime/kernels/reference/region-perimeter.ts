import type { RegionCrop } from './region-crop.ts';

const diagonal = Math.SQRT2;
/** Weight of a border pixel by 2 × its direct + 10 × its diagonal neighbours on the border. */
const borderWeights = new Float64Array(49);
for (const code of [4, 6, 14, 16, 24, 26]) borderWeights[code] = 1;
for (const code of [20, 32]) borderWeights[code] = diagonal;
for (const code of [12, 22]) borderWeights[code] = (1 + diagonal) / 2;

/** Weights of the 16 patterns of 2 × 2 pixels: 1 lower right, 2 upper right, 4 lower left, 8 upper left. */
const croftonWeights = new Float64Array(16);
for (const [codes, weight] of [
  [[1, 5], (Math.PI / 4) * (1 + 1 / diagonal)],
  [[2, 7, 10, 11], Math.PI / (4 * diagonal)],
  [[3], Math.PI / (2 * diagonal)],
  [[8, 12], Math.PI / 4],
  [[9, 13], Math.PI / 2],
] as const) {
  for (const code of codes) croftonWeights[code] = weight;
}

/** The outline of objects: two estimates of its length, and the Euler number. */
export class RegionPerimeter {
  /** Length of the line through the centres of the border pixels, px. */
  perimeter = 0;
  /** Crofton's estimate from four directions, px. */
  crofton = 0;
  /** Pieces (8-connected) minus holes. */
  euler = 0;
  private border = new Uint8Array(0);
  private readonly patterns = new Uint32Array(16);

  /**
   * Measures one object.
   *
   * @param crop  the object; only its own pixels count as inside.
   * @cost        O(box)
   * @source      skimage.measure.perimeter (neighbourhood 4), perimeter_crofton (4 directions), euler_number 0.19.3: equal
   *              up to the order of summation. A perimeter of fewer than two border pixels is 0.
   */
  measure(crop: RegionCrop): void {
    this.countPatterns(crop);
    this.measureBorder(crop);
  }

  private countPatterns({ width, height, stride, mask }: RegionCrop): void {
    const patterns = this.patterns;
    patterns.fill(0);
    for (let y = 0; y <= height; y++) {
      const above = y * stride;
      const here = above + stride;
      let before = 0;
      for (let x = 1; x <= width + 1; x++) {
        const now = mask[here + x]! + 2 * mask[above + x]!;
        patterns[4 * before + now]!++;
        before = now;
      }
    }
    let crofton = 0;
    for (let code = 1; code < 15; code++) crofton += croftonWeights[code]! * patterns[code]!;
    this.crofton = crofton;
    this.euler = patterns[8]! - patterns[6]! - patterns[14]!;
  }

  private measureBorder({ width, height, stride, mask }: RegionCrop): void {
    const size = stride * (height + 2);
    if (this.border.length < size) this.border = new Uint8Array(2 * size);
    const border = this.border;
    border.fill(0, 0, size);
    for (let y = 1; y <= height; y++) {
      const end = y * stride + width;
      for (let p = y * stride + 1; p <= end; p++) {
        if (mask[p] === 1 && (mask[p - 1]! & mask[p + 1]! & mask[p - stride]! & mask[p + stride]!) === 0) border[p] = 1;
      }
    }
    let length = 0;
    for (let y = 1; y <= height; y++) {
      const end = y * stride + width;
      for (let p = y * stride + 1; p <= end; p++) {
        if (border[p] === 0) continue;
        const up = p - stride;
        const down = p + stride;
        const direct = border[p - 1]! + border[p + 1]! + border[up]! + border[down]!;
        const slanted = border[up - 1]! + border[up + 1]! + border[down - 1]! + border[down + 1]!;
        length += borderWeights[2 * direct + 10 * slanted]!;
      }
    }
    this.perimeter = length;
  }
}
