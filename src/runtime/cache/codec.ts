/**
 * Plain data ↔ bytes: null, undefined, booleans, numbers (NaN and infinities too), text, lists, objects, typed arrays.
 * Layout: "CWV1", length of the JSON part (uint32, little-endian), JSON, padding to 8, array bytes (each padded to 8).
 * In the JSON part `{"$": ...}` stands for what JSON cannot hold.
 */

const arrays = {
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;
type ArrayCode = keyof typeof arrays;
type Typed = InstanceType<(typeof arrays)[ArrayCode]>;
const magic = 0x31565743; // "CWV1"
const align = (n: number) => (n + 7) & ~7;

/**
 * The bytes in pieces, the large arrays as they are: a table of a long movie need not be copied to be stored.
 * @throws TypeError naming the path of a value that is not plain data, such as a function or a Map.
 */
export function encodeParts(value: unknown): readonly Uint8Array[] {
  const blobs: { readonly array: Typed }[] = [];
  let length = 0;
  const toJson = (one: unknown, path: string): unknown => {
    if (one === null || typeof one === 'string' || typeof one === 'boolean') return one;
    if (one === undefined) return { $: 'undefined' };
    if (typeof one === 'number')
      return Number.isFinite(one) && !Object.is(one, -0) ? one : { $: String(Object.is(one, -0) ? '-0' : one) };
    const code = (Object.keys(arrays) as ArrayCode[]).find((name) => one.constructor === arrays[name]);
    if (code) {
      const array = one as Typed;
      const at = { $: [code, length, array.length] };
      blobs.push({ array });
      length += align(array.byteLength);
      return at;
    }
    if (Array.isArray(one)) return one.map((item, i) => toJson(item, `${path}[${i}]`));
    const prototype: unknown = Object.getPrototypeOf(one);
    if (typeof one !== 'object' || (prototype !== Object.prototype && prototype !== null)) {
      throw new TypeError(`${path} is not plain data and cannot be stored or sent`);
    }
    return { o: Object.entries(one).map(([key, item]) => [key, toJson(item, `${path}.${key}`)]) };
  };
  const json = new TextEncoder().encode(JSON.stringify(toJson(value, 'value')));
  const head = new Uint8Array(align(8 + json.length));
  const view = new DataView(head.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.length, true);
  head.set(json, 8);
  const parts: Uint8Array[] = [head];
  for (const { array } of blobs) {
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const padding = align(array.byteLength) - array.byteLength;
    if (padding > 0) parts.push(new Uint8Array(padding));
  }
  return parts;
}

/** The bytes of `encodeParts` in one piece. */
export const encode = (value: unknown): Uint8Array<ArrayBuffer> => joinParts(encodeParts(value));

export function joinParts(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The value that `encode` was given; its typed arrays are views of one copy of `bytes`.
 * @throws RangeError where the bytes are not of this layout.
 */
export function decode(bytes: Uint8Array): unknown {
  const aligned = bytes.byteOffset % 8 === 0 && bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice();
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (aligned.length < 8 || view.getUint32(0, true) !== magic) throw new RangeError('these bytes hold no stored value');
  const jsonLength = view.getUint32(4, true);
  const start = align(8 + jsonLength);
  const fromJson = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(fromJson);
    if (one === null || typeof one !== 'object') return one;
    if ('o' in one) {
      return Object.fromEntries((one.o as [string, unknown][]).map(([key, item]) => [key, fromJson(item)]));
    }
    const { $: special } = one as { readonly $: string | readonly [ArrayCode, number, number] };
    if (typeof special === 'string') return special === 'undefined' ? undefined : Number(special);
    const [code, offset, length] = special;
    return new arrays[code](aligned.buffer as ArrayBuffer, aligned.byteOffset + start + offset, length);
  };
  return fromJson(JSON.parse(new TextDecoder().decode(aligned.subarray(8, 8 + jsonLength))));
}
