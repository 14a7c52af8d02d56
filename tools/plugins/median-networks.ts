/**
 * Writes the AssemblyScript of median filters without a branch: networks of minimum and maximum, the same for every lane.
 *
 * Two rows of the output share all but two rows of their squares. The shared rows are sorted column by column, sorted
 * columns are merged to pairs and fours that neighbouring squares use again, and of the merged block only the ranks that
 * can still be the median are kept. Each output then merges in the one row that it has for itself.
 *
 * Batcher, Sorting networks and their applications (1968), doi:10.1145/1468075.1468121; pruned to what the median needs.
 */
type Operation = readonly [to: number, kind: 'lo' | 'hi', a: number, b: number];

class Network {
  #values = 0;
  readonly #operations: Operation[] = [];
  inputs(count: number): number[] {
    return Array.from({ length: count }, () => this.#values++);
  }
  /** Odd-even merge of two sorted lists. */
  merge(a: readonly number[], b: readonly number[]): number[] {
    if (a.length === 0 || b.length === 0) return [...a, ...b];
    if (a.length === 1 && b.length === 1) return this.#exchange(a[0] ?? 0, b[0] ?? 0);
    const even = this.merge(every2nd(a, 0), every2nd(b, 0));
    const odd = this.merge(every2nd(a, 1), every2nd(b, 1));
    const merged = [even[0] ?? 0];
    for (let i = 0; i < Math.max(odd.length, even.length - 1); i++) {
      const left = odd[i];
      const right = even[i + 1];
      if (left !== undefined && right !== undefined) merged.push(...this.#exchange(left, right));
      else merged.push(left ?? right ?? 0);
    }
    return merged;
  }
  sort(values: readonly number[]): number[] {
    const half = values.length >> 1;
    return half === 0 ? [...values] : this.merge(this.sort(values.slice(0, half)), this.sort(values.slice(half)));
  }
  /** Ranks `low` to `high` of all parts together; what can't be one of them is dropped before each merge. */
  ranks(parts: readonly (readonly number[])[], low: number, high: number): number[] {
    let kept: readonly number[] = [];
    let left = parts.flat().length;
    for (const part of parts) {
      left -= part.length;
      const useless = Math.max(0, low - left - kept.length);
      const useful = part.slice(useless, high + 1);
      kept = this.merge(kept, useful);
      const below = Math.max(0, low - useless - left);
      low -= useless + below;
      high -= useless + below;
      kept = kept.slice(below, below + high + 1);
    }
    return kept.slice(low, high + 1);
  }
  /** The middle of a sorted list of n + 1 and a sorted one of n values. */
  middle(longer: readonly number[], shorter: readonly number[]): number {
    let middle = longer[0] ?? 0;
    for (let i = 1; i < longer.length; i++) {
      middle = this.#value('hi', middle, this.#value('lo', longer[i] ?? 0, shorter[shorter.length - i] ?? 0));
    }
    return middle;
  }
  /** Statements that compute `needed`, and nothing else. */
  statements(needed: readonly number[]): string {
    const live = new Set(needed);
    const lines: string[] = [];
    for (const [to, kind, a, b] of this.#operations.toReversed()) {
      if (!live.has(to)) continue;
      live.add(a);
      live.add(b);
      lines.push(`const n${to} = ${kind}<T>(n${a}, n${b});`);
    }
    return lines.toReversed().join('\n');
  }
  #exchange(a: number, b: number): number[] {
    return [this.#value('lo', a, b), this.#value('hi', a, b)];
  }
  #value(kind: 'lo' | 'hi', a: number, b: number): number {
    const to = this.#values++;
    this.#operations.push([to, kind, a, b]);
    return to;
  }
}

const every2nd = (values: readonly number[], from: number): number[] => values.filter((_, i) => i % 2 === from);
const loads = (values: readonly number[], address: (i: number) => string): string =>
  values.map((value, i) => `const n${value} = v128.load(${address(i)});`).join('\n');
const stores = (values: readonly number[], address: (i: number) => string): string =>
  values.map((value, i) => `v128.store(${address(i)}, n${value});`).join('\n');
const at = (base: string, columns: number): string => (columns === 0 ? base : `${base} + ${columns} * sizeof<T>()`);

/** Sorts the shared rows at each column. */
function columnsSource(size: number): string {
  const network = new Network();
  const rows = network.inputs(size - 1);
  const sorted = network.sort(rows);
  return `function sortColumns${size}<T>(rows: usize, to: usize, pitch: usize, bytes: usize): void {
${rows.map((row) => `const r${row} = load<usize>(rows, ${row + 1} * sizeof<usize>());`).join('\n')}
for (let x: usize = 0; x < bytes; x += 16) {
${loads(rows, (i) => `r${i} + x`)}
${network.statements(sorted)}
${stores(sorted, (i) => `to + ${i} * pitch + x`)}
} }`;
}

/** Merges runs of `columns` sorted columns with the runs beside them. */
function mergeSource(size: number, columns: number): string {
  const network = new Network();
  const length = columns * (size - 1);
  const left = network.inputs(length);
  const right = network.inputs(length);
  const merged = network.merge(left, right);
  return `function merge${columns}Of${size}<T>(from: usize, to: usize, pitch: usize, bytes: usize): void {
for (let x: usize = 0; x < bytes; x += 16) {
${loads(left, (i) => `from + ${i} * pitch + x`)}
${loads(right, (i) => `${at('from', columns)} + ${i} * pitch + x`)}
${network.statements(merged)}
${stores(merged, (i) => `to + ${i} * pitch + x`)}
} }`;
}

/** Merges the runs of one square to what may be the median, then a row of its own for each of the two outputs. */
function selectSource(size: number, runs: readonly number[]): string {
  const network = new Network();
  const middle = (size * size) >> 1;
  let column = 0;
  const blocks = runs.map((columns) => {
    const block = { columns, column, values: network.inputs(columns * (size - 1)) };
    column += columns;
    return block;
  });
  const parts = blocks.map(({ values }) => values);
  const core = network.ranks(parts, middle - size, middle);
  const outer = ['top', 'low'].map((row) => {
    const values = network.inputs(size);
    return { row, values, median: network.middle(core, network.sort(values)) };
  });
  return `function select${size}<T>(rows: usize, run1: usize, run2: usize, run4: usize, pitch: usize, bytes: usize, out0: usize, out1: usize): void {
const top = load<usize>(rows);
const low = load<usize>(rows, ${size} * sizeof<usize>());
for (let x: usize = 0; x < bytes; x += 16) {
${blocks.map(({ columns, column, values }) => loads(values, (i) => `${at(`run${columns}`, column)} + ${i} * pitch + x`)).join('\n')}
${outer.map(({ row, values }) => loads(values, (i) => `${at(row, i)} + x`)).join('\n')}
${network.statements(outer.map(({ median }) => median))}
v128.store(out0 + x, n${outer[0]?.median});
v128.store(out1 + x, n${outer[1]?.median});
} }`;
}

function filterSource(size: number, runs: readonly number[]): string {
  const widest = Math.max(...runs);
  const parts = [columnsSource(size), selectSource(size, runs)];
  if (widest >= 2) parts.push(mergeSource(size, 1));
  if (widest >= 4) parts.push(mergeSource(size, 2));
  const k = size - 1;
  return `${parts.join('\n')}
/** Two rows of output from ${size + 1} rows of input whose addresses stand at \`rows\`; scratch: ${7 * k} rows of \`pitch\` bytes. */
export function medianRows${size}<T>(rows: usize, scratch: usize, pitch: usize, padded: usize, bytes: usize, out0: usize, out1: usize): void {
const run2 = scratch + ${k} * pitch;
const run4 = scratch + ${3 * k} * pitch;
sortColumns${size}<T>(rows, scratch, pitch, padded);
${widest >= 2 ? `merge1Of${size}<T>(scratch, run2, pitch, padded);` : ''}
${widest >= 4 ? `merge2Of${size}<T>(run2, run4, pitch, padded);` : ''}
select${size}<T>(rows, scratch, run2, run4, pitch, bytes, out0, out1);
}`;
}

/** AssemblyScript source of `medianRows3` to `medianRows9` for lanes of u8, u16 and f32. */
export function medianNetworks(): string {
  return `
@inline function lo<T>(a: v128, b: v128): v128 { return isFloat<T>() ? v128.pmin<f32>(a, b) : v128.min<T>(a, b); }
@inline function hi<T>(a: v128, b: v128): v128 { return isFloat<T>() ? v128.pmax<f32>(a, b) : v128.max<T>(a, b); }
${filterSource(3, [2, 1])}
${filterSource(5, [2, 2, 1])}
${filterSource(7, [4, 2, 1])}
${filterSource(9, [4, 4, 1])}
`;
}
