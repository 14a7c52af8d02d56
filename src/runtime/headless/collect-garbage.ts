import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Collects garbage now. Tables of a long movie take tens of megabytes and are made a few times a run; without this several
 * generations of them stay until the engine feels pressed.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}

/**
 * Keeps the heaps of this thread, and of those that it starts, near what they hold. Young generations would grow to 48 MiB
 * a thread and old ones to a multiple, though pixels and columns do not lie in them and the rest is short-lived.
 */
export function keepHeapsSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}

/**
 * From now on memory comes before speed, in this thread and in those that it starts: heaps are compacted and give back
 * what they do not hold. Work on frames takes half as long again with it.
 */
export const putMemoryFirst = (): void => setFlagsFromString('--optimize-for-size');
