import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { FormatError } from '../../src/runtime/formats/format-error.ts';
import { movieOf } from '../../src/runtime/formats/image-stack.ts';
import { fromFile, openTiffStack } from '../../src/runtime/formats/tiff/stack.ts';
import { mutate } from '../../tools/corpus/mutate.ts';
import { bytesAsFile } from '../support/files.ts';
import { buildTiff, plainPages } from '../support/tiff.ts';

const mutants = 4000;
const values = Uint8Array.from({ length: 96 }, (_, i) => (i * i) % 251);
const ome =
  '<?xml version="1.0"?><OME><Image><Pixels DimensionOrder="XYZCT" SizeX="4" SizeY="2" SizeZ="1" SizeC="2" SizeT="2"><TiffData/></Pixels></Image></OME>';
const movie = [1, 2, 3, 4].map((n) => [n, 2, 3, 4, 5, 6, 7, 8]);
const hyperstack = 'ImageJ=1.54f\nimages=4\nchannels=2\nframes=2\nhyperstack=true\n';
const files: readonly Uint8Array[] = [
  buildTiff(plainPages(4, 2, movie, hyperstack)),
  buildTiff(plainPages(4, 2, movie, hyperstack), { big: true, littleEndian: false }),
  buildTiff(plainPages(4, 2, movie, ome)),
  // One directory and the pixels of all images behind it.
  buildTiff([
    {
      width: 4,
      height: 2,
      strips: [Uint8Array.from(movie.flat())],
      tags: { 270: [2, `${hyperstack}\0`], 278: [4, [2]], 279: [4, [8]] },
    },
  ]),
  buildTiff([{ width: 8, height: 12, strips: [deflateSync(values)], tags: { 259: [3, [8]], 317: [3, [2]] } }]),
  buildTiff([
    {
      width: 4,
      height: 6,
      bits: 32,
      strips: [deflateSync(values)],
      tags: { 259: [3, [8]], 317: [3, [3]], 339: [3, [3]] },
    },
  ]),
  buildTiff([{ width: 8, height: 8, bits: 12, strips: [values.subarray(0, 48), values.subarray(48)] }]),
];

it(`${mutants} damaged copies of TIFFs end with pixels or an error of ours, in no time`, async () => {
  const slow: number[] = [];
  let read = 0;
  for (let seed = 0; seed < mutants; seed++) {
    const bytes = mutate(files[seed % files.length] ?? new Uint8Array(0), seed);
    const start = process.cpuUsage();
    try {
      const found = movieOf(await openTiffStack(bytesAsFile(bytes), fromFile));
      for (let c = 0; c < found.size.c; c++) await found.frame(found.size.t - 1, c);
      read += 1;
    } catch (error) {
      expect(error, `seed ${seed}: ${error}`).toBeInstanceOf(FormatError);
      expect((error as FormatError).message).toMatch(/^test[.]tif/);
    }
    const { user, system } = process.cpuUsage(start);
    if (user + system > 2e6) slow.push(seed);
  }
  expect(slow).toEqual([]);
  // Neither all nor none: the damage is neither too little nor too much to test anything.
  expect(read).toBeGreaterThan(mutants / 10);
  expect(read).toBeLessThan((mutants * 9) / 10);
}, 120_000);
