import { Random } from './random.ts';

/** Side of the texture, a power of two. */
const textureSize = 64;

let texture: Float32Array | undefined;

/** A smooth, tileable pattern around 1, the same for every movie: what chromatin looks like through a 0.75 NA lens. */
export function chromatinTexture(): Float32Array {
  texture ??= drawn();
  return texture;
}

function drawn(): Float32Array {
  const random = new Random(20261101, 4);
  let field = Float64Array.from({ length: textureSize * textureSize }, () => random.normal());
  for (let round = 0; round < 2; round++) field = smoothed(field);
  let square = 0;
  for (const value of field) square += value * value;
  const scale = 0.13 / Math.sqrt(square / field.length);
  return Float32Array.from(field, (value) => 1 + scale * value);
}

/** Binomial 3 × 3 smoothing of a periodic square. */
function smoothed(field: Float64Array): Float64Array<ArrayBuffer> {
  const wrap = textureSize - 1;
  return Float64Array.from(field, (_, i) => {
    const x = i & wrap;
    const y = (i - x) / textureSize;
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy));
        sum += weight * field[((y + dy) & wrap) * textureSize + ((x + dx) & wrap)]!;
      }
    }
    return sum / 16;
  });
}

/** Bilinear sample of the periodic texture at any (x, y). */
export function sampleTexture(pattern: Float32Array, x: number, y: number): number {
  const wrap = textureSize - 1;
  const fx = Math.floor(x);
  const fy = Math.floor(y);
  const px = x - fx;
  const left = fx & wrap;
  const right = (fx + 1) & wrap;
  const upper = (fy & wrap) * textureSize;
  const lower = ((fy + 1) & wrap) * textureSize;
  const top = pattern[upper + left]! * (1 - px) + pattern[upper + right]! * px;
  const bottom = pattern[lower + left]! * (1 - px) + pattern[lower + right]! * px;
  return top + (bottom - top) * (y - fy);
}
