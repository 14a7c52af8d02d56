import type { AnyNode } from '../node/define.ts';
import type { GraphDocument } from './document.ts';

/** What a document may name as the type of a node: definitions, and graphs that ship as ready nodes. */
export interface Catalog {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly graphs: ReadonlyMap<string, GraphDocument>;
}

/** The known name that is most like `name`, or `null` where none is near. */
export function similar(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(3, Math.floor(name.length / 3));
  for (const candidate of known) {
    const distance = candidate.endsWith(`.${name}`) ? 0 : editDistance(name, candidate);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
