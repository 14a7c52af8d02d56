import type { Calibration, LabelsHeader, Size } from '../data/movie.ts';
import type { Tracks } from '../data/tracks.ts';
import type { FileAccess } from '../node/files.ts';
import { FormatError } from './format-error.ts';
import { findGeff, type GeffAxis, type GeffGroup, geffArray } from './geff-metadata.ts';
import { tracksOfLinks } from './tracks-of-links.ts';
import { lengthUnits, timeUnits } from './units.ts';
import { objectIn } from './zarr/metadata.ts';
import { halfFloat, readZarrArray, type ZarrNumbers } from './zarr/read-array.ts';

export interface GeffOptions {
  /** What the user states in place of what the file records; 0 states nothing. */
  readonly pixelSize_um: number;
  readonly frameInterval_s: number;
}
/** Frames and positions beyond this are no frames and px. */
const mostFrames = 10_000_000;
const furthest = 1e9;

/**
 * Reads tracks from a GEFF, versions 0 and 1, Zarr 2 or 3.
 *
 * Node properties of one number become features; others (text, vectors, of varying length) and those of edges are passed
 * over. What is marked missing is NaN.
 *
 * @param path  of the GEFF, or of a folder with one in it.
 * @throws FormatError naming the array: for what `readZarrArray` refuses, ids that stand twice or are missing, positions
 *         and frames that are none, and links that can't be (see `tracksOfLinks`).
 * @cost   O(nodes · properties + edges)
 * @source GEFF specification 1.1.
 */
export async function readGeff(files: FileAccess, path: string, options: GeffOptions): Promise<Tracks> {
  const group = await findGeff(files, path);
  const place = (...names: readonly string[]): string => files.join(group.folder, ...names);
  const ids = await required(files, place('nodes', 'ids'), 1);
  const count = ids.length;
  const columns = await columnsOf(files, place('nodes', 'props'), count);
  const axes = axesOf(group, columns);
  const take = (name: string | undefined): Float64Array | undefined => {
    const column = name === undefined ? undefined : columns.get(name);
    if (name !== undefined) columns.delete(name);
    return column;
  };
  const file = group.folder;
  const { scale, calibration } = calibrationOf(axes, options, file);
  const position = (axis: GeffAxis | undefined, size: number): Float64Array =>
    positions(take(axis?.name), axis?.name ?? '', size, count, file);
  const frame = framesOf(take(axes.t?.name), axes.t, options, file);
  const [x, y, z] = [position(axes.x, scale.x), position(axes.y, scale.y), position(axes.z, scale.z)];
  const radius = take(group.radius ?? 'radius')?.map((value) => (value >= 0 && value < furthest ? value / scale.x : 1));
  const label = take(group.label ?? 'seg_id');
  for (const name of group.trackProps) columns.delete(name);
  const named = [...columns].map(([name, values]) => [titleOf(group, name), values, group.propOf(name).unit] as const);
  const nodes = {
    frame,
    x,
    y,
    z,
    radius: radius ?? new Float64Array(count).fill(1),
    label: Uint32Array.from({ length: count }, (_, node) => labelOf(label?.[node])),
    features: Object.fromEntries(named.map(([name, values]) => [name, values])),
    units: Object.fromEntries(named.map(([name, , unit]) => [name, unit])),
  };
  const size = sizeOf(group, nodes);
  const header = { size, calibration: ownTimes(group, calibration, size.t) };
  return linked(header, nodes, ids, await required(files, place('edges', 'ids'), 2), group);
}

const labelOf = (value = 0): number => (Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? value : 0);

function linked(
  header: LabelsHeader,
  nodes: Parameters<typeof tracksOfLinks>[1],
  ids: ZarrNumbers,
  pairs: ZarrNumbers,
  { folder, directed }: GeffGroup,
): Tracks {
  const refuse = (what: string): never => {
    throw new FormatError('damaged', { file: folder }, what);
  };
  const placeOf = new Map<number | bigint, number>();
  for (let node = 0; node < ids.length; node++) placeOf.set(plain(ids[node]!), node);
  if (placeOf.size < ids.length) refuse(`nodes/ids: only ${placeOf.size} of ${ids.length} ids are different`);
  const ends = [0, 1].map((end) =>
    Uint32Array.from({ length: pairs.length / 2 }, (_, edge) => {
      const id = plain(pairs[2 * edge + end]!);
      return placeOf.get(id) ?? refuse(`edges/ids: row ${edge + 1} names node ${id}, which is not there`);
    }),
  );
  const [source, target] = [ends[0]!, ends[1]!];
  return tracksOfLinks(header, nodes, { source, target, isDirected: directed }, (edge, why): never =>
    refuse(`edges/ids: row ${edge + 1} (${pairs[2 * edge]} to ${pairs[2 * edge + 1]}) ${why}`),
  );
}

/** Ids beyond what a double holds exactly stay bigint. */
const plain = (id: number | bigint): number | bigint =>
  typeof id === 'bigint' && id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : id;

async function required(files: FileAccess, folder: string, axes: 1 | 2): Promise<ZarrNumbers> {
  const header = await geffArray(files, folder);
  if (!header) throw new FormatError('missing', { file: folder }, 'there is no such array');
  const isPairs = axes === 1 || header.shape[1] === 2;
  if (header.shape.length !== axes || !isPairs || header.type === null || header.type.startsWith('float')) {
    const what = `it is of shape ${header.shape.join(' × ')}, expected ${axes === 1 ? 'a row' : 'pairs'} of whole numbers`;
    throw new FormatError('damaged', { file: folder }, what);
  }
  return readZarrArray(files, folder, header);
}

/** Properties of one number a node, as doubles. */
async function columnsOf(files: FileAccess, folder: string, count: number): Promise<Map<string, Float64Array>> {
  const columns = new Map<string, Float64Array>();
  const found = await files.look(folder);
  for (const name of found?.type === 'folder' ? found.names : []) {
    if (name.startsWith('.') || name === 'zarr.json') continue;
    const values = await doubles(files, files.join(folder, name, 'values'), count);
    if (!values) continue;
    const missing = await doubles(files, files.join(folder, name, 'missing'), count);
    columns.set(name, missing ? values.map((value, node) => (missing[node] === 0 ? value : Number.NaN)) : values);
  }
  return columns;
}

async function doubles(files: FileAccess, folder: string, count: number): Promise<Float64Array | null> {
  const header = await geffArray(files, folder);
  if (!header || header.type === null || header.shape.length !== 1) return null;
  if (header.shape[0] !== count) {
    throw new FormatError('damaged', { file: folder }, `it has ${header.shape[0]} values for ${count} nodes`);
  }
  const values = await readZarrArray(files, folder, header);
  if (values instanceof Float64Array) return values;
  const out = new Float64Array(count);
  const isHalf = header.type === 'float16';
  for (let i = 0; i < count; i++) out[i] = isHalf ? halfFloat(Number(values[i])) : Number(values[i]);
  return out;
}

interface Axes {
  readonly t: GeffAxis | undefined;
  readonly x: GeffAxis | undefined;
  readonly y: GeffAxis | undefined;
  readonly z: GeffAxis | undefined;
}

/** By name where axes are called x, y, z; else the last spatial axis is x, the one before it y. Without axes by name. */
function axesOf({ axes }: GeffGroup, columns: ReadonlyMap<string, unknown>): Axes {
  const bare = (name: string): GeffAxis => ({ name, type: '', unit: '', scale: null, scaledUnit: '' });
  const fallback = (...names: readonly string[]) => names.filter((name) => columns.has(name)).map(bare)[0];
  const named = (name: string) => axes.find((axis) => axis.name.toLowerCase() === name);
  const space = axes.filter(({ type }) => type === 'space').reverse();
  const isNamed = space.every(({ name }) => /^[xyz]$/i.test(name));
  return {
    t: axes.find(({ type }) => type === 'time') ?? named('t') ?? fallback('t', 'frame', 'time'),
    x: (isNamed ? named('x') : space[0]) ?? fallback('x'),
    y: (isNamed ? named('y') : space[1]) ?? fallback('y'),
    z: (isNamed ? named('z') : space[2]) ?? fallback('z'),
  };
}

const micronsOf = (unit: string): number | null => lengthUnits[unit.toLowerCase()] ?? null;

function calibrationOf({ t, x, y, z }: Axes, { pixelSize_um: own, frameInterval_s }: GeffOptions, file: string) {
  // Positions in µm say nothing about px.
  const physical = [x, y, z].map((axis) => micronsOf(axis?.unit ?? ''));
  if (physical.some((unit) => unit !== null) && own === 0) {
    throw new FormatError('ambiguous', { file }, `positions are in ${x?.unit}, not in px: state pixelSize`);
  }
  const [px, py, pz] = physical.map((unit) => (unit === null ? 1 : own / unit));
  const recorded = (axis: GeffAxis | undefined): number | null => {
    const unit = micronsOf(axis?.scaledUnit ?? '');
    return axis?.scale != null && unit !== null ? axis.scale * unit : null;
  };
  const second = timeUnits[t?.scaledUnit.toLowerCase() ?? ''];
  const interval = t?.scale != null && second !== undefined ? t.scale * second : null;
  const calibration: Calibration = {
    pixelSize_um:
      own > 0
        ? { x: own, y: own, z: physical[2] === null ? recorded(z) : own }
        : { x: recorded(x), y: recorded(y), z: recorded(z) },
    frameInterval_s: frameInterval_s > 0 ? frameInterval_s : interval,
    times_s: null,
  };
  return { scale: { x: px ?? 1, y: py ?? 1, z: pz ?? 1 }, calibration };
}

function positions(column: Float64Array | undefined, name: string, size: number, count: number, file: string) {
  if (name === '') return new Float64Array(count);
  if (!column) throw new FormatError('damaged', { file }, `axis ${name} is no property of one number a node`);
  const bad = column.findIndex((value) => !(Math.abs(value / size) <= furthest));
  if (bad >= 0) throw new FormatError('damaged', { file }, `node ${bad + 1} has ${name} = ${column[bad]}, no position`);
  return column.map((value) => value / size);
}

/** Whole numbers are frames; others are times that need the interval. */
function framesOf(column: Float64Array | undefined, axis: GeffAxis | undefined, options: GeffOptions, file: string) {
  if (!column || !axis)
    throw new FormatError('unsupported', { file }, 'no axis is time, so that nothing can be tracked');
  const isFrame = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < mostFrames;
  if (column.every(isFrame)) return Uint32Array.from(column);
  const step = options.frameInterval_s / (timeUnits[axis.unit.toLowerCase()] ?? 1);
  const frames = column.map((value) => (step > 0 ? Math.round(value / step) : Number.NaN));
  const bad = column.findIndex((value, i) => !isFrame(frames[i]!) || Math.abs(value / step - frames[i]!) > 0.01);
  if (bad < 0) return Uint32Array.from(frames);
  const hint = step > 0 ? 'which is no multiple of frameInterval' : 'no whole number of a frame: state frameInterval';
  throw new FormatError('damaged', { file }, `node ${bad + 1} has ${axis.name} = ${column[bad]}, ${hint}`);
}

const titleOf = (group: GeffGroup, identifier: string): string =>
  (group.own ? group.propOf(identifier).name : '') || identifier;

/** The movie's size where we wrote it ourselves, else as far as nodes reach. */
function sizeOf({ own }: GeffGroup, { frame, x, y, z }: Pick<Tracks, 'frame' | 'x' | 'y' | 'z'>): Size {
  const stated = objectIn(own, 'size');
  const extent = (name: keyof Size, values: ArrayLike<number>, least: number): number => {
    let most = least - 1;
    for (let i = 0; i < values.length; i++) most = Math.max(most, Math.floor(values[i]!));
    const size = stated[name];
    const isSize = typeof size === 'number' && Number.isInteger(size) && size >= least && size <= mostFrames;
    // Positions may lie outside the image, frames not.
    return isSize && (name !== 't' || size > most) ? size : most + 1;
  };
  return { t: extent('t', frame, 0), c: 1, z: extent('z', z, 1), y: extent('y', y, 1), x: extent('x', x, 1) };
}

function ownTimes({ own }: GeffGroup, calibration: Calibration, frames: number): Calibration {
  const times = own?.['times_s'];
  if (
    !Array.isArray(times) ||
    times.length !== frames ||
    !times.every((time): time is number => typeof time === 'number')
  )
    return calibration;
  return { ...calibration, times_s: Float64Array.from(times) };
}
