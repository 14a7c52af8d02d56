import type { SparseCosts } from '../../src/runtime/kernels/reference/assign-sparse.ts';

/** Costs of a dense matrix; NaN: not a candidate. */
export function sparseCosts(rows: readonly (readonly number[])[], columns = rows[0]?.length ?? 0): SparseCosts {
  const rowStart = new Int32Array(rows.length + 1);
  const column: number[] = [];
  const cost: number[] = [];
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (Number.isNaN(value)) return;
      column.push(j);
      cost.push(value);
    });
    rowStart[i + 1] = cost.length;
  });
  return { columns, rowStart, column: Int32Array.from(column), cost: Float64Array.from(cost) };
}
