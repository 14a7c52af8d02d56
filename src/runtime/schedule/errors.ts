/** A node that failed while running: which one, at which frame, and why. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  /** Path of the node in the graph. */
  readonly node: string;
  /** 0-based, or `null` where the failure belongs to no frame. */
  readonly frame: number | null;
  constructor(node: string, frame: number | null, reason: string, options?: ErrorOptions) {
    super(`${node}${frame === null ? '' : `, frame ${frame}`}: ${reason}`, options);
    this.node = node;
    this.frame = frame;
  }
}

/** A result that others need has not been made: run its step first. */
export class NotThereYet extends RangeError {
  override readonly name = 'NotThereYet';
  /** The step whose result is missing. */
  readonly step: string;
  constructor(step: string) {
    super(`run ${step} first: its result is needed here`);
    this.step = step;
  }
}

/** The error as one of a node; an abort and a node error stay what they are. */
export function nodeError(node: string, frame: number | null, error: unknown): unknown {
  if (error instanceof NodeError || isAbort(error)) return error;
  return new NodeError(node, frame, error instanceof Error ? error.message : String(error), { cause: error });
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** An error as it crosses threads. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly node: string | null;
  readonly frame: number | null;
  readonly stack: string;
  /** Name of the error behind it, such as FormatError; `null` where there is none. */
  readonly because: string | null;
}
export function toMessage(error: unknown): ErrorMessage {
  const e = error instanceof Error ? error : new Error(String(error));
  const behind = e.cause instanceof Error ? e.cause : null;
  const cause = behind ? `\n${behind.stack ?? ''}` : '';
  const at = error instanceof NodeError ? { node: error.node, frame: error.frame } : { node: null, frame: null };
  return { name: e.name, message: e.message, ...at, stack: (e.stack ?? '') + cause, because: behind?.name ?? null };
}
export function fromMessage({ name, message, node, frame, stack, because }: ErrorMessage): Error {
  if (name === 'AbortError') return new DOMException(message, name);
  const prefix = `${node}${frame === null ? '' : `, frame ${frame}`}: `;
  const reason = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const options = because === null ? {} : { cause: Object.assign(new Error(reason), { name: because }) };
  const error = node === null ? new Error(message, options) : new NodeError(node, frame, reason, options);
  error.stack = stack;
  return error;
}
