import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/runtime/formats/format-error.ts';
import { readGeff } from '../../src/runtime/formats/geff-read.ts';
import { writeGeff } from '../../src/runtime/formats/geff-write.ts';
import { writeRoi } from '../../src/runtime/formats/imagej-roi-write.ts';
import { readRoiSet } from '../../src/runtime/formats/roi-set.ts';
import { decodeText } from '../../src/runtime/formats/text.ts';
import { readTrackMate } from '../../src/runtime/formats/trackmate-read.ts';
import { trackMateOf } from '../../src/runtime/formats/trackmate-write.ts';
import { FolderInMemory, filesInMemory } from '../support/files.ts';
import { tracksOf } from '../support/tracks.ts';

const tracks = tracksOf(
  [
    [0, 5, 5],
    [1, 4, 5],
    [1, 6, 5],
    [3, 5, 6],
  ],
  [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ],
  { features: { area: Float64Array.of(30, 31, Number.NaN, 34) }, units: { area: 'px²' } },
);

/** Some changes of bytes: others in their place, left out, or said twice. */
const changes = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.nat(255),
    fc.constantFrom('set', 'cut', 'twice', 'digit'),
  ),
  { minLength: 1, maxLength: 4 },
);
function changed(bytes: Uint8Array, edits: readonly (readonly [number, number, string])[]): Uint8Array<ArrayBuffer> {
  let out = [...bytes];
  for (const [where, value, how] of edits) {
    const at = Math.floor(where * out.length);
    if (how === 'cut') out.splice(at, 1 + (value >> 4));
    else if (how === 'twice') out = [...out.slice(0, at + value), ...out.slice(at)];
    else out[at] = how === 'digit' ? 0x30 + (value % 10) : value;
  }
  return Uint8Array.from(out);
}
const isRefusal = (error: unknown): void => expect(error).toBeInstanceOf(FormatError);
const settings = { seed: 9, numRuns: 1500 };

/** Whatever was read is tracks: sorted, and links go forward to nodes that are there. */
function expectTracks({ frame, edges, x }: typeof tracks): void {
  expect(x.every(Number.isFinite)).toBe(true);
  for (let i = 1; i < frame.length; i++) expect(frame[i]! >= frame[i - 1]!).toBe(true);
  expect(edges.source.every((a, i) => frame[a]! < frame[edges.target[i]!]!)).toBe(true);
}

describe('files that were tampered with are read as what they say, or refused by name', () => {
  it('TrackMate sessions', () => {
    const bytes = new TextEncoder().encode([...trackMateOf(tracks, [], '{}')].join(''));
    fc.assert(
      fc.property(changes, (edits) => {
        try {
          const options = { parts: 'all', pixelSize_um: 0, frameInterval_s: 0 } as const;
          expectTracks(readTrackMate(decodeText(changed(bytes, edits)), 'a.xml', options).tracks);
        } catch (error) {
          isRefusal(error);
        }
      }),
      settings,
    );
  });
  it('GEFFs', async () => {
    const out = new FolderInMemory();
    await writeGeff(out, 'a', tracks, [], '{}');
    const names = [...out.files.keys()];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changes, async (name, edits) => {
        const files = { ...Object.fromEntries(out.files), [name]: changed(out.files.get(name)!, edits) };
        await readGeff(filesInMemory(files), 'a', { pixelSize_um: 0, frameInterval_s: 0 }).then(
          expectTracks,
          isRefusal,
        );
      }),
      settings,
    );
  });
  it('sets of regions', () => {
    const paths = [
      [
        [1, 2],
        [5.25, 2],
        [5, 9],
      ],
    ] as const;
    const roi = { name: 'a', paths, t: 3, z: null } as const;
    const archive = zipSync({
      'a.roi': writeRoi({ ...roi, kind: 'area' }),
      'b.roi': writeRoi({ ...roi, kind: 'line' }),
      'c.roi': writeRoi({ ...roi, kind: 'area', paths: [...paths, ...paths] }),
    });
    fc.assert(
      fc.property(changes, (edits) => {
        try {
          for (const { paths: read } of readRoiSet(changed(archive, edits), 'a.zip', true)) {
            expect(read.flat(2).every(Number.isFinite)).toBe(true);
          }
        } catch (error) {
          isRefusal(error);
        }
      }),
      settings,
    );
  });
});
