import {
  bulge,
  findOwners,
  looksOf,
  type Owners,
  type Place,
  placeOf,
  row,
  rowLength,
  writeRow,
} from './nuclei-shapes.ts';
import { type NucleiSettings, NucleiWorld } from './nuclei-world.ts';
import { type Path, simulateDrift } from './simulate-drift.ts';

/** Everything that happens in a simulated movie of nuclei but its pixels. */
export interface NucleiFilm {
  readonly settings: NucleiSettings;
  readonly drift: Path;
  /** Per frame the nuclei in or near the view, `rowLength` numbers each (nuclei-shapes.ts). */
  readonly rows: readonly Float64Array[];
  readonly looks: Float64Array;
  readonly truth: NucleiTruth;
}

/** What can be seen, exactly: nodes sorted by frame, then label; edge ends are node indices, sorted by source and target. */
interface NucleiTruth {
  readonly frame: Uint32Array;
  /** Track number, from 1: it lasts until the cell divides, dies or leaves; who comes back gets a new one. */
  readonly label: Uint32Array;
  /** Mean position of the label's pixels, px and planes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Pixels of the label, over all planes. */
  readonly area: Float64Array;
  readonly brightness: Float64Array;
  readonly activity: Float64Array;
  /** Part of the cell cycle gone, 0 … 1. */
  readonly cycle: Float64Array;
  readonly edges: { readonly source: Uint32Array; readonly target: Uint32Array };
  /** Nodes of frame t are first[t] … first[t + 1] - 1. */
  readonly first: Uint32Array;
}

/** Fewer visible pixels than this are no object: label 0. */
const fewestPixels = 20;
/** Nuclei outside the view whose haze still reaches it, px. */
const haze_px = 40;

/**
 * Simulates the life of a field of nuclei; `renderNuclei` and `renderNucleusLabels` draw its frames, in any order.
 *
 * @param settings  frames 0 or more; width and height 1 or more.
 * @returns         the same bits for the same settings in every engine: see portable-math.ts.
 * @cost            about 1 ms per frame with 150 cells; memory 20 kB per frame.
 * @source          A model of its own: persistent random walk, soft discs, exponential bleaching, constant cell cycle.
 */
export function simulateNuclei(settings: NucleiSettings): NucleiFilm {
  const drift = simulateDrift(settings.seed, settings.frames, settings.drift);
  const world = new NucleiWorld(settings, drift);
  const rows: Float64Array[] = [];
  const mothers: number[] = [];
  for (let t = 0; t < settings.frames; t++) {
    if (t > 0) world.step(t);
    const visible = world.cells.filter((cell) => {
      const x = cell.x + drift.dx[t]!;
      const y = cell.y + drift.dy[t]!;
      return x > -haze_px && y > -haze_px && x < settings.width + haze_px && y < settings.height + haze_px;
    });
    const table = new Float64Array(visible.length * rowLength);
    visible.forEach((cell, k) => {
      mothers[cell.id] = cell.mother;
      writeRow(table, k * rowLength, cell, drift.dx[t]!, drift.dy[t]!, settings.division);
    });
    rows.push(table);
  }
  const looks = looksOf(settings.seed, world.born);
  return { settings, drift, rows, looks, truth: observe(settings, rows, looks, mothers) };
}

/** Pixel count and centroid of each row's visible part. */
interface Seen {
  readonly area: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

function observe(
  settings: NucleiSettings,
  rows: readonly Float64Array[],
  looks: Float64Array,
  mothers: readonly number[],
): NucleiTruth {
  const nodes = new Nodes();
  const first = new Uint32Array(rows.length + 1);
  const pixels = settings.width * settings.height;
  const owners: Owners = { owner: new Int32Array(pixels), depth: new Float32Array(pixels) };
  let before = new Map<number, number>(); // nucleus → its node in the frame before
  const known = new Set<number>();
  let tracks = 0;
  for (let t = 0; t < rows.length; t++) {
    const table = rows[t]!;
    const seen = measure(table, looks, settings, owners);
    const candidates: { readonly k: number; readonly label: number; readonly from: number }[] = [];
    for (let k = 0; k < seen.area.length; k++) {
      if (seen.area[k]! < fewestPixels) continue;
      const id = table[k * rowLength + row.id]!;
      const self = before.get(id);
      const mother = known.has(id) ? undefined : before.get(mothers[id] ?? -1);
      known.add(id);
      const label = self === undefined ? ++tracks : nodes.label[self]!;
      candidates.push({ k, label, from: self ?? mother ?? -1 });
      table[k * rowLength + row.label] = label;
    }
    candidates.sort((a, b) => a.label - b.label);
    const now = new Map<number, number>();
    for (const { k, label, from } of candidates) {
      now.set(table[k * rowLength + row.id]!, nodes.add(t, label, from, table, k, seen));
    }
    before = now;
    first[t + 1] = nodes.label.length;
  }
  return nodes.truth(first);
}

function measure(table: Float64Array, looks: Float64Array, settings: NucleiSettings, owners: Owners): Seen {
  const { width, height, planes } = settings;
  const count = table.length / rowLength;
  const seen = {
    area: new Float64Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    z: new Float64Array(count),
  };
  for (let z = 0; z < planes; z++) {
    findOwners(table, looks, width, height, z, planes, owners);
    for (let k = 0; k < count; k++)
      addPixels(seen, k, placeOf(table, k * rowLength, z, planes), z, width, height, owners.owner);
  }
  for (let k = 0; k < count; k++) {
    seen.x[k]! /= seen.area[k]!;
    seen.y[k]! /= seen.area[k]!;
    seen.z[k]! /= seen.area[k]!;
  }
  return seen;
}

/** Adds the pixels that row k owns in one plane. */
function addPixels(
  seen: Seen,
  k: number,
  place: Place,
  z: number,
  width: number,
  height: number,
  owner: Int32Array,
): void {
  const x0 = Math.max(Math.ceil(place.cx - bulge * place.halfX), 0);
  const x1 = Math.min(Math.floor(place.cx + bulge * place.halfX), width - 1);
  const y0 = Math.max(Math.ceil(place.cy - bulge * place.halfY), 0);
  const y1 = Math.min(Math.floor(place.cy + bulge * place.halfY), height - 1);
  let area = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      if (owner[y * width + x] !== k) continue;
      area++;
      sumX += x;
      sumY += y;
    }
  }
  seen.area[k]! += area;
  seen.x[k]! += sumX;
  seen.y[k]! += sumY;
  seen.z[k]! += area * z;
}

/** The nodes of the truth while they are collected. */
class Nodes {
  readonly #frame: number[] = [];
  readonly label: number[] = [];
  readonly #columns: readonly number[][] = Array.from({ length: 7 }, () => []);
  readonly #from: number[] = [];

  add(t: number, label: number, from: number, table: Float64Array, k: number, seen: Seen): number {
    const at = k * rowLength;
    const values = [seen.x[k]!, seen.y[k]!, seen.z[k]!, seen.area[k]!];
    values.push(table[at + row.brightness]!, table[at + row.activity]!, table[at + row.cycle]!);
    values.forEach((value, c) => {
      this.#columns[c]!.push(value);
    });
    this.#frame.push(t);
    this.#from.push(from);
    return this.label.push(label) - 1;
  }

  truth(first: Uint32Array): NucleiTruth {
    const [x, y, z, area, brightness, activity, cycle] = this.#columns.map((column) => Float64Array.from(column));
    const links = this.#from.map((from, to) => [from, to] as const).filter(([from]) => from >= 0);
    links.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const edges = {
      source: Uint32Array.from(links, ([from]) => from),
      target: Uint32Array.from(links, ([, to]) => to),
    };
    const frame = Uint32Array.from(this.#frame);
    const label = Uint32Array.from(this.label);
    return {
      frame,
      label,
      x: x!,
      y: y!,
      z: z!,
      area: area!,
      brightness: brightness!,
      activity: activity!,
      cycle: cycle!,
      edges,
      first,
    };
  }
}
