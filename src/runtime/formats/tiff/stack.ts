import type { Dtype } from '../../data/frame.ts';
import { type Calibration, type Channel, uncalibrated } from '../../data/movie.ts';
import type { ByteSource } from '../../node/files.ts';
import { type AxesOption, type PlaneOrder, planeOrder, statedOrder } from '../axes.ts';
import { FormatError } from '../format-error.ts';
import type { ImageStack } from '../image-stack.ts';
import { openTiff, requireAlike, type TiffFile } from './file.ts';
import { type ImageJ, imageJPages, readImageJ } from './image-j.ts';
import { readMicroManager } from './micro-manager.ts';
import { type Ome, readOmeOfOneFile } from './ome.ts';
import { omeOrder } from './ome-planes.ts';
import type { Page } from './page.ts';
import { readStk } from './stk.ts';

/** What the user states about the axes; counts of 0 are to be found in the file. */
export interface StackOptions {
  readonly axes: AxesOption;
  readonly channels: number;
  readonly slices: number;
}
export const fromFile: StackOptions = { axes: 'auto', channels: 0, slices: 0 };

/**
 * Opens a TIFF as a stack of planes with known axes.
 *
 * @throws FormatError as openTiff; `ambiguous` where nothing says what the pages are, with what to set.
 */
export async function openTiffStack(source: ByteSource, options: StackOptions): Promise<ImageStack> {
  const opened = await openTiff(source);
  const imageJ = readImageJ(opened);
  const isAuto = options.axes === 'auto';
  const stk = imageJ ? null : await readStk(opened, isAuto);
  const pages = imageJ ? await imageJPages(opened, imageJ, isAuto) : (stk?.pages ?? opened.pages);
  const file = { ...opened, pages };
  const first = requireAlike(file);
  const ome = options.axes === 'auto' ? readOmeOfOneFile(file) : omeOrNothing(file);
  const recorded: Recorded | null = ome ? null : (stk ?? (await readMicroManager(file)));
  const { samples } = first;
  const order =
    options.axes !== 'auto'
      ? stated(file, imageJ, options.axes, options)
      : ome
        ? omeOrder(file, ome, samples)
        : (recorded?.order ?? recordedOrder(file, imageJ));
  const calibration: Calibration = ome
    ? { ...ome.calibration, times_s: ome.sizes.t === order.t ? ome.calibration.times_s : null }
    : recorded
      ? { ...recorded.calibration, times_s: order.t === recorded.order?.t ? recorded.calibration.times_s : null }
      : imageJ
        ? { pixelSize_um: imageJ.pixelSize_um, frameInterval_s: imageJ.frameInterval_s, times_s: null }
        : uncalibrated;
  const channels = [ome?.channels, recorded?.channels].find((one) => one?.length === order.c * samples);
  return {
    size: { t: order.t, c: order.c * samples, z: order.z, y: first.height, x: first.width },
    dtype: dtypeOfPage(first),
    channels: channels ?? channelNames(first, order.c),
    calibration,
    async plane(t, c, z, signal) {
      const page = file.pages[order.index(t, Math.floor(c / samples), z)];
      if (!page) throw new RangeError(`frame ${t}, channel ${c}, plane ${z} of ${file.name}, which has no such page`);
      return {
        values: await file.samples(page, c % samples, signal),
        place: { file: file.name, page: page.number },
      };
    },
  };
}

/** What MetaMorph and Micro-Manager write in ways of their own; time stamps hold only for these axes. */
interface Recorded {
  readonly order: PlaneOrder | null;
  readonly channels?: readonly Channel[];
  readonly calibration: Calibration;
}

/** Where the user states the axes, a description that can't be read does no harm. */
function omeOrNothing(file: TiffFile): Ome | null {
  try {
    return readOmeOfOneFile(file);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** 8 and 16 bit as stored; everything else as float32, exactly or not at all. */
export const dtypeOfPage = (page: Page): Dtype =>
  page.format !== 'uint' || page.bits > 16 ? 'float32' : page.bits > 8 ? 'uint16' : 'uint8';

const rgb: readonly Channel[] = [
  { name: 'Red', colour: '#ff0000' },
  { name: 'Green', colour: '#00ff00' },
  { name: 'Blue', colour: '#0000ff' },
  { name: 'Alpha', colour: null },
];

export function channelNames(page: Page, pages: number): readonly Channel[] {
  if (pages === 1 && page.photometric === 2 && (page.samples === 3 || page.samples === 4)) {
    return rgb.slice(0, page.samples);
  }
  return Array.from({ length: pages * page.samples }, (_, i) => ({ name: `Channel ${i + 1}`, colour: null }));
}

function stated(
  file: TiffFile,
  imageJ: ImageJ | null,
  axes: Exclude<AxesOption, 'auto'>,
  options: StackOptions,
): PlaneOrder {
  const recorded = {
    c: imageJ && imageJ.channels > 1 ? imageJ.channels : 0,
    z: imageJ && imageJ.frames > 1 ? imageJ.slices : 0,
  };
  const known = { c: options.channels || recorded.c, z: options.slices || recorded.z };
  return statedOrder(axes, file.pages.length, known, { file: file.name });
}

function recordedOrder(file: TiffFile, imageJ: ImageJ | null): PlaneOrder {
  const count = file.pages.length;
  if (imageJ && imageJ.images > count) {
    throw new FormatError(
      'ambiguous',
      { file: file.name },
      `it says it has ${imageJ.images} images, but holds ${count}: was it cut off while it was copied? To take the ${count} that ${count === 1 ? 'is' : 'are'} there set the parameter axes (t for time points)`,
    );
  }
  if (count === 1) return planeOrder('t', { t: 1, c: 1, z: 1 });
  const order = imageJ ? imageJOrder(count, imageJ) : shapedOrder(count, file.description);
  if (order) return order;
  const [first] = file.pages;
  const size = first ? ` of ${first.width} × ${first.height}` : '';
  const plain =
    imageJ && imageJ.slices > 1
      ? `${count} pages${size} that ImageJ calls slices, as it does with any plain stack`
      : `${count} pages${size}, and nothing in the file says what they are`;
  throw new FormatError(
    'ambiguous',
    { file: file.name },
    `${plain}: set the parameter axes to t (time), z (depth), c (channels), or an order such as tzc (the last runs fastest)`,
  );
}

/** Channels run fastest, then planes. The number of directories outweighs the number of frames in the description. */
function imageJOrder(count: number, { channels: c, slices: z, frames, hyperstack }: ImageJ): PlaneOrder | null {
  if (z > 1 && frames === 1 && !hyperstack) return null;
  if (c * z * frames === count) return planeOrder('tzc', { t: frames, c, z });
  if (frames > 1 && count % (c * z) === 0) return planeOrder('tzc', { t: count / (c * z), c, z });
  return null;
}

/** The JSON that tifffile writes, where it names the axes: {"shape": [51, 196, 171], "axes": "TYX"}. */
function shapedOrder(count: number, description: string): PlaneOrder | null {
  if (!description.startsWith('{') || description.length > 10_000) return null;
  let about: unknown;
  try {
    about = JSON.parse(description);
  } catch {
    return null;
  }
  const { shape, axes } = about as { shape?: unknown; axes?: unknown };
  if (!Array.isArray(shape) || typeof axes !== 'string' || axes.length !== shape.length) return null;
  const order = axes.toLowerCase().replace(/[yxs]/g, '');
  const counts = { t: 1, c: 1, z: 1 };
  for (let i = 0; i < axes.length; i++) {
    const axis = axes.charAt(i).toLowerCase();
    if (axis === 't' || axis === 'c' || axis === 'z') counts[axis] = Number(shape[i]);
  }
  const known = /^[tcz]*$/.test(order) && new Set(order).size === order.length;
  return known && counts.t * counts.c * counts.z === count ? planeOrder(order, counts) : null;
}
