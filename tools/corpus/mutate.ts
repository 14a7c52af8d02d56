/** Numbers from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** The same numbers for the same seed. @source mulberry32 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * A damaged copy of a file: bits flipped, bytes set, the end cut off, stretches copied over, put in or taken out, or
 * entries of a TIFF's directories changed; one to three of these.
 *
 * @param file  not changed.
 */
export function mutate(file: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  let bytes = new Uint8Array(file);
  for (let left = 1 + random(3); left > 0 && bytes.length > 0; left--) {
    const change = changes[random(changes.length)];
    if (change) bytes = change(bytes, random);
  }
  return bytes;
}

type Change = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

const flipBits: Change = (bytes, random) => {
  for (let left = 1 + random(8); left > 0; left--) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  return bytes;
};

const setBytes: Change = (bytes, random) => {
  const at = random(bytes.length);
  bytes.fill([0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)] ?? 0, at, at + 1 + random(16));
  return bytes;
};

const truncate: Change = (bytes, random) => bytes.slice(0, random(bytes.length));

const copyOver: Change = (bytes, random) => {
  const length = 1 + random(Math.min(bytes.length, 512));
  bytes.copyWithin(random(bytes.length), random(bytes.length), random(bytes.length) + length);
  return bytes;
};

const putIn: Change = (bytes, random) => {
  const at = random(bytes.length);
  const from = random(bytes.length);
  const more = bytes.slice(from, from + 1 + random(64));
  const out = new Uint8Array(bytes.length + more.length);
  out.set(bytes.subarray(0, at));
  out.set(more, at);
  out.set(bytes.subarray(at), at + more.length);
  return out;
};

const takeOut: Change = (bytes, random) => {
  const at = random(bytes.length);
  const end = at + 1 + random(64);
  const out = new Uint8Array(at + Math.max(0, bytes.length - end));
  out.set(bytes.subarray(0, at));
  out.set(bytes.subarray(end), at);
  return out;
};

/** One field of one entry of the first directories gets a number that programs trip over. */
const editTag: Change = (bytes, random) => {
  if (bytes.length < 32) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const long = (at: number) => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  let at = long(big ? 8 : 4);
  const entrySize = big ? 20 : 12;
  for (let skip = random(3); ; skip--) {
    if (!(at >= 8 && at + 16 < bytes.length)) return bytes;
    const count = big ? long(at) : view.getUint16(at, little);
    const start = at + (big ? 8 : 2);
    const end = start + count * entrySize;
    if (!(count > 0 && end + 8 <= bytes.length)) return bytes;
    const next = long(end);
    if (skip > 0 && next > 0) {
      at = next;
      continue;
    }
    const entry = start + random(count) * entrySize;
    const value = numbers(bytes.length, at, random);
    const field = random(6);
    if (field === 0) view.setUint16(entry, value & 0xffff, little);
    else if (field === 1) view.setUint16(entry + 2, random(20), little);
    else {
      const to = field === 2 ? entry + 4 : field === 5 && random(4) === 0 ? end : entry + entrySize - (big ? 8 : 4);
      if (big) view.setBigUint64(to, BigInt(value), little);
      else if (random(2) === 0) view.setUint16(to, value & 0xffff, little);
      else view.setUint32(to, value >>> 0, little);
    }
    return bytes;
  }
};

function numbers(size: number, directory: number, random: Random): number {
  const all = [0, 1, 2, 3, 7, 8, 12, 16, 32, 64, 255, 256, 4096, 32_773, 50_000, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31];
  all.push(2 ** 32 - 1, size, size - 1, directory, random(size), random(2 ** 32));
  return all[random(all.length)] ?? 0;
}

const changes: readonly Change[] = [flipBits, setBytes, truncate, copyOver, putIn, takeOut, editTag, editTag, editTag];
