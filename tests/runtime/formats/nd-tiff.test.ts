import { describe, expect, it } from 'vitest';
import { movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { openImages } from '../../../src/runtime/formats/open-images.ts';
import { fromFile } from '../../../src/runtime/formats/tiff/stack.ts';
import { filesInMemory } from '../../support/files.ts';

const options = { ...fromFile, gaps: 'error' } as const;
const encode = (text: string) => new TextEncoder().encode(text);
const longs = (...values: readonly number[]) => new Uint8Array(Uint32Array.from(values).buffer);
const joined = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

const summary = encode('{"z-step_um": 2, "Interval_ms": 30000}');
const own = encode('{"PixelSizeUm": 0.325}');
const firstAt = 28 + summary.length + own.length;
const header = joined([
  Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0),
  longs(483_729, 3, 1, 2_355_492, summary.length),
  summary,
  own,
]);

type Axes = Readonly<Record<string, number | string>>;
/** Images of 2 × 1 with the values n n of uint16, all in one file; in the index in the order given. */
function dataSet(images: readonly Axes[], change: { readonly pixelType?: number; readonly width?: number } = {}) {
  const pixels = images.map((_, n) => new Uint8Array(Uint16Array.of(n + 1, n + 1).buffer));
  const name = encode('NDTiffStack.tif');
  const index = images.map((axes, n) => {
    const key = encode(JSON.stringify(axes));
    const { pixelType = 1, width = 2 } = n === images.length - 1 ? change : {};
    return joined([
      longs(key.length),
      key,
      longs(name.length),
      name,
      longs(firstAt + 4 * n, width, 1, pixelType, 0, 28 + summary.length, own.length, 0),
    ]);
  });
  return { 'd/NDTiffStack.tif': joined([header, ...pixels]), 'd/NDTiff.index': joined(index) };
}
const four = [
  { time: 0, channel: 'GFP' },
  { time: 0, channel: 'DIC' },
  { time: 1, channel: 'DIC' },
  { time: 1, channel: 'GFP' },
];

describe('NDTiff data sets', () => {
  it('have their images where the index says, channels by name, and their scale', async () => {
    const movie = movieOf(await openImages(filesInMemory(dataSet(four)), 'd', options));
    expect(movie.size).toEqual({ t: 2, c: 2, z: 1, y: 1, x: 2 });
    expect(movie.channels.map(({ name }) => name)).toEqual(['DIC', 'GFP']);
    expect(movie.calibration).toEqual({
      pixelSize_um: { x: 0.325, y: 0.325, z: 2 },
      frameInterval_s: 30,
      times_s: null,
    });
    expect((await movie.frame(0, 1)).data).toEqual(Uint16Array.of(1, 1));
    expect((await movie.frame(1, 0)).data).toEqual(Uint16Array.of(3, 3));
  });
  it('have planes', async () => {
    const files = filesInMemory(dataSet([{ z: 2 }, { z: 0 }, { z: 1 }]));
    const movie = movieOf(await openImages(files, 'd', options));
    expect((await movie.frame(0, 0)).data).toEqual(Uint16Array.of(2, 2, 3, 3, 1, 1));
  });
  it('name the time points that are not whole, or leave them out', async () => {
    const files = filesInMemory(
      dataSet([...four, { time: 2, channel: 'GFP' }, { time: 3, channel: 'GFP' }, { time: 3, channel: 'DIC' }]),
    );
    await expect(openImages(files, 'd', options)).rejects.toThrow(
      'd/NDTiff.index: time point 2 lacks some of the 2 images of a time point: set the parameter gaps',
    );
    const stack = await openImages(files, 'd', { ...options, gaps: 'accept' });
    expect(stack.size.t).toBe(3);
    expect(stack.steps).toEqual(Float64Array.of(0, 1, 3));
    expect((await movieOf(stack).frame(2, 0)).data).toEqual(Uint16Array.of(7, 7));
  });
  it.each([
    ['several positions', dataSet([{ position: 0 }, { position: 1 }]), '2 values on the axis "position" (0, 1)'],
    ['colour', dataSet([{ time: 0 }], { pixelType: 2 }), 'pixels of type 2 (colour)'],
    ['images of several sizes', dataSet(four, { width: 1 }), 'images of 1 × 1 and 2 × 1'],
    ['no images', { ...dataSet(four), 'd/NDTiff.index': new Uint8Array(0) }, 'it has no images'],
  ])('are refused with %s', async (_, files, message) => {
    await expect(openImages(filesInMemory(files), 'd', options)).rejects.toThrow(
      new RegExp(message.replaceAll(/[()]/g, '\\$&')),
    );
  });
  it('are refused where the index or the pixels are cut off', async () => {
    const whole = dataSet(four);
    const cut = { ...whole, 'd/NDTiff.index': whole['d/NDTiff.index'].slice(0, -5) };
    await expect(openImages(filesInMemory(cut), 'd', options)).rejects.toThrow('entry 4 is cut off');
    const short = { ...whole, 'd/NDTiffStack.tif': whole['d/NDTiffStack.tif'].slice(0, -3) };
    const movie = movieOf(await openImages(filesInMemory(short), 'd', options));
    await expect(movie.frame(1, 1)).rejects.toThrow('4 bytes at');
  });
});
