import type { ByteSource } from '../../node/files.ts';

const smallest = 4096;
const largest = 1 << 20;
/** Jumps of one length after which the next are foreseen, and how many of them are read at once. */
const regularAfter = 3;
const mostAhead = 64;

/**
 * Small reads through one remembered stretch of the file: single where they jump about, growing where they follow each
 * other, many at once where they jump by one length, so that thousands of directories in a row take few reads, those
 * between images of one size few waits, and thousands far apart waste none.
 */
export class ByteWindow {
  readonly source: ByteSource;
  #start = 0;
  #bytes = new Uint8Array(0);
  #step = smallest;
  #stride = 0;
  #regular = 0;
  #ahead: ReadonlyMap<number, Uint8Array<ArrayBuffer>> = new Map();

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** `length` bytes from `offset`, or `null` where they are not all within the file. */
  async view(offset: number, length: number): Promise<DataView | null> {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.source.size)) return null;
    const end = this.#start + this.#bytes.length;
    if (offset < this.#start || offset + length > end) {
      const follows = this.#bytes.length > 0 && offset >= this.#start && offset <= end + this.#step;
      this.#step = follows ? Math.min(this.#step * 4, largest) : smallest;
      const stride = offset - this.#start;
      this.#regular = !follows && stride === this.#stride ? this.#regular + 1 : 0;
      this.#stride = stride;
      const foreseen = this.#ahead.get(offset);
      if (foreseen && foreseen.length >= length) this.#bytes = foreseen;
      else {
        const wanted = Math.min(Math.max(length, this.#step), this.source.size - offset);
        const [bytes] = await Promise.all([this.source.read(offset, wanted), this.#readAhead(offset)]);
        this.#bytes = bytes;
      }
      this.#start = offset;
    }
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + offset - this.#start, length);
  }

  /** As `view`, but only of what is at hand: `undefined` where it would have to be read. */
  held(offset: number, length: number): DataView | undefined {
    const at = offset - this.#start;
    if (!(at >= 0 && at + length <= this.#bytes.length)) return undefined;
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + at, length);
  }

  async #readAhead(offset: number): Promise<void> {
    const count = this.#regular < regularAfter ? 0 : Math.min(mostAhead, 1 << (this.#regular - regularAfter + 2));
    const places: number[] = [];
    for (let at = offset + this.#stride; places.length < count && at >= 0; at += this.#stride) {
      if (at + smallest > this.source.size) break;
      places.push(at);
    }
    const read = await Promise.all(places.map((at) => this.source.read(at, smallest)));
    this.#ahead = new Map(places.map((at, i) => [at, read[i] ?? new Uint8Array(0)]));
  }
}
