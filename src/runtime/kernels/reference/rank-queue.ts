import { borrow, giveBack } from './work-memory.ts';

/**
 * A queue of pixels: the lowest rank comes out first, and of one rank what was put in first.
 * Linked lists, one for each rank, under a tree of bits that knows the lowest list with something in it.
 *
 * @cost  O(1) for `push` and `pop` up to a billion ranks; 12 bytes for each entry ever pushed, 8 for each rank.
 */
export class RankQueue {
  /** Entries ever pushed. */
  pushed = 0;
  private held = 0;
  private lowest = 0;
  private readonly entries: Int32Array;
  private readonly next: Int32Array;
  private readonly rankOf: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** `levels[0]` has a bit for each rank, every further level a bit for each word of the one below. */
  private readonly levels: Int32Array[] = [];

  /**
   * @param ranks     how many ranks there are.
   * @param capacity  the most entries that will ever be pushed.
   */
  constructor(ranks: number, capacity: number) {
    this.entries = borrow(Int32Array, capacity);
    this.next = borrow(Int32Array, capacity);
    this.rankOf = borrow(Int32Array, capacity);
    this.first = borrow(Int32Array, ranks).fill(-1);
    this.last = borrow(Int32Array, ranks);
    for (let n = Math.max(1, ranks); ; n = (n + 31) >> 5) {
      this.levels.push(new Int32Array((n + 31) >> 5));
      if (n <= 32) break;
    }
  }

  /** Lets go of its memory; it is not used afterwards. */
  giveBack(): void {
    giveBack(this.entries, this.next, this.rankOf, this.first, this.last);
  }

  /** Adds `value`; entries are numbered from 0 in the order of pushing. */
  push(rank: number, value: number): void {
    const entry = this.pushed++;
    this.entries[entry] = value;
    this.rankOf[entry] = rank;
    this.next[entry] = -1;
    if (this.first[rank] === -1) {
      this.first[rank] = entry;
      this.mark(rank);
    } else this.next[this.last[rank]!] = entry;
    this.last[rank] = entry;
    if (this.held === 0 || rank < this.lowest) this.lowest = rank;
    this.held++;
  }

  /** Number of the entry that comes out, or -1 where the queue is empty. */
  pop(): number {
    if (this.held === 0) return -1;
    const rank = this.lowest;
    const entry = this.first[rank]!;
    this.first[rank] = this.next[entry]!;
    this.held--;
    if (this.first[rank] === -1) {
      this.clear(rank);
      if (this.held > 0) this.lowest = this.lowestMarked();
    }
    return entry;
  }

  value(entry: number): number {
    return this.entries[entry]!;
  }

  rank(entry: number): number {
    return this.rankOf[entry]!;
  }

  private mark(rank: number): void {
    for (let level = 0, bit = rank; level < this.levels.length; level++, bit >>= 5) {
      const words = this.levels[level]!;
      const before = words[bit >> 5]!;
      words[bit >> 5] = before | (1 << (bit & 31));
      if (before !== 0) break;
    }
  }

  private clear(rank: number): void {
    for (let level = 0, bit = rank; level < this.levels.length; level++, bit >>= 5) {
      const words = this.levels[level]!;
      const after = words[bit >> 5]! & ~(1 << (bit & 31));
      words[bit >> 5] = after;
      if (after !== 0) break;
    }
  }

  private lowestMarked(): number {
    let index = 0;
    for (let level = this.levels.length - 1; level >= 0; level--) {
      const word = this.levels[level]![index]!;
      index = (index << 5) + 31 - Math.clz32(word & -word);
    }
    return index;
  }
}
