/** Files kept open at once: enough for the planes and channels of a frame. */
const most = 16;

/** The files last used, opened when asked for. A failed one is forgotten, so that it may be tried again. */
export class KeptOpen<K, V> {
  readonly #open: (key: K) => Promise<V>;
  readonly #opened = new Map<K, Promise<V>>();

  constructor(open: (key: K) => Promise<V>) {
    this.#open = open;
  }

  get(key: K): Promise<V> {
    const known = this.#opened.get(key) ?? this.#open(key);
    known.catch(() => this.#opened.delete(key));
    this.#opened.delete(key);
    this.#opened.set(key, known);
    for (const oldest of this.#opened.keys()) {
      if (this.#opened.size <= most) break;
      this.#opened.delete(oldest);
    }
    return known;
  }
}
