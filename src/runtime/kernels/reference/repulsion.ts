/** A disc that is pushed by others; px. */
interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Centres farther apart than this don't touch, px. */
const interaction = 24;

/**
 * Displacements that keep discs from overlapping much: a quarter of what each pair lacks to 1.12 times the sum of its radii.
 *
 * @param cells  radii up to 10 px.
 * @returns      x and y of each disc in turn, px.
 * @cost         O(cells) at constant density.
 */
export function repulsion(cells: readonly Disc[]): Float64Array {
  const push = new Float64Array(2 * cells.length);
  const bins = new Map<number, number[]>();
  const binOf = (x: number, y: number): number => Math.floor(x / interaction) * 65536 + Math.floor(y / interaction);
  cells.forEach((cell, i) => {
    for (let by = -1; by <= 1; by++) {
      for (let bx = -1; bx <= 1; bx++) {
        const near = bins.get(binOf(cell.x + bx * interaction, cell.y + by * interaction));
        if (near) for (const j of near) repel(cells, push, i, j);
      }
    }
    const own = binOf(cell.x, cell.y);
    const bin = bins.get(own);
    if (bin) bin.push(i);
    else bins.set(own, [i]);
  });
  return push;
}

function repel(cells: readonly Disc[], push: Float64Array, i: number, j: number): void {
  const a = cells[i]!;
  const b = cells[j]!;
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const distance = Math.sqrt(dx * dx + dy * dy) + 1e-6;
  const overlap = 1.12 * (a.radius + b.radius) - distance;
  if (overlap <= 0) return;
  const part = (0.25 * overlap) / distance;
  push[2 * i]! += part * dx;
  push[2 * i + 1]! += part * dy;
  push[2 * j]! -= part * dx;
  push[2 * j + 1]! -= part * dy;
}
