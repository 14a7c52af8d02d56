import { type HuffmanTable, huffmanTable } from './jpeg-bits.ts';
import { type JpegTarget, readBlocks, readDifferences, type ScanComponent } from './jpeg-scan.ts';

/** What a strip or tile is to give. */
export interface JpegShape {
  readonly width: number;
  /** Rows that are wanted; the picture may have more. */
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
}

interface Frame {
  readonly lossless: boolean;
  /** Identifiers of the components, in the order of samples, with their quantisation tables. */
  readonly components: ReadonlyArray<{ readonly id: number; readonly quantisation: number }>;
}

/** Says why a picture can't be read. */
class JpegFault extends Error {}

/**
 * Decodes a sequential (8 and 12 bit) or lossless JPEG picture, samples as they are coded: no colour is converted.
 *
 * @param tables  what the file's pages share (the tag JPEGTables); `null` where there is nothing.
 * @returns       height × width × samples, interleaved, one byte each or two above 8 bits; text says why there are none.
 * @cost          memory of the result; progressive, arithmetic and subsampled pictures are refused.
 * @source        ITU-T T.81; Adobe Photoshop TIFF Technical Note 2.
 */
export function decodeJpeg(
  input: Uint8Array,
  tables: Uint8Array | null,
  shape: JpegShape,
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | string {
  try {
    const reader = new JpegReader(shape);
    if (tables) reader.read(tables);
    return reader.read(input) ?? 'its JPEG picture has no pixels';
  } catch (error) {
    if (error instanceof JpegFault) return error.message;
    throw error;
  }
}

class JpegReader {
  readonly #shape: JpegShape;
  readonly #quantisation = new Map<number, Int32Array>();
  readonly #dc = new Map<number, HuffmanTable>();
  readonly #ac = new Map<number, HuffmanTable>();
  #interval = 0;
  #frame: Frame | null = null;
  #target: JpegTarget | null = null;
  readonly #done = new Set<number>();

  constructor(shape: JpegShape) {
    this.#shape = shape;
  }

  /** Goes through the segments; the pixels, once every component has been read. */
  read(data: Uint8Array): JpegTarget['values'] | null {
    if (data[0] !== 0xff || data[1] !== 0xd8) throw new JpegFault('its data is no JPEG picture');
    for (let at = 2; ; ) {
      while (data[at] === 0xff && data[at + 1] === 0xff) at++;
      const marker = data[at + 1];
      if (data[at] !== 0xff || marker === undefined) throw new JpegFault('its JPEG picture is cut off');
      if (marker === 0xd9) return null;
      const length = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
      const body = data.subarray(at + 4, at + 2 + length);
      if (length < 2 || body.length < length - 2) throw new JpegFault('its JPEG picture is cut off');
      at += 2 + length;
      if (marker === 0xda) {
        this.#scan(body, data, at);
        if (this.#target && this.#done.size === this.#shape.samples) return this.#target.values;
        at = nextMarker(data, at);
      } else this.#segment(marker, body);
    }
  }

  #segment(marker: number, body: Uint8Array): void {
    if (marker === 0xc4) this.#huffmanTables(body);
    else if (marker === 0xdb) this.#quantisationTables(body);
    else if (marker === 0xdd) this.#interval = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc3) this.#start(body, marker === 0xc3);
    else if (marker >= 0xc2 && marker <= 0xcf && marker !== 0xc8) {
      throw new JpegFault(
        `its JPEG is ${marker === 0xc2 ? 'progressive' : 'of a rare kind'}, which can't be read here`,
      );
    }
  }

  #huffmanTables(body: Uint8Array): void {
    for (let at = 0; at < body.length; ) {
      const head = body[at]!;
      const counts = body.subarray(at + 1, at + 17);
      const count = counts.reduce((sum, n) => sum + n, 0);
      const symbols = body.subarray(at + 17, at + 17 + count);
      const table = counts.length === 16 && symbols.length === count ? huffmanTable(counts, symbols) : null;
      if (!table) throw new JpegFault('a Huffman table of its JPEG picture is damaged');
      (head >> 4 === 0 ? this.#dc : this.#ac).set(head & 15, table);
      at += 17 + count;
    }
  }

  #quantisationTables(body: Uint8Array): void {
    for (let at = 0; at < body.length; ) {
      const head = body[at++]!;
      const wide = head >> 4 > 0;
      const factors = new Int32Array(64);
      if (at + (wide ? 128 : 64) > body.length) throw new JpegFault('a table of its JPEG picture is cut off');
      for (let k = 0; k < 64; k++) factors[k] = wide ? (body[at++]! << 8) | body[at++]! : body[at++]!;
      this.#quantisation.set(head & 15, factors);
    }
  }

  #start(body: Uint8Array, lossless: boolean): void {
    const { width, height, samples, bits } = this.#shape;
    const count = body[5] ?? 0;
    if (this.#frame || body.length < 6 + 3 * count) throw new JpegFault('its JPEG picture is damaged');
    const is = {
      bits: body[0]!,
      height: (body[1]! << 8) | body[2]!,
      width: (body[3]! << 8) | body[4]!,
      samples: count,
    };
    if (is.width !== width || is.height < height || is.samples !== samples || is.bits !== bits) {
      throw new JpegFault(
        `its JPEG picture is ${is.width} × ${is.height}, ${is.samples} × ${is.bits} bit, in place of ${width} × ${height}, ${samples} × ${bits} bit`,
      );
    }
    const components: { id: number; quantisation: number }[] = [];
    for (let i = 0; i < count; i++) {
      if (count > 1 && body[7 + 3 * i] !== body[7]) {
        throw new JpegFault("its JPEG has colours of lower resolution than its brightness, which can't be read here");
      }
      components.push({ id: body[6 + 3 * i]!, quantisation: body[8 + 3 * i]! });
    }
    // Factors that are the same for all components of an interleaved scan would order its blocks differently.
    if (count > 1 && body[7] !== 0x11) throw new JpegFault("its JPEG groups its blocks, which can't be read here");
    const length = width * height * samples;
    const values = bits > 8 ? new Uint16Array(length) : new Uint8Array(length);
    this.#frame = { lossless, components };
    this.#target = { width, height, samples, bits, values };
  }

  #scan(head: Uint8Array, data: Uint8Array, at: number): void {
    const frame = this.#frame;
    const count = head[0] ?? 0;
    if (!frame || !this.#target || count < 1 || head.length < 4 + 2 * count) {
      throw new JpegFault('its JPEG picture is damaged');
    }
    const components: ScanComponent[] = [];
    for (let i = 0; i < count; i++) {
      const sample = frame.components.findIndex(({ id }) => id === head[1 + 2 * i]);
      const tables = head[2 + 2 * i]!;
      const dc = this.#dc.get(tables >> 4);
      const ac = frame.lossless ? null : this.#ac.get(tables & 15);
      const quantisation = frame.lossless ? null : this.#quantisation.get(frame.components[sample]?.quantisation ?? -1);
      if (!dc || ac === undefined || quantisation === undefined || this.#done.has(sample)) {
        throw new JpegFault('its JPEG picture lacks a table, or has a component twice');
      }
      components.push({ sample, dc, ac, quantisation });
      this.#done.add(sample);
    }
    const shift = frame.lossless ? head[3 + 2 * count]! & 15 : 0;
    const scan = { components, interval: this.#interval, predictor: head[1 + 2 * count]!, shift };
    if (frame.lossless && (scan.predictor < 1 || scan.predictor > 7 || shift >= this.#target.bits)) {
      throw new JpegFault('its JPEG picture is damaged');
    }
    const isWhole = (frame.lossless ? readDifferences : readBlocks)(data, at, scan, this.#target);
    if (!isWhole) throw new JpegFault('its JPEG data is damaged or cut off');
  }
}

/** Where the segment after the coded data begins. */
function nextMarker(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length && !(data[at] === 0xff && isSegment(data[at + 1] ?? 0))) at++;
  return at;
}
const isSegment = (marker: number): boolean => marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7);
