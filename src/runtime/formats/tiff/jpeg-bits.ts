/** Bits of an entropy-coded segment, highest first; a stuffed zero after 0xff is left out, a marker ends it. */
export class JpegBits {
  readonly #data: Uint8Array;
  #at: number;
  #hold = 0;
  #bits = 0;
  /** Zero bits that were put in behind the end. */
  #padded = 0;

  constructor(data: Uint8Array, at: number) {
    this.#data = data;
    this.#at = at;
  }

  /** Whether more was taken than there is. */
  get isOver(): boolean {
    return this.#bits < this.#padded;
  }

  #fill(): void {
    const data = this.#data;
    while (this.#bits <= 16) {
      const byte = data[this.#at];
      const isEnd = byte === undefined || (byte === 0xff && data[this.#at + 1] !== 0);
      this.#hold = (this.#hold << 8) | (isEnd ? 0 : byte);
      this.#bits += 8;
      if (isEnd) this.#padded += 8;
      else this.#at += byte === 0xff ? 2 : 1;
    }
  }

  /** `count` bits, at most 16. */
  take(count: number): number {
    if (count === 0) return 0;
    if (this.#bits < count) this.#fill();
    this.#bits -= count;
    return (this.#hold >>> this.#bits) & ((1 << count) - 1);
  }

  /** A number of `count` bits whose first bit says whether it is positive. @source ITU-T T.81, figure F.12 */
  signed(count: number): number {
    const value = this.take(count);
    return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  /** The next symbol, or -1 where the bits are no code. */
  symbol(table: HuffmanTable): number {
    if (this.#bits < 16) this.#fill();
    const entry = table.short[(this.#hold >>> (this.#bits - shortBits)) & ((1 << shortBits) - 1)]!;
    if (entry > 0) {
      this.#bits -= entry >> 8;
      return entry & 255;
    }
    for (let length = shortBits + 1; length <= 16; length++) {
      const code = (this.#hold >>> (this.#bits - length)) & ((1 << length) - 1);
      if (code >= table.ends[length]!) continue;
      this.#bits -= length;
      return table.symbols[table.firsts[length]! + code] ?? -1;
    }
    return -1;
  }

  /** Drops what is left of the segment and a restart marker behind it; `false` where there is none. */
  restart(): boolean {
    const data = this.#data;
    this.#hold = 0;
    this.#bits = 0;
    this.#padded = 0;
    while (data[this.#at] === 0xff && data[this.#at + 1] === 0xff) this.#at++;
    const marker = data[this.#at] === 0xff ? (data[this.#at + 1] ?? 0) : 0;
    if (marker < 0xd0 || marker > 0xd7) return false;
    this.#at += 2;
    return true;
  }
}

const shortBits = 9;

export interface HuffmanTable {
  /** By the next bits: length << 8 | symbol; 0 where the code is longer. */
  readonly short: Uint16Array;
  /** By length: one above the last code, 0 where there is none; and where code 0 of that length would be in `symbols`. */
  readonly ends: Int32Array;
  readonly firsts: Int32Array;
  readonly symbols: Uint8Array;
}

/**
 * @param counts   of codes of 1 to 16 bits.
 * @param symbols  as many as the counts say.
 * @returns        `null` where there are more codes than bits allow.
 * @source         ITU-T T.81, annex C.
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | null {
  const short = new Uint16Array(1 << shortBits);
  const ends = new Int32Array(17);
  const firsts = new Int32Array(17);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!;
    if (code + count > 1 << length) return null;
    firsts[length] = next - code;
    if (length <= shortBits) {
      for (let i = 0; i < count; i++) {
        const start = (code + i) << (shortBits - length);
        short.fill((length << 8) | symbols[next + i]!, start, start + (1 << (shortBits - length)));
      }
    }
    code += count;
    next += count;
    ends[length] = count > 0 ? code : 0;
    code <<= 1;
  }
  return { short, ends, firsts, symbols };
}
