import type { Usage } from '../../runtime/browser/host-messages.ts';
import type { ContentHash } from '../../runtime/graph/hash.ts';
import type { Plan } from '../../runtime/graph/plan.ts';

/** Which frames of each step are at hand in the preview workers, or in the cache. */
export class FramesAtHand {
  readonly #seats: Map<ContentHash, readonly number[]>[] = [];

  update(seat: number, frames: ReadonlyMap<ContentHash, readonly number[]>): void {
    this.#seats[seat] ??= new Map();
    for (const [key, times] of frames) {
      if (times.length > 0) this.#seats[seat].set(key, times);
      else this.#seats[seat].delete(key);
    }
  }

  /** By step, one byte a frame up to the last one at hand; those that are as before are the same arrays. */
  strips(
    plan: Plan,
    usage: ReadonlyMap<ContentHash, Usage>,
    before: ReadonlyMap<string, Uint8Array>,
  ): ReadonlyMap<string, Uint8Array> {
    const strips = new Map<string, Uint8Array>();
    for (const { id, key } of plan) {
      const times = [...(usage.get(key)?.frames ?? []), ...this.#seats.flatMap((seat) => seat?.get(key) ?? [])];
      if (times.length === 0) continue;
      let length = 0;
      for (const t of times) length = Math.max(length, t + 1);
      const strip = new Uint8Array(length);
      for (const t of times) strip[t] = 1;
      const old = before.get(id);
      strips.set(id, old && isEqual(old, strip) ? old : strip);
    }
    const isSame = strips.size === before.size && [...strips].every(([id, strip]) => before.get(id) === strip);
    return isSame ? before : strips;
  }
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
