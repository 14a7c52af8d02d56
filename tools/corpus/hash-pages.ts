import { createHash } from 'node:crypto';
import { openTiff } from '../../src/runtime/formats/tiff/file.ts';
import type { Samples } from '../../src/runtime/formats/tiff/samples.ts';
import type { ByteSource } from '../../src/runtime/node/files.ts';

/** What reading a file whole gave. */
export interface HashedPages {
  /** SHA-256 of height × width × samples, at the page's place in the chain; `undefined` for smaller copies and masks. */
  readonly hashes: readonly (string | undefined)[];
  /** Bytes of the largest page: what the file declares. */
  readonly declared: number;
}

/**
 * Reads every page with all its samples.
 *
 * @param halves  whether a page (from 0) is to be hashed as 16-bit floats, as the file stores them.
 */
export async function hashPages(source: ByteSource, halves: (page: number) => boolean): Promise<HashedPages> {
  const file = await openTiff(source);
  const hashes: (string | undefined)[] = [];
  let declared = 0;
  for (const page of file.pages) {
    const planes: Samples[] = [];
    for (let sample = 0; sample < page.samples; sample++) planes.push(await file.samples(page, sample));
    declared = Math.max(declared, planes.length * (planes[0]?.byteLength ?? 0));
    hashes[page.number - 1] = createHash('sha256')
      .update(interleaved(planes, halves(page.number - 1)))
      .digest('hex');
  }
  return { hashes: Array.from(hashes), declared };
}

function interleaved(planes: readonly Samples[], half: boolean): Uint8Array {
  const [first] = planes;
  if (!first) return new Uint8Array(0);
  // Uncopied where possible: copying a NaN may change its bits.
  if (planes.length === 1 && !half) return new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  const all = half
    ? new Uint16Array(first.length * planes.length)
    : new (first.constructor as new (length: number) => Samples)(first.length * planes.length);
  planes.forEach((plane, s) => {
    for (let i = 0; i < plane.length; i++) {
      all[i * planes.length + s] = half ? halfOf(Number(plane[i])) : (plane[i] as number);
    }
  });
  return new Uint8Array(all.buffer, all.byteOffset, all.byteLength);
}

const bits = new DataView(new ArrayBuffer(8));
/** The 16-bit float of a value that has one exactly. */
function halfOf(value: number): number {
  bits.setFloat32(0, value);
  const single = bits.getUint32(0);
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 255) - 112;
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (value === 0) return sign;
  if (exponent >= 31) return sign | 0x7c00;
  return exponent > 0 ? sign | (exponent << 10) | ((single >>> 13) & 1023) : sign | (Math.abs(value) * 2 ** 24);
}
