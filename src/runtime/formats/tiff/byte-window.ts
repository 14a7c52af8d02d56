import type { ByteSource } from '../../node/files.ts';

const smallest = 4096;
const largest = 1 << 20;

/**
 * Small reads through one remembered stretch of the file: single where they jump about, growing where they follow each
 * other, so that thousands of directories in a row take few reads and thousands far apart waste none.
 */
export class ByteWindow {
  readonly source: ByteSource;
  private start = 0;
  private bytes = new Uint8Array(0);
  private step = smallest;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** `length` bytes from `offset`, or `null` where they are not all within the file. */
  async view(offset: number, length: number): Promise<DataView | null> {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.source.size)) return null;
    const end = this.start + this.bytes.length;
    if (offset < this.start || offset + length > end) {
      const follows = this.bytes.length > 0 && offset >= this.start && offset <= end + this.step;
      this.step = follows ? Math.min(this.step * 4, largest) : smallest;
      const wanted = Math.min(Math.max(length, this.step), this.source.size - offset);
      this.bytes = await this.source.read(offset, wanted);
      this.start = offset;
    }
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + offset - this.start, length);
  }
}
