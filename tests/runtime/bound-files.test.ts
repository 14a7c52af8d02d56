import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundFiles } from '../../src/runtime/browser/bound-files.ts';
import { fingerprintAt, fingerprintOf } from '../../src/runtime/browser/fingerprint.ts';
import { memoryOutput, type WrittenFile } from '../../src/runtime/browser/memory-output.ts';
import { fingerprintOf as headlessFingerprint } from '../../src/runtime/headless/fingerprint.ts';

const file = (name: string, text: string) => new File([text], name);

describe('bound files', () => {
  const files = boundFiles([
    { path: 'bound/open/set/01/t000.tif', from: file('t000.tif', 'zero') },
    { path: 'bound/open/set/01/t001.tif', from: file('t001.tif', 'one') },
    { path: 'bound/open/set/01_GT/man_track.txt', from: file('man_track.txt', '1 0 1 0') },
  ]);
  it('look like a disk with folders', async () => {
    expect(await files.look('bound/open/set')).toEqual({ type: 'folder', names: ['01', '01_GT'] });
    expect(await files.look('bound/open/set/01/')).toEqual({ type: 'folder', names: ['t000.tif', 't001.tif'] });
    expect(await files.look(files.join('bound/open/set', '01', 't001.tif'))).toEqual({ type: 'file' });
    expect(await files.look('bound/open/set/02')).toBeNull();
    expect(await files.look('/etc/passwd')).toBeNull();
  });
  it('are read in parts, within their ends', async () => {
    const source = await files.open('bound/open/set/01/t000.tif');
    expect(new TextDecoder().decode(await source.read(1, 2))).toBe('er');
    await expect(source.read(2, 3)).rejects.toThrow('the file ends at 4');
    await expect(files.open('bound/other')).rejects.toThrow('there is no such file');
  });
  it('have the fingerprints that the same files have on a disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cellwire-'));
    await mkdir(join(folder, 'sub'));
    const contents = { 'b.txt': 'bee', 'a.txt': 'ay', 'sub/c.txt': 'sea' };
    const digests = new Map<string, string>();
    for (const [name, text] of Object.entries(contents)) {
      await writeFile(join(folder, name), text);
      digests.set(`bound/open/f/${name}`, await fingerprintOf(file(name, text)));
    }
    expect(fingerprintAt('bound/open/f/a.txt', digests)).toBe(await headlessFingerprint(join(folder, 'a.txt'), null));
    expect(fingerprintAt('bound/open/f', digests)).toBe(await headlessFingerprint(folder, null));
    expect(fingerprintAt('bound/open/f/*.txt', digests)).toBe(await headlessFingerprint(folder, null));
    expect(fingerprintAt('bound/open/g', digests)).toBeNull();
  });
});

describe('files in memory', () => {
  it('hold what was appended and patched, also across pieces', async () => {
    let written: readonly WrittenFile[] = [];
    const output = memoryOutput(
      () => {},
      (files) => {
        written = files;
      },
    );
    const out = await output.folder.create('big.bin');
    const piece = new Uint8Array(5 * 2 ** 20).fill(7);
    for (let i = 0; i < 3; i++) await out.append(piece);
    piece.fill(9); // the writer's buffer is its own again
    await out.patch(8 * 2 ** 20 - 1, Uint8Array.of(1, 2, 3));
    await out.append(Uint8Array.of(4));
    await expect(out.patch(15 * 2 ** 20, Uint8Array.of(1, 2))).rejects.toThrow('only bytes that were appended');
    await out.close();
    expect(await output.saved()).toEqual({ files: [{ name: 'big.bin', bytes: 15 * 2 ** 20 + 1 }] });
    const bytes = new Uint8Array(await (written[0]?.blob as Blob).arrayBuffer());
    expect([...bytes.slice(8 * 2 ** 20 - 2, 8 * 2 ** 20 + 3)]).toEqual([7, 1, 2, 3, 7]);
    expect(bytes.at(-1)).toBe(4);
    expect(bytes.at(0)).toBe(7);
  });
  it('are refused where another has the name, or one was not closed', async () => {
    const output = memoryOutput(
      () => {},
      () => {},
    );
    await output.folder.create('a');
    await expect(output.folder.create('a')).rejects.toThrow('not a new name');
    await expect(output.saved()).rejects.toThrow('a was not closed');
  });
});
