/** The most recently used values of a worker: windows share their neighbours through it. */
export class Recent<V> {
  readonly #kept = new Map<string, V>();
  #capacity: number;
  constructor(capacity: number) {
    this.#capacity = Math.max(1, capacity);
  }
  /** Room for at least so many. */
  widen(capacity: number): void {
    this.#capacity = Math.max(this.#capacity, capacity);
  }
  clear(): void {
    this.#kept.clear();
  }
  /** The value of `key`, made where it is not kept any more. */
  take(key: string, make: () => V): V {
    const found = this.#kept.get(key);
    const value = found ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#capacity) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    return value;
  }
  forget(key: string): void {
    this.#kept.delete(key);
  }
}
