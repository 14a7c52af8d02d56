import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type ContentHash = string & { readonly __brand: 'sha256' };

/** SHA-256 of the value as JSON with sorted keys. */
export const hashJson = (value: unknown): ContentHash =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(value)))) as ContentHash;

/** JSON with sorted keys and no white space: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join()}}`;
  }
  return JSON.stringify(value);
}
