import { readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import { lz4Into } from '../../../src/runtime/formats/zarr/lz4.ts';
import { arrayHeader, parseZarrJson } from '../../../src/runtime/formats/zarr/metadata.ts';
import { halfFloat, readZarrArray, type ZarrNumbers } from '../../../src/runtime/formats/zarr/read-array.ts';
import { writeZarrArray } from '../../../src/runtime/formats/zarr/write-array.ts';
import { FolderInMemory, filesInMemory } from '../../support/files.ts';

type Files = Record<string, Uint8Array>;
const fixtures = JSON.parse(
  readFileSync(new URL('../../fixtures/zarr/arrays.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, string>>;
const filesOf = (name: string): Files =>
  Object.fromEntries(
    Object.entries(fixtures[name]!).map(([file, text]) => [`a/${file}`, new Uint8Array(Buffer.from(text, 'base64'))]),
  );
const read = async (files: Files, header = 'a/.zarray') => {
  const json = parseZarrJson(new TextDecoder().decode(files[header]), header);
  return readZarrArray(filesInMemory(files), 'a', arrayHeader(json, header));
};
const expected = Array.from({ length: 700 }, (_, i) => (i * 37) % 1000);

const numbers = (values: ZarrNumbers): number[] => Array.from(values as Iterable<number | bigint>, Number);

describe('a Zarr array of version 2', () => {
  const plain = Object.keys(fixtures).filter((name) => name !== 'half' && name !== 'fill');
  it.each(plain)('%s gives the numbers that zarr-python wrote', async (name) => {
    expect(numbers(await read(filesOf(name)))).toEqual(expected);
  });
  it('half gives its bits, which halfFloat turns into numbers', async () => {
    const bits = numbers(await read(filesOf('half')));
    expect(bits.map(halfFloat)).toEqual(Array.from({ length: 40 }, (_, i) => (i - 20) / 8));
    expect([0x7c00, 0xfc00, 0x7e00, 1].map(halfFloat)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      2 ** -24,
    ]);
  });
  it('fill gives the fill value for chunks that are not there', async () => {
    expect(numbers(await read(filesOf('fill')))).toEqual(new Array(10).fill(7));
  });
  it.each(plain.filter((name) => name !== 'plain-big-endian' && name !== 'pairs-column-first'))(
    '%s cut short or with a byte more or less is refused or still right',
    async (name) => {
      const whole = filesOf(name);
      const chunk = Object.keys(whole).find((file) => file.endsWith('/0'))!;
      for (let cut = 0; cut < whole[chunk]!.length; cut += 7) {
        const files = { ...whole, [chunk]: whole[chunk]!.slice(0, cut) };
        const values = await read(files).then(numbers, (error: unknown) => {
          expect(error).toBeInstanceOf(FormatError);
          return expected;
        });
        // Only a checksum may be missing.
        expect(values).toEqual(expected);
      }
      for (let at = 0; at < whole[chunk]!.length; at += 5) {
        const bytes = whole[chunk]!.slice();
        bytes[at]! ^= 0x55;
        const values = await read({ ...whole, [chunk]: bytes }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(FormatError);
          return expected;
        });
        expect(values.length).toBe(700);
      }
    },
  );
  it.each([
    ['more numbers than memory', { shape: [1e12], chunks: [10] }, 'are too many'],
    ['chunks larger than memory', { shape: [10], chunks: [1e12] }, 'are too many'],
    ['chunks without end', { shape: [2e7], chunks: [1] }, 'are too many'],
    ['a negative shape', { shape: [-1], chunks: [1] }, 'no whole numbers that fit together'],
    ['filters', { filters: [{ id: 'delta' }] }, 'went through filters'],
    ['an unknown compressor', { compressor: { id: 'lzma' } }, 'packed with lzma'],
    ['text', { dtype: '|O' }, 'no array of numbers'],
    ['an order that there is not', { order: 'X' }, 'neither C nor F'],
    ['chunks named outside of it', { dimension_separator: '/../' }, 'neither a dot nor a slash'],
    ['a fill value that is no whole number', { dtype: '<u2', fill_value: 'NaN' }, 'fill value is no uint16'],
  ])('is refused for %s', async (_, change, message) => {
    const files = filesOf('zlib');
    const header = JSON.parse(new TextDecoder().decode(files['a/.zarray'])) as object;
    files['a/.zarray'] = new TextEncoder().encode(JSON.stringify({ ...header, ...change }));
    await expect(read(files)).rejects.toThrow(FormatError);
    await expect(read(files)).rejects.toThrow(message);
  });
});

describe('a Zarr array of version 3', () => {
  const header = {
    zarr_format: 3,
    node_type: 'array',
    shape: [3],
    data_type: 'float64',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [2] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 'NaN',
    codecs: [
      { name: 'bytes', configuration: { endian: 'little' } },
      { name: 'gzip', configuration: { level: 5 } },
    ],
  };
  const bytes = new Uint8Array(Float64Array.of(1.5, -2).buffer);
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  it('reads chunks under c/, a missing one being the fill value', async () => {
    const files = { 'a/zarr.json': json(header), 'a/c/0': gzipSync(bytes) };
    expect(await read(files, 'a/zarr.json')).toEqual(Float64Array.of(1.5, -2, Number.NaN));
  });
  it('refuses shards', async () => {
    const sharded = { ...header, codecs: [{ name: 'sharding_indexed', configuration: {} }] };
    await expect(read({ 'a/zarr.json': json(sharded) }, 'a/zarr.json')).rejects.toThrow('packed with sharding_indexed');
  });
});

describe('a Zarr array that we wrote', () => {
  it('comes back equal, in chunks, also without values', async () => {
    for (const values of [BigUint64Array.of(1n, 2n, 2n ** 63n, 4n), new BigUint64Array(0)]) {
      const out = new FolderInMemory();
      await writeZarrArray(out, 'a', values, 2);
      expect(await read(Object.fromEntries(out.files))).toEqual(values);
    }
    const out = new FolderInMemory();
    const long = Float64Array.from({ length: 2 ** 20 + 3 }, (_, i) => i / 3);
    await writeZarrArray(out, 'a', long);
    expect([...out.files.keys()]).toEqual(['a/.zarray', 'a/0', 'a/1']);
    const back = await read(Object.fromEntries(out.files));
    expect(Buffer.from(back.buffer).equals(Buffer.from(long.buffer))).toBe(true);
  });
});

describe('LZ4', () => {
  it('repeats what overlaps, and never writes beyond its output', () => {
    // One literal 7, then 19 bytes from one before, then the literal 9.
    const block = Uint8Array.of(0x1f, 7, 1, 0, 0, 0x10, 9);
    const out = new Uint8Array(21);
    expect(lz4Into(block, out)).toBe(21);
    expect([...out]).toEqual([...new Array(20).fill(7), 9]);
    expect(lz4Into(block, new Uint8Array(5))).toBe(1);
    expect(lz4Into(Uint8Array.of(0x00, 1, 0), out)).toBe(0);
  });
});
