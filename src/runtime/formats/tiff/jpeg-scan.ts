import { inverseDct } from './inverse-dct.ts';
import { type HuffmanTable, JpegBits } from './jpeg-bits.ts';

/** One component of a scan. */
export interface ScanComponent {
  /** Which sample of a pixel. */
  readonly sample: number;
  readonly dc: HuffmanTable;
  /** `null` in a lossless scan, which has none. */
  readonly ac: HuffmanTable | null;
  /** 64 factors in zigzag order. */
  readonly quantisation: Int32Array | null;
}

export interface Scan {
  readonly components: readonly ScanComponent[];
  /** Blocks, or pixels where lossless, between restarts; 0 for none. */
  readonly interval: number;
  /** Lossless only: which neighbours predict, 1 to 7, and by how many bits values were shifted. */
  readonly predictor: number;
  readonly shift: number;
}

/** Where the pixels go: `width` × `height` × `samples`, interleaved. */
export interface JpegTarget {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly values: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/** Row-major place of the k-th coefficient as stored. */
const zigzag = zigzagPlaces();

function zigzagPlaces(): Uint8Array {
  const places = new Uint8Array(64);
  let x = 0;
  let y = 0;
  for (let k = 0; k < 64; k++) {
    places[k] = y * 8 + x;
    const up = (x + y) % 2 === 0;
    if (up ? x === 7 : y < 7 && x === 0) y++;
    else if (up ? y === 0 : y === 7) x++;
    else {
      x += up ? 1 : -1;
      y += up ? -1 : 1;
    }
  }
  return places;
}

const block = new Int32Array(64);

/**
 * A sequential scan of 8 × 8 blocks, as many rows as the target has.
 *
 * @returns whether its data is whole.
 * @source  ITU-T T.81, annex F.
 */
export function readBlocks(data: Uint8Array, at: number, scan: Scan, target: JpegTarget): boolean {
  const bits = new JpegBits(data, at);
  const { components, interval } = scan;
  const before = new Int32Array(components.length);
  const across = Math.ceil(target.width / 8);
  const count = across * Math.ceil(target.height / 8);
  for (let i = 0; i < count; i++) {
    if (interval > 0 && i > 0 && i % interval === 0) {
      if (!bits.restart()) return false;
      before.fill(0);
    }
    for (let c = 0; c < components.length; c++) {
      const component = components[c]!;
      const size = bits.symbol(component.dc);
      if (size < 0 || size > 15) return false;
      before[c] = before[c]! + bits.signed(size);
      if (!readBlock(bits, before[c]!, component)) return false;
      inverseDct(block, target.bits);
      putBlock(target, component.sample, (i % across) * 8, Math.floor(i / across) * 8);
    }
    if (bits.isOver) return false;
  }
  return true;
}

function readBlock(bits: JpegBits, first: number, { ac, quantisation }: ScanComponent): boolean {
  if (!ac || !quantisation) return false;
  block.fill(0);
  block[0] = first * quantisation[0]!;
  for (let k = 1; k < 64; ) {
    const symbol = bits.symbol(ac);
    if (symbol < 0) return false;
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0) {
      if (run < 15) break;
      k += 16;
      continue;
    }
    k += run;
    if (k > 63) return false;
    block[zigzag[k]!] = bits.signed(size) * quantisation[k]!;
    k++;
  }
  return true;
}

function putBlock({ width, height, samples, bits, values }: JpegTarget, sample: number, x: number, y: number): void {
  const most = (1 << bits) - 1;
  const middle = 1 << (bits - 1);
  const columns = Math.min(8, width - x);
  const rows = Math.min(8, height - y);
  for (let row = 0; row < rows; row++) {
    let to = ((y + row) * width + x) * samples + sample;
    for (let column = 0; column < columns; column++) {
      const value = block[row * 8 + column]! + middle;
      values[to] = Math.max(0, Math.min(value, most));
      to += samples;
    }
  }
}

/**
 * A lossless scan: each pixel as the difference to what its neighbours predict.
 *
 * @returns whether its data is whole.
 * @source  ITU-T T.81, annex H.
 */
export function readDifferences(data: Uint8Array, at: number, scan: Scan, target: JpegTarget): boolean {
  const bits = new JpegBits(data, at);
  const { components, interval, predictor, shift } = scan;
  const { width, height, samples, values } = target;
  if (interval % width !== 0) return false;
  const rowsBetween = interval / width;
  const lines = components.map(() => new Uint16Array(width));
  const start = 1 << (target.bits - shift - 1);
  for (let y = 0; y < height; y++) {
    const isFirst = y === 0 || (rowsBetween > 0 && y % rowsBetween === 0);
    if (isFirst && y > 0 && !bits.restart()) return false;
    // What stood to the left in the row above, before it was overwritten.
    const corners = new Uint16Array(components.length);
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < components.length; c++) {
        const line = lines[c]!;
        const size = bits.symbol(components[c]!.dc);
        if (size < 0 || size > 16) return false;
        const difference = size === 16 ? 32_768 : bits.signed(size);
        const above = line[x]!;
        const left = x > 0 ? line[x - 1]! : 0;
        const guess = isFirst ? (x > 0 ? left : start) : x > 0 ? predict(predictor, left, above, corners[c]!) : above;
        corners[c] = above;
        line[x] = guess + difference;
        values[(y * width + x) * samples + components[c]!.sample] = line[x]! << shift;
      }
    }
    if (bits.isOver) return false;
  }
  return true;
}

function predict(kind: number, left: number, above: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}
