/** More crossings of edges and rows than this are no outline of an object. */
const mostCrossings = 2 ** 26;

/**
 * Sets the pixels whose centre lies within closed paths (even-odd, so that a path within another is a hole).
 *
 * @param loops  x and y in turn, in px with pixel centres on integers; may reach beyond the plane.
 * @param out    width × height; only pixels inside are written. Of centres exactly on an edge, those on right and upper
 *               edges are inside.
 * @throws RangeError where the paths are so intricate that they are none of an object.
 * @cost   O(corners + rows · edges crossed · log)
 * @source ImageJ 1.53t, ij.process.PolygonFiller: the same pixels.
 */
export function fillLoops(
  loops: readonly Float64Array[],
  value: number,
  out: Uint32Array,
  width: number,
  height: number,
): void {
  const starts = new Uint32Array(height + 1);
  let total = 0;
  eachEdge(loops, height, (first, last) => {
    total += last - first + 1;
    if (total > mostCrossings) throw new RangeError(`an outline crosses more than ${mostCrossings} rows`);
    for (let y = first; y <= last; y++) starts[y + 1]! += 1;
  });
  for (let y = 0; y < height; y++) starts[y + 1]! += starts[y]!;
  const crossings = new Float64Array(total);
  const used = new Uint32Array(height);
  eachEdge(loops, height, (first, last, x, y0, slope) => {
    for (let y = first; y <= last; y++) {
      const place = starts[y]! + used[y]!;
      used[y]! += 1;
      crossings[place] = x + (y - y0) * slope;
    }
  });
  for (let y = 0; y < height; y++) {
    const row = crossings.subarray(starts[y], starts[y + 1]).sort();
    for (let i = 0; i + 1 < row.length; i += 2) {
      const from = Math.max(0, Math.floor(row[i]!) + 1);
      const to = Math.min(width, Math.floor(row[i + 1]!) + 1);
      if (from < to) out.fill(value, y * width + from, y * width + to);
    }
  }
}

/** The rows whose centres each edge crosses, and where: x at y0, changing by `slope` a row. */
function eachEdge(
  loops: readonly Float64Array[],
  height: number,
  take: (first: number, last: number, x: number, y0: number, slope: number) => void,
): void {
  for (const loop of loops) {
    for (let i = 0; i < loop.length; i += 2) {
      const j = (i + 2) % loop.length;
      const [xa, ya, xb, yb] = [loop[i]!, loop[i + 1]!, loop[j]!, loop[j + 1]!];
      const first = Math.max(0, Math.ceil(Math.min(ya, yb)));
      // The lower end belongs to the edge that follows.
      const last = Math.min(height, Math.ceil(Math.max(ya, yb))) - 1;
      if (first <= last) take(first, last, xa, ya, (xb - xa) / (yb - ya));
    }
  }
}
