import type { ContentHash } from '../graph/hash.ts';
import type { Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import { bytesOf } from '../schedule/buffers.ts';
import type { FrameStore } from '../schedule/frame-store.ts';
import { breathe } from './breathe.ts';

interface Entry {
  readonly record: unknown;
  readonly bytes: number;
  readonly key: ContentHash;
  readonly t: number;
}

/**
 * Frames of all steps by what they are made of, across plans: where a parameter changes, everything above is found here.
 * The frames used longest ago go first.
 */
export class FrameMemory implements FrameStore {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  /** Frames at hand of each key, and those changed since `changed` was last asked. */
  readonly #times = new Map<ContentHash, Set<number>>();
  readonly #touched = new Set<ContentHash>();
  #bytes = 0;

  /** @param limit  bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }
  get bytes(): number {
    return this.#bytes;
  }

  async read(step: Step, _definition: AnyNode, t: number, c: number): Promise<never | undefined> {
    return this.find(step.key, '', t, c) as never;
  }
  async write(step: Step, _definition: AnyNode, t: number, c: number, record: unknown): Promise<void> {
    this.keep(step.key, '', t, c, record);
    // Between two nodes is where a cancelled frame notices.
    await breathe();
  }

  find(key: ContentHash, port: string, t: number, c: number): unknown {
    const name = `${key}/${port}/${t}/${c}`;
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    return entry.record;
  }
  keep(key: ContentHash, port: string, t: number, c: number, record: unknown): void {
    const name = `${key}/${port}/${t}/${c}`;
    this.#drop(name);
    const entry = { record, bytes: bytesOf(record) + 256, key, t };
    this.#entries.set(name, entry);
    this.#bytes += entry.bytes;
    this.#times.set(key, (this.#times.get(key) ?? new Set()).add(t));
    this.#touched.add(key);
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit || oldest === name) break;
      this.#drop(oldest);
    }
  }
  clear(): void {
    for (const key of this.#times.keys()) this.#touched.add(key);
    this.#entries.clear();
    this.#times.clear();
    this.#bytes = 0;
  }

  /** Frames at hand of the keys that changed since the last call. */
  changed(): ReadonlyMap<ContentHash, readonly number[]> {
    const changed = new Map([...this.#touched].map((key) => [key, [...(this.#times.get(key) ?? [])]] as const));
    this.#touched.clear();
    return changed;
  }

  #drop(name: string): void {
    const entry = this.#entries.get(name);
    if (!entry) return;
    this.#entries.delete(name);
    this.#bytes -= entry.bytes;
    // Other channels of the frame may still be there; the strip is only a hint.
    this.#times.get(entry.key)?.delete(entry.t);
    this.#touched.add(entry.key);
  }
}
