/** Costs of the pairs that may be linked, row by row: row i owns entries `rowStart[i]` up to `rowStart[i + 1]`. */
export interface SparseCosts {
  readonly columns: number;
  /** rows + 1 offsets into `column` and `cost`, rising from 0. */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly cost: Float64Array;
}

/**
 * The cheapest assignment of rows to columns in which any row and any column may stay alone at a price of its own.
 *
 * Minimises the sum of the costs of the assigned pairs, `rowAlternative` for each lone row (a death) and
 * `columnAlternative` for each lone column (a birth). A pair that costs as much as two lone ends is not assigned.
 * Each row is added by a shortest augmenting path that touches only what it can reach, so the work falls apart into the
 * connected components of the pairs by itself.
 *
 * @param costs              finite costs; a row must not name a column twice.
 * @param rowAlternative     finite price of a lone row; a price above all costs together links as many as possible.
 * @param columnAlternative  finite price of a lone column.
 * @returns                  for each row its column, -1 for a lone row; exact up to rounding. Where several assignments
 *                           are equally cheap, the one found first, going through rows and entries in order.
 * @throws RangeError if a price or a cost is not finite.
 * @cost O(entries) where rows do not compete; O(rows · entries · log columns) within one component at worst.
 * @source doi:10.1007/BF02278710 (Jonker and Volgenant, shortest augmenting paths) with one private zero-cost column a
 *         row instead of the four-quadrant matrix of doi:10.1038/nmeth.1237; the same totals as
 *         scipy.optimize.linear_sum_assignment on lap.json.
 */
export function assignSparse(costs: SparseCosts, rowAlternative: number, columnAlternative: number): Int32Array {
  for (const price of [rowAlternative, columnAlternative]) {
    if (!Number.isFinite(price)) {
      throw new RangeError(`the price of a lone row or column is ${price}, expected a finite number`);
    }
  }
  return new Assignment(costs, rowAlternative + columnAlternative).solve();
}

/** Prices are taken off the costs, so that a lone row or column costs 0 and only negative pairs are worth having. */
class Assignment {
  private readonly rowStart: Int32Array;
  private readonly column: Int32Array;
  private readonly worth: Float64Array;
  private readonly columnOf: Int32Array;
  private readonly rowOf: Int32Array;
  /** Dual prices: worth - rowPrice - columnPrice is nowhere negative, and 0 on assigned pairs. */
  private readonly rowPrice: Float64Array;
  private readonly columnPrice: Float64Array;
  /** Of the search under way: distance, the row it was reached from, place in the heap (-1 not seen, -2 done). */
  private readonly distance: Float64Array;
  private readonly from: Int32Array;
  private readonly place: Int32Array;
  private readonly heap: Int32Array;
  private heapSize = 0;
  private readonly seen: Int32Array;
  private seenCount = 0;

  constructor(costs: SparseCosts, alternatives: number) {
    const rows = costs.rowStart.length - 1;
    const columns = costs.columns;
    this.rowStart = costs.rowStart;
    this.column = costs.column;
    const entries = this.rowStart[rows] ?? 0;
    const worth = new Float64Array(entries);
    for (let e = 0; e < entries; e++) worth[e] = costs.cost[e]! - alternatives;
    const bad = worth.findIndex((one) => !Number.isFinite(one));
    if (bad >= 0) throw new RangeError(`cost ${bad} is ${costs.cost[bad]}, expected a finite number`);
    this.worth = worth;
    this.columnOf = new Int32Array(rows).fill(-1);
    this.rowOf = new Int32Array(columns).fill(-1);
    this.rowPrice = new Float64Array(rows);
    this.columnPrice = new Float64Array(columns);
    this.distance = new Float64Array(columns);
    this.from = new Int32Array(columns);
    this.place = new Int32Array(columns).fill(-1);
    this.heap = new Int32Array(columns);
    this.seen = new Int32Array(columns);
  }

  solve(): Int32Array {
    const { columnOf, rowOf, rowStart, column, worth, columnPrice, rowPrice } = this;
    for (let row = 0; row < columnOf.length; row++) {
      let best = 0;
      let at = -1;
      for (let e = rowStart[row]!; e < rowStart[row + 1]!; e++) {
        const reduced = worth[e]! - columnPrice[column[e]!]!;
        if (reduced < best) {
          best = reduced;
          at = column[e]!;
        }
      }
      if (at < 0) continue;
      if (rowOf[at]! < 0) {
        rowOf[at] = row;
        columnOf[row] = at;
        rowPrice[row] = best;
      } else {
        this.augment(row);
      }
    }
    return columnOf;
  }

  /** Adds `row` along the cheapest path that ends in a free column or makes one of the rows on it a lone one. */
  private augment(row: number): void {
    const { distance, columnOf, rowOf, rowPrice, columnPrice, from } = this;
    this.seenCount = 0;
    this.heapSize = 0;
    let end = 0;
    let endColumn = -1;
    let loneRow = row;
    this.relax(row, 0, 0);
    while (this.heapSize > 0 && distance[this.heap[0]!]! < end) {
      const at = this.pop();
      const owner = rowOf[at]!;
      if (owner < 0) {
        end = distance[at]!;
        endColumn = at;
        break;
      }
      const lone = distance[at]! - rowPrice[owner]!;
      if (lone < end) {
        end = lone;
        loneRow = owner;
      }
      this.relax(owner, distance[at]!, rowPrice[owner]!);
    }
    rowPrice[row] = end;
    for (let k = 0; k < this.seenCount; k++) {
      const at = this.seen[k]!;
      if (this.place[at] === -2 && distance[at]! < end) {
        const slack = end - distance[at]!;
        columnPrice[at] = columnPrice[at]! - slack;
        rowPrice[rowOf[at]!] = rowPrice[rowOf[at]!]! + slack;
      }
      this.place[at] = -1;
    }
    // The path is turned over from its end backwards: each row takes the column it reached, and gives its old one on.
    let next = endColumn;
    if (next < 0) {
      next = columnOf[loneRow]!;
      columnOf[loneRow] = -1;
      if (loneRow === row) return;
      rowPrice[loneRow] = 0;
    }
    for (;;) {
      const taker = from[next]!;
      const given = columnOf[taker]!;
      columnOf[taker] = next;
      rowOf[next] = taker;
      if (taker === row) return;
      next = given;
    }
  }

  /** Offers the columns of `row`, itself reached at `base`, a way through it. */
  private relax(row: number, base: number, price: number): void {
    const { rowStart, column, worth, columnPrice, distance, from, place } = this;
    for (let e = rowStart[row]!; e < rowStart[row + 1]!; e++) {
      const at = column[e]!;
      const spot = place[at]!;
      if (spot === -2) continue;
      const reach = base + worth[e]! - columnPrice[at]! - price;
      if (spot === -1) {
        this.seen[this.seenCount++] = at;
        distance[at] = reach;
        from[at] = row;
        this.rise(at, this.heapSize++);
      } else if (reach < distance[at]!) {
        distance[at] = reach;
        from[at] = row;
        this.rise(at, spot);
      }
    }
  }

  private rise(at: number, start: number): void {
    const { heap, place, distance } = this;
    const key = distance[at]!;
    let spot = start;
    while (spot > 0) {
      const parent = (spot - 1) >> 1;
      const above = heap[parent]!;
      if (distance[above]! <= key) break;
      heap[spot] = above;
      place[above] = spot;
      spot = parent;
    }
    heap[spot] = at;
    place[at] = spot;
  }

  private pop(): number {
    const { heap, place, distance } = this;
    const top = heap[0]!;
    place[top] = -2;
    const size = --this.heapSize;
    if (size === 0) return top;
    const last = heap[size]!;
    const key = distance[last]!;
    let spot = 0;
    for (;;) {
      let child = 2 * spot + 1;
      if (child >= size) break;
      if (child + 1 < size && distance[heap[child + 1]!]! < distance[heap[child]!]!) child++;
      if (distance[heap[child]!]! >= key) break;
      heap[spot] = heap[child]!;
      place[heap[spot]!] = spot;
      spot = child;
    }
    heap[spot] = last;
    place[last] = spot;
    return top;
  }
}
