import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromArrayBuffer } from 'geotiff';
import { describe } from 'vitest';
import type { Plane } from '../../src/runtime/data/frame.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const committed = fileURLToPath(new URL('../fixtures/golden/', import.meta.url));

/** Path of a file beside the project that is for testing only, or `null` in a clone without it. */
export function sharedFile(path: string): string | null {
  return existsSync(shared + path) ? shared + path : null;
}

/** A `describe` that is skipped, saying so, where `../shared/<path>` is missing. */
export const describeWith = (path: string) =>
  sharedFile(path) === null
    ? (name: string, body: () => void) => describe.skip(`${name} (needs ../shared/${path})`, body)
    : describe;

/** A committed reference output (tests/fixtures/golden/README.md says how each was made). */
export const goldenJson = <T>(name: string): T => JSON.parse(readFileSync(committed + name, 'utf8')) as T;

/** The pages of a committed reference image, as they are stored. */
export async function goldenPlanes(name: string): Promise<readonly Plane<Float32Array>[]> {
  return readPlanes(committed + name);
}

/** The pages of a TIFF by geotiff, independent of our own reader; values as float32 (uint16 is exact in it). */
export async function readPlanes(path: string): Promise<readonly Plane<Float32Array>[]> {
  const bytes = readFileSync(path);
  const tiff = await fromArrayBuffer(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
  const planes: Plane<Float32Array>[] = [];
  for (let page = 0; page < (await tiff.getImageCount()); page++) {
    const image = await tiff.getImage(page);
    // a stack of 3 or more planes may be stored as the samples of one page
    for (const data of (await image.readRasters()) as unknown as readonly ArrayLike<number>[]) {
      planes.push({ width: image.getWidth(), height: image.getHeight(), data: Float32Array.from(data) });
    }
  }
  return planes;
}
