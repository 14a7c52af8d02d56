import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { openImages } from '../../../src/runtime/formats/open-images.ts';
import { fromFile } from '../../../src/runtime/formats/tiff/stack.ts';
import { filesInMemory } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const options = { ...fromFile, gaps: 'error' } as const;
const ome = (inside: string) => `<?xml version="1.0"?><OME>${inside}</OME>`;
/** Two time points, each a file of two channels; the second file comes first in the alphabet. */
const blocks = [
  ['b.ome.tif', 0],
  ['a.ome.tif', 1],
]
  .map(([name, t]) => `<TiffData FirstT="${t}" PlaneCount="2"><UUID FileName="${name}">urn:uuid:${t}</UUID></TiffData>`)
  .join('');
const planes = [0, 1]
  .flatMap((t) =>
    [0, 1].map(
      (c) =>
        `<Plane TheT="${t}" TheC="${c}" TheZ="0" ExposureTime="${10 * (c + 1) + t}" ExposureTimeUnit="ms" DeltaT="${60 * t}"/>`,
    ),
  )
  .join('');
const described = (data: string) =>
  ome(
    `<Image><Pixels DimensionOrder="XYCZT" SizeX="2" SizeY="1" SizeZ="1" SizeC="2" SizeT="2"><Channel Name="GFP"/><Channel Name="RFP"/>${data}</Pixels></Image>`,
  );
const full = described(blocks + planes);
const pointer = (to: string) => ome(`<BinaryOnly MetadataFile="${to}" UUID="urn:uuid:0"/>`);
const file = (first: number, description: string) =>
  buildTiff(
    plainPages(
      2,
      1,
      [
        [first, first],
        [first + 1, first + 1],
      ],
      description,
    ),
  );

describe('an OME-TIFF data set in several files', () => {
  it('has its planes where the description says, in the file that it names', async () => {
    const files = filesInMemory({ 'd/b.ome.tif': file(10, full), 'd/a.ome.tif': file(20, full) });
    const movie = movieOf(await openImages(files, 'd', options));
    expect(movie.size).toEqual({ t: 2, c: 2, z: 1, y: 1, x: 2 });
    const firsts = await Promise.all([0, 1].flatMap((t) => [0, 1].map(async (c) => (await movie.frame(t, c)).data[0])));
    expect(firsts).toEqual([10, 11, 20, 21]);
    expect(movie.calibration.times_s).toEqual(Float64Array.of(0, 60));
    expect(movie.channels).toEqual([
      { name: 'GFP', colour: null, exposure_s: [0.01, 0.011] },
      { name: 'RFP', colour: null, exposure_s: [0.02, 0.021] },
    ]);
  });
  it('may be described by one of them, or by a companion file', async () => {
    const byOne = filesInMemory({ 'd/b.ome.tif': file(10, full), 'd/a.ome.tif': file(20, pointer('b.ome.tif')) });
    expect((await openImages(byOne, 'd', options)).size.t).toBe(2);
    const companion = {
      'd/b.ome.tif': file(10, pointer('x.companion.ome')),
      'd/a.ome.tif': file(20, pointer('x.companion.ome')),
      'd/x.companion.ome': new TextEncoder().encode(full),
    };
    const movie = movieOf(await openImages(filesInMemory(companion), 'd/*.tif', options));
    expect((await movie.frame(1, 1)).data[0]).toBe(21);
  });
  it('is named as one where a single file of it is opened', async () => {
    const files = filesInMemory({ 'd/b.ome.tif': file(10, full), 'd/a.ome.tif': file(20, pointer('b.ome.tif')) });
    await expect(openImages(files, 'd/b.ome.tif', options)).rejects.toThrow(
      'a part of a data set of 2 files: open its folder',
    );
    await expect(openImages(files, 'd/a.ome.tif', options)).rejects.toThrow(
      'that b.ome.tif describes: open its folder',
    );
  });
  it('says which file is missing, and which is too many', async () => {
    const one = filesInMemory({ 'd/b.ome.tif': file(10, full) });
    await expect(openImages(one, 'd', options)).rejects.toThrow(
      'd/a.ome.tif: a part of the data set that b.ome.tif describes',
    );
    const lost = filesInMemory({ 'd/a.ome.tif': file(20, pointer('b.ome.tif')) });
    await expect(openImages(lost, 'd', options)).rejects.toThrow(
      'b.ome.tif, which describes the data set of a.ome.tif, is not in it',
    );
    const more = filesInMemory({
      'd/b.ome.tif': file(10, full),
      'd/a.ome.tif': file(20, full),
      'd/c.ome.tif': file(30, full),
    });
    await expect(openImages(more, 'd', options)).rejects.toThrow('d: c.ome.tif is not in the data set of 2 files');
  });
  it('never reaches out of its folder', async () => {
    const outside = described(blocks.replace('a.ome.tif', '../secret.tif'));
    const files = filesInMemory({ 'd/b.ome.tif': file(10, outside), 'secret.tif': file(20, outside) });
    await expect(openImages(files, 'd', options)).rejects.toThrow('a part of the data set');
    const pointed = filesInMemory({ 'd/b.ome.tif': file(10, pointer('../secret.tif')), 'secret.tif': file(20, full) });
    await expect(openImages(pointed, 'd', options)).rejects.toThrow('../secret.tif, which describes');
  });
  it('is refused where one of its files is of another kind', async () => {
    const wide = buildTiff(plainPages(3, 1, [[1, 2, 3]], full));
    const movie = movieOf(
      await openImages(filesInMemory({ 'd/b.ome.tif': wide, 'd/a.ome.tif': file(20, full) }), 'd', options),
    );
    await expect(movie.frame(0, 0)).rejects.toThrow('3 × 1, uint8, but a.ome.tif is 2 × 1, uint8');
  });
});

describeWith('corpus/valid-oracle.json')('sample sets of the OME consortium', () => {
  const bytesOf = (name: string) => readFileSync(sharedFile(`corpus/valid/exampletiffs__${name}`) ?? '');
  const set = (kind: string) =>
    Object.fromEntries(
      [1, 2, 3, 4, 5].map((z) => [`d/multifile-Z${z}.ome.tiff`, bytesOf(`${kind}__multifile-Z${z}.ome.tiff`)]),
    );
  it('opens five planes in five files, described by the first', async () => {
    const movie = movieOf(await openImages(filesInMemory(set('master')), 'd', options));
    expect(movie.size).toEqual({ t: 1, c: 1, z: 5, y: 24, x: 18 });
    const { data } = await movie.frame(0, 0);
    expect(new Set(data).size).toBeGreaterThan(2);
  });
  it('names the companion file that is not there', async () => {
    await expect(openImages(filesInMemory(set('companion')), 'd', options)).rejects.toThrow(
      'multifile.companion.ome, which describes the data set of multifile-Z1.ome.tiff, is not in it',
    );
  });
});
