import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BoundFile } from './bound-files.ts';

/** Larger files are not read whole: name, size, time of change and both ends stand for them. */
export const wholeUpTo = 64 * 2 ** 20;
const endBytes = 2 ** 20;

const hexOf = async (bytes: ArrayBuffer): Promise<string> =>
  bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** SHA-256 of a file's bytes, the same as headless; of a file above 64 MiB a digest of what identifies it. */
export async function fingerprintOf(from: BoundFile['from']): Promise<string> {
  if (!(from instanceof File)) return hexOf(utf8ToBytes(JSON.stringify(['url', from.url, from.size])).slice().buffer);
  if (from.size <= wholeUpTo) return hexOf(await from.arrayBuffer());
  const about = utf8ToBytes(JSON.stringify([from.name, from.size, from.lastModified]));
  const parts = new Blob([about.slice(), from.slice(0, endBytes), from.slice(from.size - endBytes)]);
  return hexOf(await parts.arrayBuffer());
}

/**
 * What stands at a path: a file's digest, or one of a folder's names and files, made as headless makes it.
 *
 * @param digests  of each bound file, by path.
 * @returns `null` where nothing is bound.
 */
export function fingerprintAt(path: string, digests: ReadonlyMap<string, string>): string | null {
  const clean = path.replace(/\/+$/, '');
  const own = digests.get(clean);
  if (own !== undefined) return own;
  const names = new Set<string>();
  for (const one of digests.keys()) {
    if (one.startsWith(`${clean}/`)) names.add(one.slice(clean.length + 1).split('/')[0] ?? '');
  }
  if (names.size > 0) {
    const hash = sha256.create().update(utf8ToBytes('folder'));
    for (const name of [...names].sort()) {
      hash.update(utf8ToBytes(JSON.stringify([name, fingerprintAt(`${clean}/${name}`, digests)])));
    }
    return bytesToHex(hash.digest());
  }
  const last = clean.slice(clean.lastIndexOf('/') + 1);
  return /[*?{]/.test(last) ? fingerprintAt(clean.slice(0, -last.length - 1), digests) : null;
}
