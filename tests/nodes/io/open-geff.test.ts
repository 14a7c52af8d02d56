import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import openGeff from '../../../src/nodes/io/open-geff.ts';
import { writeGeff } from '../../../src/runtime/formats/geff-write.ts';
import { FolderInMemory, filesInMemory } from '../../support/files.ts';
import { tracksOf } from '../../support/tracks.ts';

const tracks = tracksOf([[2, 1, 2]], []);
const defaults = { path: 'a.geff', pixelSize: 0, frameInterval: 0 };

describe('io.open-geff', () => {
  it('opens the folder, with the calibration that is stated', async () => {
    const out = new FolderInMemory();
    await writeGeff(out, 'a.geff', tracks, [], '');
    const files = filesInMemory(Object.fromEntries(out.files));
    expect((await openGeff.open(defaults, files)).tracks).toEqual(tracks);
    const stated = await openGeff.open({ ...defaults, pixelSize: 0.2, frameInterval: 3 }, files);
    expect(stated.tracks.calibration).toEqual({
      pixelSize_um: { x: 0.2, y: 0.2, z: null },
      frameInterval_s: 3,
      times_s: null,
    });
  });
  it('opens a ZIP archive of the folder', async () => {
    const out = new FolderInMemory();
    await writeGeff(out, 'some/tracks.geff', tracks, [], '');
    const files = filesInMemory({ 'a.zip': zipSync(Object.fromEntries(out.files)) });
    expect(await openGeff.open({ ...defaults, path: 'a.zip' }, files)).toEqual({ tracks });
    const bomb = filesInMemory({ 'a.zip': zipSync({ '../.zattrs': new Uint8Array(3) }) });
    await expect(openGeff.open({ ...defaults, path: 'a.zip' }, bomb)).rejects.toThrow('outside the archive');
  });
  it('says what to choose in place of nothing and of a file', async () => {
    await expect(openGeff.open(defaults, filesInMemory({}))).rejects.toThrow('a.geff: there is no such folder');
    const files = filesInMemory({ 'a.geff': new Uint8Array(3) });
    await expect(openGeff.open(defaults, files)).rejects.toThrow('a GEFF is a folder');
  });
});
