import { indexLabels } from './label-boxes.ts';

/**
 * Gives pieces below a size to the neighbour of the same whole with which they share the longest border.
 *
 * @param pieces   (depth ×) height × width labels, 0 is background; not modified.
 * @param wholes   labels that the pieces were cut from: pieces of different wholes are never joined.
 * @param minSize  px²; smaller pieces are joined, the smallest first. A piece without a neighbour stays as it is.
 * @returns        new labels 1 … n in the order of the values of the pieces; every pixel that had a label has one.
 * @cost           O(pixels + pieces²) worst
 */
export function mergeSmallPieces(
  pieces: Uint32Array,
  wholes: Uint8Array | Uint32Array,
  width: number,
  height: number,
  minSize: number,
  depth = 1,
): Uint32Array {
  const { values, index } = indexLabels(pieces);
  const n = values.length;
  const areas = new Float64Array(n + 1);
  for (let i = 0; i < index.length; i++) if (index[i] !== 0) areas[index[i]!]!++;
  const borders = sharedBorders(index, wholes, n, width, height, depth);
  const into = Uint32Array.from({ length: n + 1 }, (_, k) => k);
  for (;;) {
    let smallest = 0;
    for (let k = 1; k <= n; k++) {
      if (into[k] !== k || areas[k]! >= minSize || borders[k]!.size === 0) continue;
      if (smallest === 0 || areas[k]! < areas[smallest]!) smallest = k;
    }
    if (smallest === 0) break;
    let best = 0;
    for (const [other, length] of borders[smallest]!) {
      const longest = borders[smallest]!.get(best) ?? 0;
      if (length > longest || (length === longest && other < best)) best = other;
    }
    into[smallest] = best;
    areas[best] = areas[best]! + areas[smallest]!;
    for (const [other, length] of borders[smallest]!) {
      borders[other]!.delete(smallest);
      if (other === best) continue;
      borders[best]!.set(other, (borders[best]!.get(other) ?? 0) + length);
      borders[other]!.set(best, (borders[other]!.get(best) ?? 0) + length);
    }
    borders[smallest]!.clear();
  }
  for (let k = n; k > 0; k--) {
    let root = k;
    while (into[root] !== root) root = into[root]!;
    into[k] = root;
  }
  for (let i = 0; i < index.length; i++) index[i] = into[index[i]!]!;
  return indexLabels(index, index).index;
}

/** For each piece the lengths of the edges that it shares with pieces of the same whole. */
function sharedBorders(
  index: Uint32Array,
  wholes: Uint8Array | Uint32Array,
  n: number,
  width: number,
  height: number,
  depth: number,
): Map<number, number>[] {
  const borders = Array.from({ length: n + 1 }, () => new Map<number, number>());
  const area = width * height;
  for (let i = 0; i < index.length; i++) {
    const here = index[i]!;
    if (here === 0) continue;
    const x = i % width;
    const y = ((i - x) / width) % height;
    for (let side = 0; side < 3; side++) {
      if (side === 0 ? x + 1 === width : side === 1 ? y + 1 === height : i + area >= depth * area) continue;
      const j = i + (side === 0 ? 1 : side === 1 ? width : area);
      const there = index[j]!;
      if (there === 0 || there === here || wholes[i] !== wholes[j]) continue;
      borders[here]!.set(there, (borders[here]!.get(there) ?? 0) + 1);
      borders[there]!.set(here, (borders[there]!.get(here) ?? 0) + 1);
    }
  }
  return borders;
}
