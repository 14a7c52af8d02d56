/** A TIFF builder for tests, independent of our writer: it lays down whatever it is told, right or wrong. */
export interface TestPage {
  readonly width: number;
  readonly height: number;
  readonly bits?: number;
  /** Strips as they are to stand in the file. */
  readonly strips: readonly Uint8Array[];
  /** Further tags or others in place of the usual ones: number to [type, values or text, and the count if another]. */
  readonly tags?: Readonly<Record<number, readonly [type: number, values: readonly number[] | string, count?: number]>>;
}

const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 11: 4, 12: 8, 16: 8 };

export function buildTiff(
  pages: readonly TestPage[],
  {
    littleEndian = true,
    big = false,
    next,
    before = 0,
  }: {
    littleEndian?: boolean;
    big?: boolean;
    next?: number /** Bytes left free behind the header. */;
    before?: number;
  } = {},
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 << 18);
  const view = new DataView(bytes.buffer);
  const header = big ? 16 : 8;
  let end = header + before;
  const place = (data: Uint8Array): number => {
    const at = end;
    bytes.set(data, at);
    end += data.length + (data.length % 2);
    return at;
  };
  const long = (at: number, value: number) =>
    big ? view.setBigUint64(at, BigInt(value), littleEndian) : view.setUint32(at, value, littleEndian);
  const put = (at: number, type: number, values: readonly number[] | string) => {
    for (let i = 0; i < values.length; i++) {
      const value = typeof values === 'string' ? values.charCodeAt(i) : (values[i] ?? 0);
      const to = at + i * (type === 5 ? 4 : (sizes[type] ?? 1));
      if (type === 3) view.setUint16(to, value, littleEndian);
      else if (type === 4 || type === 5) view.setUint32(to, value, littleEndian);
      else if (type === 16) view.setBigUint64(to, BigInt(value), littleEndian);
      else view.setUint8(to, value);
    }
  };
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d, false);
  view.setUint16(2, big ? 43 : 42, littleEndian);
  if (big) view.setUint16(4, 8, littleEndian);
  let link = big ? 8 : 4;
  for (const page of pages) {
    const offsets = page.strips.map(place);
    const tags: Record<number, readonly [number, readonly number[] | string, number?]> = {
      256: [4, [page.width]],
      257: [4, [page.height]],
      258: [3, [page.bits ?? 8]],
      259: [3, [1]],
      262: [3, [1]],
      273: [4, offsets],
      278: [4, [Math.ceil(page.height / page.strips.length)]],
      279: [4, page.strips.map((strip) => strip.length)],
      ...page.tags,
    };
    const entries = Object.entries(tags).sort((a, b) => Number(a[0]) - Number(b[0]));
    const elsewhere = new Map<string, number>();
    for (const [tag, [type, values]] of entries) {
      const length = ((sizes[type] ?? 1) * values.length) / (type === 5 ? 2 : 1);
      if (length <= (big ? 8 : 4)) continue;
      elsewhere.set(tag, end);
      put(end, type, values);
      end += length + (length % 2);
    }
    long(link, end);
    if (big) view.setBigUint64(end, BigInt(entries.length), littleEndian);
    else view.setUint16(end, entries.length, littleEndian);
    let at = end + (big ? 8 : 2);
    for (const [tag, [type, values, count]] of entries) {
      view.setUint16(at, Number(tag), littleEndian);
      view.setUint16(at + 2, type, littleEndian);
      long(at + 4, count ?? values.length / (type === 5 ? 2 : 1));
      const slot = at + (big ? 12 : 8);
      const there = elsewhere.get(tag);
      if (there === undefined) put(slot, type, values);
      else long(slot, there);
      at += big ? 20 : 12;
    }
    link = at;
    end = at + (big ? 8 : 4);
  }
  if (next !== undefined) long(link, next);
  return bytes.slice(0, end);
}

/** Pages of uint8 with the given pixels, the first with a description. */
export const plainPages = (
  width: number,
  height: number,
  pixels: readonly (readonly number[])[],
  description?: string,
): readonly TestPage[] =>
  pixels.map((values, i) => ({
    width,
    height,
    strips: [Uint8Array.from(values)],
    ...(i === 0 && description !== undefined ? { tags: { 270: [2, `${description}\0`] as const } } : {}),
  }));
