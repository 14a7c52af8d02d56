import { FormatError } from './format-error.ts';

/** The order of planes in a file, the slowest axis first, the last running fastest, as numpy writes shapes. */
export const axesOptions = [
  'auto',
  't',
  'z',
  'c',
  'tz',
  'tc',
  'zt',
  'zc',
  'ct',
  'cz',
  'tzc',
  'tcz',
  'ztc',
  'zct',
  'ctz',
  'czt',
] as const;
export type AxesOption = (typeof axesOptions)[number];

export interface Counts {
  readonly t: number;
  readonly c: number;
  readonly z: number;
}
type Axis = keyof Counts;

/** Which of the file's planes is time point t, channel c, plane z. */
export interface PlaneOrder extends Counts {
  index(t: number, c: number, z: number): number;
}

/** Planes that follow `order`, the slowest axis first; axes it leaves out have one entry. */
export function planeOrder(order: string, counts: Counts): PlaneOrder {
  const strides = { t: 0, c: 0, z: 0 };
  let stride = 1;
  for (const axis of [...order].reverse() as Axis[]) {
    strides[axis] = stride;
    stride *= counts[axis];
  }
  return { ...counts, index: (t, c, z) => t * strides.t + c * strides.c + z * strides.z };
}

/**
 * The order that the user states.
 *
 * @param planes  number of planes in the file.
 * @param known   counts that are given or recorded; 0 where not.
 * @throws FormatError `ambiguous` where a count is missing, `damaged` where the planes don't come out even.
 */
export function statedOrder(
  axes: Exclude<AxesOption, 'auto'>,
  planes: number,
  known: { readonly c: number; readonly z: number },
  place: { readonly file: string },
): PlaneOrder {
  const counts = { t: 1, c: 1, z: 1 };
  const names = { t: 'frames', c: 'channels', z: 'slices' } as const;
  // The axis that takes what is left: time where there is time, else planes.
  const rest: Axis = axes.includes('t') ? 't' : axes.includes('z') ? 'z' : 'c';
  let product = 1;
  for (const axis of axes) {
    if (axis === rest) continue;
    const count = axis === 'c' ? known.c : known.z;
    if (count < 1) {
      const name = axis === 'c' ? names.c : names.z;
      throw new FormatError('ambiguous', place, `axes ${axes} needs the number of ${name}: set the parameter ${name}`);
    }
    counts[axis as Axis] = count;
    product *= count;
  }
  counts[rest] = planes / product;
  if (!Number.isInteger(counts[rest]) || counts[rest] < 1) {
    const parts = [...axes]
      .filter((axis) => axis !== rest)
      .map((axis) => `${counts[axis as Axis]} ${names[axis as Axis]}`);
    throw new FormatError('damaged', place, `its ${planes} planes do not divide into ${parts.join(' × ')}`);
  }
  return planeOrder(axes, counts);
}
