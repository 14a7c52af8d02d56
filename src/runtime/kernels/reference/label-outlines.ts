/** The edge of one object of a plane. */
export interface LabelOutline {
  readonly label: number;
  /**
   * Closed paths along pixel edges, x and y in turn, in px with pixel centres on integers; only corners are given. Outer
   * edges run clockwise on the screen, holes the other way.
   */
  readonly loops: readonly Float64Array[];
}

/** Sides of a pixel in clockwise order, and the step to the pixel beyond each. */
const stepX = [0, 1, 0, -1];
const stepY = [-1, 0, 1, 0];
/** From the pixel's centre to the corner where its side ends. */
const endX = [0.5, 0.5, -0.5, -0.5];
const endY = [-0.5, 0.5, 0.5, -0.5];

/**
 * Outlines of all objects of a plane of labels along the edges of their pixels: filled even-odd, they give exactly these
 * pixels back. Pixels that touch at a corner only have loops of their own.
 *
 * @param data    labels, width × height; 0 is background.
 * @returns       one entry an object, by label.
 * @cost          O(pixels) time, a byte a pixel.
 */
export function labelOutlines(data: Uint32Array, width: number, height: number): readonly LabelOutline[] {
  // The upper sides of pixels that were walked along: every loop has one.
  const walked = new Uint8Array(width * height);
  const loops = new Map<number, Float64Array[]>();
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      const label = data[p]!;
      if (label === 0 || walked[p] !== 0 || (y > 0 && data[p - width] === label)) continue;
      const loop = walk(data, width, height, x, y, walked);
      const own = loops.get(label);
      if (own) own.push(loop);
      else loops.set(label, [loop]);
    }
  }
  return [...loops].sort(([a], [b]) => a - b).map(([label, own]) => ({ label, loops: own }));
}

/** From the upper side of a pixel around, the object on the right hand, back to it. */
function walk(data: Uint32Array, width: number, height: number, x0: number, y0: number, walked: Uint8Array) {
  const label = data[y0 * width + x0]!;
  const corners: number[] = [];
  let x = x0;
  let y = y0;
  let side = 0;
  do {
    if (side === 0) walked[y * width + x] = 1;
    const next = (side + 1) & 3;
    // Ahead along this side, and beyond it to the left.
    const aheadX = x + stepX[next]!;
    const aheadY = y + stepY[next]!;
    const leftX = aheadX + stepX[side]!;
    const leftY = aheadY + stepY[side]!;
    const isAhead =
      aheadX >= 0 && aheadY >= 0 && aheadX < width && aheadY < height && data[aheadY * width + aheadX] === label;
    if (!isAhead) {
      corners.push(x + endX[side]!, y + endY[side]!);
      side = next;
    } else if (leftX >= 0 && leftY >= 0 && leftX < width && leftY < height && data[leftY * width + leftX] === label) {
      corners.push(x + endX[side]!, y + endY[side]!);
      x = leftX;
      y = leftY;
      side = (side + 3) & 3;
    } else {
      x = aheadX;
      y = aheadY;
    }
  } while (x !== x0 || y !== y0 || side !== 0);
  return Float64Array.from(corners);
}
