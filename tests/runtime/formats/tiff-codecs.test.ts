import { constants, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateInto } from '../../../src/runtime/formats/tiff/inflate.ts';
import { lzwInto } from '../../../src/runtime/formats/tiff/lzw.ts';
import { packBitsInto } from '../../../src/runtime/formats/tiff/pack-bits.ts';
import { loadZstd } from '../../../src/runtime/formats/zstd.ts';

const seeded = { seed: 20261124, numRuns: 100 };
/** Bytes with runs and repeats, so that every kind of code occurs. */
const texture = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 7 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((parts) =>
    Uint8Array.from(parts.flatMap(([first, length, step]) => Array.from({ length }, (_, i) => first + (i % step)))),
  );

/** LZW as TIFF 6.0 describes it, or as before: codes of 9 to 12 bits, lowest first, one wider a code later. */
function lzw(data: Uint8Array, isOld = false): Uint8Array {
  const out: number[] = [];
  let hold = 0;
  let held = 0;
  const early = isOld ? 0 : 1;
  const put = (code: number, width: number) => {
    if (isOld) {
      hold += code * 2 ** held;
      for (held += width; held >= 8; held -= 8) {
        out.push(hold % 256);
        hold = Math.floor(hold / 256);
      }
      return;
    }
    hold = hold * 2 ** width + code;
    held += width;
    while (held >= 8) {
      held -= 8;
      const byte = Math.floor(hold / 2 ** held);
      out.push(byte);
      hold -= byte * 2 ** held;
    }
  };
  let table = new Map<string, number>();
  let next = 258;
  let width = 9;
  const reset = () => {
    put(256, width);
    table = new Map(Array.from({ length: 256 }, (_, i) => [String.fromCharCode(i), i]));
    next = 258;
    width = 9;
  };
  reset();
  let string = '';
  for (const byte of data) {
    const longer = string + String.fromCharCode(byte);
    if (table.has(longer)) {
      string = longer;
      continue;
    }
    put(table.get(string) ?? 0, width);
    table.set(longer, next++);
    // The decoder is one entry behind: it has this one when it reads the code after the next.
    if ([512, 1024, 2048].includes(next - 1 + early)) width++;
    if (next === 4095) reset();
    string = String.fromCharCode(byte);
  }
  if (string !== '') put(table.get(string) ?? 0, width);
  put(257, width);
  put(0, 7);
  return Uint8Array.from(out);
}

describe('inflateInto', () => {
  it('gives back what zlib compressed, at every level and with fixed and stored blocks', () => {
    fc.assert(
      fc.property(
        texture,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE),
        (data, level, strategy) => {
          const out = new Uint8Array(data.length);
          expect(inflateInto(deflateSync(data, { level, strategy }), out)).toBe(data.length);
          expect(out).toEqual(data);
        },
      ),
      seeded,
    );
  });
  it('gives back a megabyte of noise over many blocks', () => {
    const data = new Uint8Array(1 << 20);
    for (let i = 0, state = 1; i < data.length; i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      data[i] = (state >>> 16) % (i % 1000 < 500 ? 256 : 9);
    }
    const out = new Uint8Array(data.length);
    expect(inflateInto(deflateSync(data), out)).toBe(data.length);
    expect(Buffer.compare(out, data)).toBe(0);
  });
  it('stops at the length asked for, however much the stream would give', () => {
    const out = new Uint8Array(100);
    expect(inflateInto(deflateSync(new Uint8Array(1 << 22).fill(7)), out)).toBe(100);
    expect(out).toEqual(new Uint8Array(100).fill(7));
  });
  it('says so when the checksum is wrong', () => {
    const data = deflateSync(Uint8Array.of(1, 2, 3, 4));
    data[data.length - 1]! ^= 1;
    expect(inflateInto(data, new Uint8Array(4))).toBe(-1);
  });
  it('gives less than asked for, and never throws, on data that is cut off', () => {
    fc.assert(
      fc.property(texture, fc.double({ min: 0, max: 1, noNaN: true }), (data, part) => {
        const packed = deflateSync(data);
        const cut = packed.subarray(0, Math.floor(part * (packed.length - 6)));
        expect(inflateInto(cut, new Uint8Array(data.length))).toBeLessThan(data.length);
      }),
      seeded,
    );
  });
  it('ends on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const out = new Uint8Array(1000);
        const got = inflateInto(Uint8Array.of(0x78, 0x9c, ...noise), out);
        expect(got).toBeGreaterThanOrEqual(-1);
        expect(got).toBeLessThanOrEqual(1000);
      }),
      { ...seeded, numRuns: 500 },
    );
  });
});

describe('lzwInto', () => {
  it('decodes the example of the TIFF specification', () => {
    // Clear, 7, 258, 8, 8, 258, 6, 6, end: the string 7 7 7 8 8 7 7 6 6.
    const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
    const bits = codes
      .map((code) => code.toString(2).padStart(9, '0'))
      .join('')
      .padEnd(88, '0');
    const input = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
    const out = new Uint8Array(9);
    expect(lzwInto(input, out)).toBe(9);
    expect([...out]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });
  it('gives back what was compressed, past every change of width and past a full table', () => {
    fc.assert(
      fc.property(fc.array(texture, { minLength: 1, maxLength: 20 }), (parts) => {
        const data = Uint8Array.from(parts.flatMap((part) => [...part]));
        const out = new Uint8Array(data.length);
        expect(lzwInto(lzw(data), out)).toBe(data.length);
        expect(Buffer.compare(out, data)).toBe(0);
      }),
      { ...seeded, numRuns: 20 },
    );
  });
  it('gives back what was compressed in the variant from before TIFF 5', () => {
    fc.assert(
      fc.property(fc.array(texture, { minLength: 1, maxLength: 20 }), (parts) => {
        const data = Uint8Array.from(parts.flatMap((part) => [...part]));
        const out = new Uint8Array(data.length);
        expect(lzwInto(lzw(data, true), out)).toBe(data.length);
        expect(Buffer.compare(out, data)).toBe(0);
      }),
      { ...seeded, numRuns: 20 },
    );
  });
  it('ends on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(lzwInto(Uint8Array.of(0x80, ...noise), new Uint8Array(5000))).toBeLessThanOrEqual(5000);
      }),
      { ...seeded, numRuns: 500 },
    );
  });
});

describe('packBitsInto', () => {
  it('decodes the example of the TIFF specification', () => {
    const input = Uint8Array.of(
      0xfe,
      0xaa,
      0x02,
      0x80,
      0x00,
      0x2a,
      0xfd,
      0xaa,
      0x03,
      0x80,
      0x00,
      0x2a,
      0x22,
      0xf7,
      0xaa,
    );
    const out = new Uint8Array(24);
    expect(packBitsInto(input, out)).toBe(24);
    expect(Buffer.from(out).toString('hex')).toBe('aaaaaa80002aaaaaaaaa80002a22aaaaaaaaaaaaaaaaaaaa');
  });
  it('gives less than asked for where the data ends', () => {
    expect(packBitsInto(Uint8Array.of(5, 1, 2), new Uint8Array(6))).toBe(2);
    expect(packBitsInto(Uint8Array.of(0x81), new Uint8Array(6))).toBe(0);
  });
});

describe('zstd', () => {
  // Written by the zstd command, without the size of the content and without a checksum, as libtiff writes strips.
  const text = Buffer.from('KLUv/QBYbQAAMGZyYW1lIAEAX1FLEQ==', 'base64');
  const noise = Buffer.from(
    'KLUv/QBgjQkAVuQ8iSETEREROgA4ADsAEs/J/mqDY/BlW6aaF79uglIklQRUITlZBD90msVhwO98EzG+Zg6PHzCQR2JaSfzxmFEAPiXb1p/8G/2nT4z6HrZt/sqvILuGsl19J52ApOGik43775NujWff5sfv1t/8WoLDUO/PkzNr6DnXTZwCdzE+83f9uIwXCefkFFL48oI65tHFUH+L2j8jy/zujRQsDs0Rf+hIOcLLkLYMsPjPj+YsxQPPI97X1WdylAHsN+3mM4hvAmU23PKiQIZWPjQGmnjajstJIiMPDiayXFyECP+QLOmgEA0gKBWzucZWAduHcfGaaanLFggQGNY2L8S0bgoXc+IGmfbmCS7JWQsGMZhshZhrrLtUXK/IBrU/w9yEpd8o97QhLsbeBGAMt4nEMwo=',
    'base64',
  );
  const ofNoise = new Uint8Array(700);
  for (let i = 0, state = 1; i < ofNoise.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    ofNoise[i] = (state >>> 25) % 3 ? (((state >>> 16) % 7) * (state >>> 20)) % 11 : 3;
  }

  it('gives back what the zstd command compressed', async () => {
    const zstdInto = await loadZstd();
    const out = new Uint8Array(360);
    expect(zstdInto(text, out)).toBe(360);
    expect(Buffer.from(out).toString()).toBe('frame '.repeat(60));
    const other = new Uint8Array(700);
    expect(zstdInto(noise, other)).toBe(700);
    expect(other).toEqual(ofNoise);
  });
  it('stops at the length asked for, and gives less where the data does', async () => {
    const zstdInto = await loadZstd();
    const out = new Uint8Array(10);
    expect(zstdInto(text, out)).toBe(10);
    expect(Buffer.from(out).toString()).toBe('frame fram');
    expect(zstdInto(text, new Uint8Array(400))).toBe(360);
    expect(zstdInto(noise.subarray(0, 200), new Uint8Array(700))).toBeLessThan(700);
    expect(zstdInto(new Uint8Array(40), new Uint8Array(40))).toBe(0);
  });
  it('takes no more memory than the output needs, whatever the frame states', async () => {
    const zstdInto = await loadZstd();
    const wide = Buffer.from(text);
    wide[5] = 20 << 3;
    const before = process.memoryUsage().arrayBuffers;
    expect(zstdInto(wide, new Uint8Array(360))).toBe(360);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
    // A single segment of 4 GB.
    const huge = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0xff, 0x02, 0, 0, 1);
    expect(zstdInto(huge, new Uint8Array(360))).toBe(0);
  });
  it('ends on damaged frames', async () => {
    const zstdInto = await loadZstd();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(noise.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (edits) => {
          const bytes = Uint8Array.from(noise);
          for (const [at, value] of edits) bytes[at] = value;
          expect(zstdInto(bytes, new Uint8Array(700))).toBeLessThanOrEqual(700);
        },
      ),
      { ...seeded, numRuns: 1000 },
    );
  });
});
