/**
 * Values of blocks of frames → values of frames: linear between the middles of the blocks, constant before the first and
 * behind the last.
 *
 * @param values  one per block, at least one where there are frames; NaN spreads to the frames between it and its neighbours.
 * @param size    frames of a block, at least 1; the last block may have fewer.
 * @param count   number of frames.
 * @returns       one value per frame; those of the blocks where size is 1.
 */
export function spreadBlocks(values: Float64Array, size: number, count: number): Float64Array {
  if (size === 1) return values.slice(0, count);
  const middle = (block: number): number => {
    const last = Math.min((block + 1) * size, count) - 1;
    return (block * size + last) / 2;
  };
  const out = new Float64Array(count);
  let block = 0;
  for (let t = 0; t < count; t++) {
    while (block < values.length - 2 && middle(block + 1) <= t) block++;
    const a = values[block]!;
    const b = values[Math.min(block + 1, values.length - 1)]!;
    const span = middle(Math.min(block + 1, values.length - 1)) - middle(block);
    const part = span > 0 ? Math.min(1, Math.max(0, (t - middle(block)) / span)) : 0;
    out[t] = part === 0 ? a : part === 1 ? b : a + (b - a) * part;
  }
  return out;
}
