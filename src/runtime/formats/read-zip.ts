import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { FormatError } from './format-error.ts';

export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all entries that are wanted, unpacked. */
  readonly bytes: number;
}

/**
 * Entries of a ZIP archive, by name, in its order.
 *
 * @param wants  whether an entry is to be unpacked.
 * @throws FormatError for an archive that is damaged, whose entries are too many or unpack to more than the limits (before
 *         anything is unpacked), or have a name that leaves the archive.
 */
export function readZip(
  archive: Uint8Array,
  file: string,
  limits: ZipLimits,
  wants: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const sizes = new Map<string, number>();
  let entries = 0;
  let bytes = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    const shown = name.slice(0, 80);
    entries += 1;
    if (entries > limits.entries) {
      throw new FormatError('unsupported', { file }, `it has more than ${limits.entries} entries`);
    }
    if (/^[\\/]|^[a-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(name) || name.includes('\0')) {
      throw new FormatError('damaged', { file }, `entry "${shown}" is named as if it stood outside the archive`);
    }
    if (!wants(name)) return false;
    if (sizes.has(name)) throw new FormatError('damaged', { file }, `two entries are called "${shown}"`);
    sizes.set(name, originalSize);
    bytes += originalSize;
    if (!(bytes <= limits.bytes)) {
      throw new FormatError('unsupported', { file }, `it unpacks to more than ${limits.bytes} bytes`);
    }
    return true;
  };
  const unpacked = unzipped(archive, file, filter);
  const sums = checksums(archive);
  for (const [name, size] of sizes) {
    const bytes = unpacked[name];
    const sum = sums.get(name);
    const shown = name.slice(0, 80);
    if (bytes?.length !== size) {
      throw new FormatError('damaged', { file }, `entry "${shown}" does not unpack to ${size} bytes`);
    }
    if (sum !== undefined && sum !== crc32(bytes)) {
      throw new FormatError('damaged', { file }, `entry "${shown}" unpacks to something else than was packed`);
    }
  }
  return new Map([...sizes.keys()].map((name) => [name, unpacked[name]!]));
}

function unzipped(archive: Uint8Array, file: string, filter: (info: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(archive, { filter });
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError('damaged', { file }, `no ZIP archive: ${(cause as Error).message}`, { cause });
  }
}

const endLength = 22;

/** Checksums in the directory of the archive, by name; fflate doesn't look at them. None for archives of over 4 GB. */
function checksums(archive: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const sums = new Map<string, number>();
  let end = archive.length - endLength;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  let at = end < 0 ? 0xffffffff : view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === 0x02014b50) {
    const length = view.getUint16(at + 28, true);
    // As fflate reads them: bit 11 says UTF-8, else each byte is a letter.
    const isUtf8 = (view.getUint16(at + 8, true) & 0x800) !== 0;
    sums.set(strFromU8(archive.subarray(at + 46, at + 46 + length), !isUtf8), view.getUint32(at + 16, true));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sums;
}
