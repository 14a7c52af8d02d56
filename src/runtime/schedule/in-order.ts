/** Values that arrive in any order, given out in the order of their numbers, from 0. */
export class InOrder<V> {
  readonly #waiting = new Map<number, V>();
  #next = 0;
  readonly #give: (value: V, t: number) => void;
  constructor(give: (value: V, t: number) => void) {
    this.#give = give;
  }
  put(t: number, value: V): void {
    this.#waiting.set(t, value);
    for (let waits = this.#waiting.has(this.#next); waits; waits = this.#waiting.has(this.#next)) {
      const one = this.#waiting.get(this.#next) as V;
      this.#waiting.delete(this.#next);
      this.#give(one, this.#next++);
    }
  }
  /** How many have been given out. */
  get count(): number {
    return this.#next;
  }
}

/** A queue between one writer and one reader: values in the order in which they were pushed. */
export class Channel<V> implements AsyncIterable<V> {
  readonly #values: V[] = [];
  #end: { readonly error: unknown } | 'ended' | null = null;
  #wake: (() => void) | null = null;
  /** Called whenever a value was taken. */
  onTake: () => void = () => {};

  get length(): number {
    return this.#values.length;
  }
  push(value: V): void {
    this.#values.push(value);
    this.#wake?.();
  }
  end(): void {
    this.#end ??= 'ended';
    this.#wake?.();
  }
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake?.();
  }
  async *[Symbol.asyncIterator](): AsyncIterator<V> {
    for (;;) {
      if (this.#end !== null && this.#end !== 'ended') throw this.#end.error;
      if (this.#values.length > 0) {
        const value = this.#values.shift() as V;
        this.onTake();
        yield value;
      } else if (this.#end === 'ended') {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
      }
    }
  }
}
