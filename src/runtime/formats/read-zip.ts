import { type UnzipFileInfo, unzipSync } from 'fflate';
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
    if (/^[\\/]|^[a-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)|\u0000/i.test(name)) {
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
  for (const [name, size] of sizes) {
    if (unpacked[name]?.length !== size) {
      throw new FormatError('damaged', { file }, `entry "${name.slice(0, 80)}" does not unpack to ${size} bytes`);
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
