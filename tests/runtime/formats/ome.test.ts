import { describe, expect, it } from 'vitest';
import { movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { fromFile, openTiffStack, type StackOptions } from '../../../src/runtime/formats/tiff/stack.ts';
import { bytesAsFile, fileOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const xml = (sizes: string, inside: string, order = 'XYZCT') =>
  `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="x"><Image ID="Image:0"><Pixels DimensionOrder="${order}" Type="uint8" SizeX="2" SizeY="1" ${sizes}>${inside}</Pixels></Image></OME>`;
const open = (description: string, pages: number, options: StackOptions = fromFile) => {
  const pixels = Array.from({ length: pages }, (_, i) => [i, i]);
  return openTiffStack(bytesAsFile(buildTiff(plainPages(2, 1, pixels, description)), 'o.tif'), options);
};
const six = 'SizeZ="3" SizeC="1" SizeT="2"';

describe('OME-TIFF', () => {
  it('has its planes in the order of its dimensions', async () => {
    const movie = movieOf(await open(xml(six, '<TiffData/>'), 6));
    expect(movie.size).toEqual({ t: 2, c: 1, z: 3, y: 1, x: 2 });
    expect([...(await movie.frame(1, 0)).data]).toEqual([3, 3, 4, 4, 5, 5]);
    const other = movieOf(await open(xml(six, '', 'XYTZC'), 6));
    expect([...(await other.frame(1, 0)).data]).toEqual([1, 1, 3, 3, 5, 5]);
  });
  it('has its planes where TiffData says', async () => {
    const blocks = [0, 1].map((t) => `<TiffData IFD="${1 - t}" FirstT="${t}" PlaneCount="1"/>`).join('');
    const movie = movieOf(await open(xml('SizeZ="1" SizeC="1" SizeT="2"', blocks), 2));
    expect((await movie.frame(0, 0)).data[0]).toBe(1);
    expect((await movie.frame(1, 0)).data[0]).toBe(0);
  });
  it('gives calibration, time stamps, and channels by name and colour', async () => {
    const stamps = [0, 1]
      .map((t) => `<Plane TheT="${t}" TheC="0" TheZ="0" DeltaT="${0.5 + t * 61}" DeltaTUnit="s"/>`)
      .join('');
    const about =
      'PhysicalSizeX="325" PhysicalSizeXUnit="nm" PhysicalSizeY="0.5" PhysicalSizeZ="2" PhysicalSizeZUnit="µm" TimeIncrement="1" TimeIncrementUnit="min"';
    const channels = '<Channel Name="GFP &amp; co" Color="16711935"/><Channel/>';
    const stack = await open(xml(`SizeZ="1" SizeC="2" SizeT="2" ${about}`, channels + stamps), 4);
    expect(stack.calibration.pixelSize_um.x).toBeCloseTo(0.325, 12);
    expect(stack.calibration).toMatchObject({
      pixelSize_um: { y: 0.5, z: 2 },
      frameInterval_s: 60,
      times_s: Float64Array.of(0.5, 61.5),
    });
    expect(stack.channels).toEqual([
      { name: 'GFP & co', colour: '#00ff00' },
      { name: 'Channel 2', colour: null },
    ]);
  });
  it('is not calibrated in units that say nothing', async () => {
    const stack = await open(xml(`${six} PhysicalSizeX="1" PhysicalSizeXUnit="pixel" TimeIncrement="0"`, ''), 6);
    expect(stack.calibration).toEqual({
      pixelSize_um: { x: null, y: null, z: null },
      frameInterval_s: null,
      times_s: null,
    });
  });
  it('is refused where planes are missing, unless the user states the axes', async () => {
    const text = xml('SizeZ="1" SizeC="1" SizeT="2147483647" PhysicalSizeX="0.5"', '<TiffData/>');
    await expect(open(text, 3)).rejects.toThrow(
      "its OME-XML says 2147483647 time points × 1 channels × 1 planes, which its 3 pages can't hold: set the parameter axes",
    );
    await expect(open(xml(six, '<TiffData/>'), 5)).rejects.toThrow('but plane 6 of these is not in the file');
    const stack = await open(text, 3, { axes: 't', channels: 0, slices: 0 });
    expect(stack).toMatchObject({ size: { t: 3 }, calibration: { pixelSize_um: { x: 0.5 } } });
  });
  it('is refused as a part of a data set of several files', async () => {
    const parts = [1, 2]
      .map((n) => `<TiffData IFD="0" FirstT="${n - 1}"><UUID FileName="part${n}.ome.tif">u</UUID></TiffData>`)
      .join('');
    await expect(open(xml('SizeZ="1" SizeC="1" SizeT="2"', parts), 1)).rejects.toThrow(
      'a part of a data set of 2 files: open its folder',
    );
    const pointer = '<?xml version="1.0"?><OME><BinaryOnly MetadataFile="m.ome"/></OME>';
    await expect(open(pointer, 1)).rejects.toThrow('a part of a data set that m.ome describes');
  });
  it('is refused where it states planes again and again, before that takes long', async () => {
    const again = '<TiffData IFD="0" PlaneCount="999999"/>'.repeat(5_000);
    const start = process.cpuUsage();
    await expect(open(xml('SizeZ="1" SizeC="1" SizeT="999999"', again), 1)).rejects.toThrow('each of them many times');
    expect(process.cpuUsage(start).user).toBeLessThan(3e6);
  });
  it('is refused with a document type', async () => {
    const text = xml(six, '').replace('<OME', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><OME');
    await expect(open(text, 6)).rejects.toThrow('o.tif: its OME-XML has a document type or entities of its own');
  });
  it('is a plain TIFF where its text is broken or says no sizes', async () => {
    expect((await open('<?xml version= 1.0 ?><OME xmlns= x ><Pixels SizeX= 2 ></OME>', 1)).size.t).toBe(1);
    await expect(open(xml('SizeZ="-1" SizeC="1" SizeT="NaN"', ''), 6)).rejects.toThrow('6 pages of 2 × 1');
  });
});

describeWith('corpus/valid')('OME-TIFF of other programs', () => {
  it.each([
    ['gen__ome_be_tczyx.tif', { t: 3, c: 2, z: 2, y: 16, x: 20 }],
    ['exampletiffs__singles__multi-channel.ome.tif', { t: 1, c: 3, z: 1, y: 167, x: 439 }],
    ['exampletiffs__singles__time-series.ome.tif', { t: 7, c: 1, z: 1, y: 167, x: 439 }],
  ])('%s has its axes', async (name, size) => {
    expect((await openTiffStack(fileOnDisk(sharedFile(`corpus/valid/${name}`) ?? ''), fromFile)).size).toEqual(size);
  });
  it('a file whose OME-XML lost its quotes is opened', async () => {
    const path = sharedFile('data/kymograph/kymobutler-testimg/testimg.tif') ?? '';
    expect((await openTiffStack(fileOnDisk(path), fromFile)).size).toEqual({ t: 1, c: 1, z: 1, y: 100, x: 501 });
  });
});
