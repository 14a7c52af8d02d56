import type { OutputFile } from '../node/files.ts';
import type { Output } from '../schedule/pump.ts';

/** A file that a sink wrote. */
export interface WrittenFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Pieces are handed to the browser as blobs from here on, which it may put on disk. */
const pieceBytes = 8 * 2 ** 20;

/**
 * Where a sink writes in the browser: files in memory, given to the user when all are closed.
 * @param claim  throws where another node writes a file of that name.
 */
export function memoryOutput(
  claim: (name: string) => void,
  onWritten: (files: readonly WrittenFile[]) => void,
): Output {
  const open = new Map<string, GrowingFile>();
  return {
    folder: {
      async create(name) {
        if (name === '' || open.has(name)) throw new RangeError(`"${name}" is not a new name for a file`);
        claim(name);
        const file = new GrowingFile();
        open.set(name, file);
        return file;
      },
    },
    async saved() {
      const files: WrittenFile[] = [];
      for (const [name, file] of open) {
        if (!file.blob) throw new Error(`${name} was not closed`);
        files.push({ name, blob: file.blob });
      }
      onWritten(files);
      return { files: files.map(({ name, blob }) => ({ name, bytes: blob.size })) };
    },
    abandon: async () => open.clear(),
  };
}

class GrowingFile implements OutputFile {
  #pieces: Blob[] = [];
  #tail: Uint8Array<ArrayBuffer>[] = [];
  #tailBytes = 0;
  #length = 0;
  blob: Blob | null = null;

  get length(): number {
    return this.#length;
  }
  async append(bytes: Uint8Array): Promise<void> {
    // A copy: the writer may use its buffer again.
    this.#tail.push(bytes.slice());
    this.#tailBytes += bytes.length;
    this.#length += bytes.length;
    if (this.#tailBytes >= pieceBytes) this.#settle();
  }
  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    if (offset + bytes.length > this.#length) throw new RangeError('only bytes that were appended can be patched');
    this.#settle();
    const whole = new Blob(this.#pieces);
    this.#pieces = [whole.slice(0, offset), new Blob([bytes.slice()]), whole.slice(offset + bytes.length)];
  }
  async close(): Promise<void> {
    this.#settle();
    this.blob = new Blob(this.#pieces);
    this.#pieces = [];
  }
  #settle(): void {
    if (this.#tail.length > 0) this.#pieces.push(new Blob(this.#tail));
    this.#tail = [];
    this.#tailBytes = 0;
  }
}
