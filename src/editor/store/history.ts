import type { GraphDocument } from '../../runtime/graph/document.ts';
import type { GraphPath } from '../document/graph-at.ts';

/** One step that undo takes back, or redo makes again. */
export interface Step {
  readonly label: string;
  /** What the document becomes. */
  readonly document: GraphDocument;
  /** Where the canvas stood when the edit was made. */
  readonly path: GraphPath;
  /** What the step alone keeps in memory: what its document does not share with the next, about. */
  readonly bytes: number;
}

/** Steps that are kept whatever they cost. */
const leastSteps = 1_000;
const mostBytes = 64 * 1024 * 1024;

/**
 * The steps with one more; beyond the bounds the oldest go.
 * @param next  the document that the step led to.
 */
export function withStep(
  steps: readonly Step[],
  step: Omit<Step, 'bytes'>,
  next: GraphDocument,
  bounds: { readonly steps: number; readonly bytes: number } = { steps: leastSteps, bytes: mostBytes },
): readonly Step[] {
  const all = [...steps, { ...step, bytes: notShared(step.document, next) }];
  let bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  let first = 0;
  while (bytes > bounds.bytes && all.length - first > bounds.steps) {
    bytes -= all[first]?.bytes ?? 0;
    first += 1;
  }
  return first === 0 ? all : all.slice(first);
}

/** Bytes of a value that are not part of another: a word or two for each entry of what is a new object. */
export function notShared(value: unknown, other: unknown): number {
  if (value === other) return 0;
  if (typeof value === 'string') return 2 * value.length;
  if (value === null || typeof value !== 'object') return 8;
  const beside = (other !== null && typeof other === 'object' ? other : {}) as Readonly<Record<string, unknown>>;
  let bytes = 16;
  for (const [key, inner] of Object.entries(value)) bytes += 16 + notShared(inner, beside[key]);
  return bytes;
}
