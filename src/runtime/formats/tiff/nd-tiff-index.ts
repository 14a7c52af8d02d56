import { FormatError } from '../format-error.ts';
import { decodeText } from '../text.ts';

/** One image as the index of an NDTiff data set states it. */
export interface NdTiffImage {
  /** Position on each axis: a number, or a name such as that of a channel. */
  readonly axes: Readonly<Record<string, number | string>>;
  readonly file: string;
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  /** 0: uint8, 1: uint16, 2: RGB, 3 to 6: 10, 12, 14 and 11 bits in uint16. */
  readonly pixelType: number;
  readonly compression: number;
  readonly metadata: { readonly offset: number; readonly length: number };
}

const longestAxes = 1 << 16;
const longestName = 4096;

/**
 * The entries of NDTiff.index, little-endian.
 *
 * @throws FormatError where one is cut off or says nothing that can be read.
 * @source NDTiff specification, version 3.
 */
export function readNdTiffIndex(bytes: Uint8Array, file: string): readonly NdTiffImage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const images: NdTiffImage[] = [];
  let at = 0;
  const damaged = (what: string) => new FormatError('damaged', { file }, `entry ${images.length + 1} ${what}`);
  const number = (): number => {
    if (at + 4 > bytes.length) throw damaged('is cut off: was the recording still going on when it was copied?');
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const text = (most: number): string => {
    const length = number();
    if (length > most || at + length > bytes.length) throw damaged('is cut off or damaged');
    at += length;
    return decodeText(bytes.subarray(at - length, at));
  };
  while (at < bytes.length) {
    const axes = axesOf(text(longestAxes));
    if (!axes) throw damaged('does not say which image it is');
    const name = text(longestName);
    const [offset, width, height, pixelType, compression] = [number(), number(), number(), number(), number()];
    const metadata = { offset: number(), length: number() };
    // Compression of the metadata: none is defined.
    number();
    images.push({ axes, file: name, offset, width, height, pixelType, compression, metadata });
  }
  return images;
}

function axesOf(text: string): NdTiffImage['axes'] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const isPosition = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value);
  return Object.values(json).every(isPosition) ? (json as NdTiffImage['axes']) : null;
}
