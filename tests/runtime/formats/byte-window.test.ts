import { describe, expect, it } from 'vitest';
import { ByteWindow } from '../../../src/runtime/formats/tiff/byte-window.ts';
import type { ByteSource } from '../../../src/runtime/node/files.ts';
import { bytesAsFile } from '../../support/files.ts';

const bytes = Uint8Array.from({ length: 2_000_000 }, (_, i) => i % 251);

/** A file that says how often one had to wait for it: reads that begin together count once. */
function slowFile(): ByteSource & { readonly waits: number; readonly reads: number } {
  const file = bytesAsFile(bytes);
  let waits = 0;
  let pending = false;
  return {
    name: file.name,
    size: file.size,
    get waits() {
      return waits;
    },
    get reads() {
      return file.reads;
    },
    async read(offset, length) {
      if (!pending) waits += 1;
      pending = true;
      await new Promise((resolve) => setTimeout(resolve, 0));
      pending = false;
      return file.read(offset, length);
    },
  };
}

async function readAt(offsets: readonly number[]) {
  const file = slowFile();
  const window = new ByteWindow(file);
  for (const offset of offsets) expect((await window.view(offset, 8))?.getUint8(3)).toBe((offset + 3) % 251);
  return file;
}

describe('ByteWindow', () => {
  it('reads places that follow each other in few growing reads', async () => {
    const { reads } = await readAt(Array.from({ length: 3000 }, (_, i) => i * 200));
    expect(reads).toBeLessThan(12);
  });
  it('reads places at one distance many at once', async () => {
    const { waits, reads } = await readAt(Array.from({ length: 190 }, (_, i) => 8 + i * 10_000));
    expect(waits).toBeLessThan(16);
    expect(reads).toBeLessThan(260);
  });
  it('reads places at no common distance one by one, and nothing besides', async () => {
    const { reads } = await readAt(Array.from({ length: 50 }, (_, i) => (i + 60) ** 2 * 150));
    expect(reads).toBe(50);
  });
  it('gives nothing beyond the file', async () => {
    const window = new ByteWindow(slowFile());
    expect(await window.view(bytes.length - 4, 8)).toBeNull();
    expect(await window.view(-1, 2)).toBeNull();
    expect((await window.view(bytes.length - 4, 4))?.byteLength).toBe(4);
  });
});
