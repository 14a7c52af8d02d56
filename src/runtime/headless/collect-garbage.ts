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
 * Keeps the young generations of this thread and of those that it starts at the size that they begin with. They would grow
 * to 48 MiB a thread, though frames do not lie in them, and what does is short-lived: writing a CSV file is even faster so.
 */
export const keepHeapsSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
