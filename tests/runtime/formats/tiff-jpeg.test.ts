import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJpeg, type JpegShape } from '../../../src/runtime/formats/tiff/jpeg.ts';

/** 18 × 12 grey pixels, quality 75, with Huffman tables of its own, as libjpeg writes them. */
const grey = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAMABIBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABwUG/8QAKRAAAgIBAgQEBwAAAAAAAAAAAQIDEQQABQYSEyEHJDFhMkFRcZGx0f/aAAgBAQAAPwDJcLbQvJjeXJBrvQsmj736/rTBsuNi7fjdfJjEaNLFCrcoIDSMqIO31Zh+b7C9Gsni9uiyMOluUtEjqYk2MkLe8ayYhcIfkHJYCrJN6tcLYyHHx3s3zBaoVVfbV7xN3Btg4GWbHx8eaaTLWOOXIj5nx3MMjCWJhRSRSo5WHpoRjxUaNWPqQD8K/wA1/9k=',
  'base64',
);
const greyShape: JpegShape = { width: 18, height: 12, samples: 1, bits: 8 };
const marker = (code: number, ...body: readonly number[]): readonly number[] => [
  0xff,
  code,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];

/** Bits as JPEG writes them: highest first, ones at the end, a zero byte after every 0xff. */
class Bits {
  readonly bytes: number[] = [];
  #text = '';
  put(value: number, count: number): void {
    if (count > 0) this.#text += value.toString(2).padStart(count, '0');
    while (this.#text.length >= 8) this.#byte();
  }
  flush(): void {
    if (this.#text.length > 0) this.#text = this.#text.padEnd(8, '1');
    if (this.#text.length > 0) this.#byte();
  }
  #byte(): void {
    const byte = Number.parseInt(this.#text.slice(0, 8), 2);
    this.#text = this.#text.slice(8);
    this.bytes.push(byte, ...(byte === 0xff ? [0] : []));
  }
}

/** 17 codes of 5 bits, one for each size of a difference. */
const sizesTable = marker(0xc4, 0, 0, 0, 0, 0, 17, ...Array(11).fill(0), ...Array.from({ length: 17 }, (_, i) => i));

interface Picture {
  readonly shape: JpegShape;
  readonly predictor: number;
  readonly values: readonly number[];
  /** Rows between restarts; 0 for none. */
  readonly rows: number;
}

/** A lossless picture as annex H of T.81 describes it, in the plainest form. */
function lossless({ shape, predictor, values, rows }: Picture): Uint8Array {
  const { width, height, samples, bits } = shape;
  const at = (x: number, y: number, s: number) => values[(y * width + x) * samples + s] ?? 0;
  const out = new Bits();
  for (let y = 0; y < height; y++) {
    const isFirst = rows > 0 ? y % rows === 0 : y === 0;
    if (isFirst && y > 0) {
      out.flush();
      out.bytes.push(0xff, 0xd0 + ((y / rows - 1) % 8));
    }
    for (let x = 0; x < width; x++) {
      for (let s = 0; s < samples; s++) {
        const [a, b, c] = [at(x - 1, y, s), at(x, y - 1, s), at(x - 1, y - 1, s)];
        const guesses = [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1];
        const guess = isFirst ? (x > 0 ? a : 1 << (bits - 1)) : x > 0 ? (guesses[predictor] ?? 0) : b;
        const wrapped = (at(x, y, s) - guess) & 0xffff;
        const difference = wrapped > 32_768 ? wrapped - 65_536 : wrapped;
        const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
        out.put(size, 5);
        if (size < 16) out.put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
      }
    }
  }
  out.flush();
  const components = Array.from({ length: samples }, (_, i) => [i + 1, 0x11, 0]).flat();
  const inScan = Array.from({ length: samples }, (_, i) => [i + 1, 0]).flat();
  return Uint8Array.of(
    ...[0xff, 0xd8, ...sizesTable],
    ...(rows > 0 ? marker(0xdd, (rows * width) >> 8, (rows * width) & 255) : []),
    ...marker(0xc3, bits, height >> 8, height & 255, width >> 8, width & 255, samples, ...components),
    ...marker(0xda, samples, ...inScan, predictor, 0, 0),
    ...[...out.bytes, 0xff, 0xd9],
  );
}

describe('decodeJpeg', () => {
  it('gives the same pixels as libjpeg, to the last bit', () => {
    const values = decodeJpeg(grey, null, greyShape);
    expect([...values.slice(0, 8)]).toEqual([8, 14, 29, 39, 52, 64, 73, 106]);
    expect(createHash('sha256').update(values).digest('hex')).toBe(
      '5f7ff5586e48bd12cc8de5cdd1d21e7a177e72fedb2a8d5a1768899a97a28915',
    );
  });
  it('reads 12-bit pictures: a block of one grey, from one coefficient', () => {
    // One code, a single 0 bit, in each table: differences of 10 bits, and the end of a block.
    const one = (head: number, symbol: number) => marker(0xc4, head, 1, ...Array(15).fill(0), symbol);
    const bits = new Bits();
    bits.put(0, 1);
    bits.put(800, 10);
    bits.put(0, 1);
    bits.flush();
    const picture = Uint8Array.of(
      ...[0xff, 0xd8, ...one(0, 10), ...one(0x10, 0), ...marker(0xdb, 0, ...Array(64).fill(4))],
      ...marker(0xc1, 12, 0, 8, 0, 8, 1, 1, 0x11, 0),
      ...marker(0xda, 1, 1, 0, 0, 63, 0),
      ...[...bits.bytes, 0xff, 0xd9],
    );
    const values = decodeJpeg(picture, null, { width: 8, height: 8, samples: 1, bits: 12 });
    expect(values).toEqual(new Uint16Array(64).fill(2048 + (800 * 4) / 8));
  });
  it('gives back lossless pictures of every predictor, with and without restarts', () => {
    const pictures = fc
      .record({
        width: fc.integer({ min: 1, max: 9 }),
        height: fc.integer({ min: 1, max: 6 }),
        samples: fc.integer({ min: 1, max: 3 }),
        bits: fc.constantFrom(8, 12, 16),
        predictor: fc.integer({ min: 1, max: 7 }),
        rows: fc.integer({ min: 0, max: 2 }),
      })
      .chain(({ predictor, rows, ...shape }) => {
        const count = shape.width * shape.height * shape.samples;
        const value = fc.integer({ min: 0, max: 2 ** shape.bits - 1 });
        return fc
          .array(value, { minLength: count, maxLength: count })
          .map((values) => ({ shape, predictor, rows, values }));
      });
    fc.assert(
      fc.property(pictures, (picture) => {
        expect([...decodeJpeg(lossless(picture), null, picture.shape)]).toEqual(picture.values);
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });
  it.each([
    ['that is cut off', grey.subarray(0, 250), greyShape, 'its JPEG data is damaged or cut off'],
    ['that is cut off in a table', grey.subarray(0, 60), greyShape, 'its JPEG picture is cut off'],
    ['that is none', grey.subarray(2), greyShape, 'its data is no JPEG picture'],
    ['of another size', grey, { ...greyShape, width: 16 }, 'its JPEG picture is 18 × 12, 1 × 8 bit, in place of 16 ×'],
    ['of too few rows', grey, { ...greyShape, height: 13 }, 'in place of 18 × 13'],
  ])('says what is wrong with a picture %s', (_, input, shape, message) => {
    expect(decodeJpeg(input, null, shape)).toContain(message);
  });
  it.each([
    [0xc2, 'progressive'],
    [0xc9, 'of a rare kind'],
  ])('refuses pictures of kind %i', (code, message) => {
    const other = Uint8Array.from(grey);
    other[other.findIndex((byte, i) => byte === 0xff && other[i + 1] === 0xc0) + 1] = code;
    expect(decodeJpeg(other, null, greyShape)).toContain(message);
  });
  it('ends on damaged pictures, with pixels or a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(grey.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (edits) => {
        const bytes = Uint8Array.from(grey);
        for (const [at, value] of edits) bytes[at] = value;
        const values = decodeJpeg(bytes, null, greyShape);
        expect(typeof values === 'string' || values.length === 18 * 12).toBe(true);
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});
