import type { RegionCrop } from './region-crop.ts';

/**
 * The convex hull of objects: its area in pixels and its largest width.
 *
 * A pixel stands for the four middles of its edges. All coordinates are doubled, so that they and every comparison are
 * whole numbers. The left and the right side of the hull are one chain each, from top to bottom.
 */
export class RegionHull {
  /** Pixels whose centres lie in the hull or on its edge. */
  area = 0;
  /** Largest distance between two points of the outline of these pixels, in px. */
  maxFeret = 0;
  private first = new Int32Array(0);
  private last = new Int32Array(0);
  private leftX = new Int32Array(0);
  private leftY = new Int32Array(0);
  private rightX = new Int32Array(0);
  private rightY = new Int32Array(0);
  private leftSize = 0;
  private rightSize = 0;

  /**
   * Measures one object.
   *
   * @param crop  the object; at least one pixel.
   * @cost        O(height + corners of the hull²)
   * @source      skimage.measure.regionprops 0.19.3 (area_convex, feret_diameter_max); equal in all tried
   */
  measure(crop: RegionCrop): void {
    const height = crop.height;
    this.reserve(height);
    this.chains(crop.first, crop.last, height);
    this.area = this.fillRows(height);
    this.chains(this.first, this.last, height);
    this.maxFeret = Math.sqrt(this.largestSquare()) / 2;
  }

  private reserve(height: number): void {
    if (this.first.length >= height) return;
    this.first = new Int32Array(2 * height);
    this.last = new Int32Array(2 * height);
    this.leftX = new Int32Array(4 * height + 1);
    this.leftY = new Int32Array(4 * height + 1);
    this.rightX = new Int32Array(4 * height + 1);
    this.rightY = new Int32Array(4 * height + 1);
  }

  /** Both sides of the hull of rows that reach from `first` to `last`; rows with `last` below `first` are empty. */
  private chains(first: Int32Array, last: Int32Array, height: number): void {
    this.leftSize = 0;
    this.rightSize = 0;
    let aboveFirst = 0;
    let aboveLast = -1;
    for (let y = 0; y <= height; y++) {
      const beginX = y < height ? first[y]! : 0;
      const endX = y < height ? last[y]! : -1;
      const some = endX >= beginX;
      const someAbove = aboveLast >= aboveFirst;
      if (some || someAbove) {
        this.addLeft(2 * (!someAbove || (some && beginX < aboveFirst) ? beginX : aboveFirst), 2 * y - 1);
        this.addRight(2 * (!someAbove || (some && endX > aboveLast) ? endX : aboveLast), 2 * y - 1);
      }
      if (some) {
        this.addLeft(2 * beginX - 1, 2 * y);
        this.addRight(2 * endX + 1, 2 * y);
      }
      aboveFirst = beginX;
      aboveLast = endX;
    }
  }

  private addLeft(x: number, y: number): void {
    const { leftX, leftY } = this;
    let n = this.leftSize;
    while (n > 1) {
      const x0 = leftX[n - 2]!;
      const y0 = leftY[n - 2]!;
      if ((leftX[n - 1]! - x0) * (y - y0) < (x - x0) * (leftY[n - 1]! - y0)) break;
      n--;
    }
    leftX[n] = x;
    leftY[n] = y;
    this.leftSize = n + 1;
  }

  private addRight(x: number, y: number): void {
    const { rightX, rightY } = this;
    let n = this.rightSize;
    while (n > 1) {
      const x0 = rightX[n - 2]!;
      const y0 = rightY[n - 2]!;
      if ((rightX[n - 1]! - x0) * (y - y0) > (x - x0) * (rightY[n - 1]! - y0)) break;
      n--;
    }
    rightX[n] = x;
    rightY[n] = y;
    this.rightSize = n + 1;
  }

  /** Sets `first` and `last` to the pixels of each row within the hull. @returns their number */
  private fillRows(height: number): number {
    const { first, last, leftX, leftY, rightX, rightY } = this;
    let area = 0;
    let l = 0;
    let r = 0;
    for (let y = 0; y < height; y++) {
      const at = 2 * y;
      while (leftY[l + 1]! < at) l++;
      while (rightY[r + 1]! < at) r++;
      // The quotients are whole numbers or further from one than rounding reaches.
      const leftRise = leftY[l + 1]! - leftY[l]!;
      const rightRise = rightY[r + 1]! - rightY[r]!;
      const begin = Math.ceil((leftX[l]! * leftRise + (leftX[l + 1]! - leftX[l]!) * (at - leftY[l]!)) / (2 * leftRise));
      const end = Math.floor(
        (rightX[r]! * rightRise + (rightX[r + 1]! - rightX[r]!) * (at - rightY[r]!)) / (2 * rightRise),
      );
      first[y] = begin;
      last[y] = end;
      if (end >= begin) area += end - begin + 1;
    }
    return area;
  }

  /** Largest squared distance between two corners, in doubled coordinates. */
  private largestSquare(): number {
    const { leftX, leftY, rightX, rightY, leftSize, rightSize } = this;
    let largest = 0;
    for (let i = 0; i < leftSize; i++) {
      const x = leftX[i]!;
      const y = leftY[i]!;
      for (let j = 0; j < rightSize; j++) {
        const dx = rightX[j]! - x;
        const dy = rightY[j]! - y;
        const square = dx * dx + dy * dy;
        if (square > largest) largest = square;
      }
      for (let j = i + 1; j < leftSize; j++) {
        const dx = leftX[j]! - x;
        const dy = leftY[j]! - y;
        const square = dx * dx + dy * dy;
        if (square > largest) largest = square;
      }
    }
    for (let i = 0; i < rightSize; i++) {
      for (let j = i + 1; j < rightSize; j++) {
        const dx = rightX[j]! - rightX[i]!;
        const dy = rightY[j]! - rightY[i]!;
        const square = dx * dx + dy * dy;
        if (square > largest) largest = square;
      }
    }
    return largest;
  }
}
