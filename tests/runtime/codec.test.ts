import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/runtime/cache/codec.ts';
import { packLabels, unpackLabels } from '../../src/runtime/cache/label-runs.ts';

const typed = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
  fc.int32Array(),
  fc.float32Array(),
  fc.float64Array(),
);
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.constant(undefined),
    fc.boolean(),
    fc.double(),
    fc.string(),
    typed,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe('the codec of stored values', () => {
  it('gives back any plain data', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decode(encode(value))).toEqual(value);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
  it('gives the same bytes for the same value', () => {
    const value = { b: new Float32Array([1, Number.NaN]), a: [1, 'µm', -0] };
    expect(encode(value)).toEqual(encode(structuredClone(value)));
  });
  it('refuses what is not plain data, by its path', () => {
    expect(() => encode({ a: [1, () => 1] })).toThrow('value.a[1] is not plain data');
    expect(() => encode(new Map())).toThrow('value is not plain data');
  });
  it('refuses foreign bytes', () => {
    expect(() => decode(new Uint8Array(3))).toThrow(RangeError);
    expect(() => decode(new TextEncoder().encode('a longer text of another kind'))).toThrow(RangeError);
  });
  it('packs label frames without loss', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 }), (values) => {
        const frame = { width: 4, height: 3, depth: 1, data: Uint32Array.from(values) };
        expect(unpackLabels(packLabels(frame))).toEqual(frame);
      }),
      { seed: 7 },
    );
  });
  it('keeps a frame of background in one run', () => {
    expect(packLabels({ width: 4, height: 3, depth: 1, data: new Uint32Array(12) }).runs).toEqual(
      Uint32Array.of(0, 12),
    );
  });
});
