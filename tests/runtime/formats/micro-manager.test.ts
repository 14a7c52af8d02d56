import { describe, expect, it } from 'vitest';
import { movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { bytesAsFile } from '../../support/files.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const summary = '{"PixelSize_um":0.65,"Interval_ms":5000,"z-step_um":1,"ChNames":["DAPI","GFP"]}';
const head = 40;

type Entry = readonly [channel: number, slice: number, frame: number, position?: number];

/** A stack whose page n has the value n + 1, with what Micro-Manager writes before the first page and at the end. */
function stack(entries: readonly Entry[], { description = '', listed = entries } = {}) {
  const room = head + summary.length + (summary.length % 2);
  const pages = plainPages(
    1,
    1,
    entries.map((_, n) => [n + 1]),
    description === '' ? undefined : description,
  );
  const plain = buildTiff(pages, { before: room - 8 });
  const index = Uint32Array.from([
    ...[3_453_623, listed.length],
    ...listed.flatMap(([c, z, t, position = 0], n) => [c, z, t, position, 1000 + n]),
  ]);
  const bytes = new Uint8Array(plain.length + (plain.length % 2) + index.byteLength);
  bytes.set(plain);
  const at = bytes.length - index.byteLength;
  bytes.set(new Uint8Array(index.buffer), at);
  const view = new DataView(bytes.buffer);
  [54_773_648, at, 483_765_892, 0, 99_384_722, 0, 2_355_492, summary.length].forEach((value, i) => {
    view.setUint32(8 + 4 * i, value, true);
  });
  bytes.set(new TextEncoder().encode(summary), head);
  return bytes;
}
const open = (bytes: Uint8Array) => openTiffStack(bytesAsFile(bytes, 'm.tif'), fromFile);
/** As recorded: the first channel in both planes, then the second from above, back and forth. */
const eight: readonly Entry[] = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 1, 0],
  [1, 0, 0],
  [1, 0, 1],
  [1, 1, 1],
  [0, 1, 1],
  [0, 0, 1],
];

describe('stacks of Micro-Manager', () => {
  it('have their pages where the index says, not in any order of axes', async () => {
    const movie = movieOf(await open(stack(eight)));
    expect(movie.size).toEqual({ t: 2, c: 2, z: 2, y: 1, x: 1 });
    expect([...(await movie.frame(0, 1)).data]).toEqual([4, 3]);
    expect([...(await movie.frame(1, 0)).data]).toEqual([8, 7]);
    expect(movie.channels.map(({ name }) => name)).toEqual(['DAPI', 'GFP']);
    expect(movie.calibration).toEqual({ pixelSize_um: { x: 0.65, y: 0.65, z: 1 }, frameInterval_s: 5, times_s: null });
  });
  it('are taken by their index also where ImageJ is told another order', async () => {
    const description = 'ImageJ=1.54f\nimages=8\nchannels=2\nslices=2\nframes=2\nhyperstack=true\n';
    const movie = movieOf(await open(stack(eight, { description })));
    expect([...(await movie.frame(0, 1)).data]).toEqual([4, 3]);
  });
  it('are asked about where the index is not that of the pages', async () => {
    await expect(open(stack(eight, { listed: eight.slice(1) }))).rejects.toThrow('8 pages of 1 × 1, and nothing');
    const twice = [...eight.slice(1), eight[1] ?? [0, 0, 0]] as const;
    await expect(open(stack(eight, { listed: twice }))).rejects.toThrow('set the parameter axes');
    const places: readonly Entry[] = [
      [0, 0, 0, 0],
      [0, 0, 0, 1],
    ];
    await expect(open(stack(places))).rejects.toThrow('set the parameter axes');
  });
});
