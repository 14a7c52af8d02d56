import type { Plane } from '../../src/runtime/data/frame.ts';

/**
 * The markers and one more for the background: what three binary erosions of the inverse mask with the cross leave, borders
 * eroded, so more than 3 steps from any object and from the edge.
 */
export function withBackgroundMarker(markers: Plane<Float32Array>, mask: Plane<Float32Array>): Uint32Array {
  const { width, height } = mask;
  const seeds = Uint32Array.from(markers.data);
  const background = Math.max(...seeds) + 1;
  for (let y = 3; y < height - 3; y++) {
    for (let x = 3; x < width - 3; x++) {
      let isClear = true;
      for (let dy = -3; dy <= 3; dy++) {
        for (let dx = Math.abs(dy) - 3; dx <= 3 - Math.abs(dy); dx++)
          isClear &&= mask.data[(y + dy) * width + x + dx] === 0;
      }
      if (isClear) seeds[y * width + x] = background;
    }
  }
  return seeds;
}
