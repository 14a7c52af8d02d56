import type { Frame } from '../../data/frame.ts';
import { chromatinTexture, sampleTexture } from './chromatin-texture.ts';
import { type Light, lightUp } from './light-up.ts';
import {
  bend,
  findOwners,
  look,
  lookLength,
  nucleolusLength,
  type Place,
  placeOf,
  row,
  rowLength,
} from './nuclei-shapes.ts';
import type { NucleiFilm } from './simulate-nuclei.ts';

/** What a channel shows: chromatin, a reporter that moves between nucleus and cytoplasm, a reporter of the cell cycle. */
export type Stain = 'chromatin' | 'translocation' | 'cell cycle';

/** The label image of frame t: track numbers, 0 where no visible nucleus is. */
export function renderNucleusLabels(film: NucleiFilm, t: number): Frame<Uint32Array> {
  const { width, height, planes } = film.settings;
  const rows = film.rows[t]!;
  const size = width * height;
  const data = new Uint32Array(size * planes);
  const owners = { owner: new Int32Array(size), depth: new Float32Array(size) };
  for (let z = 0; z < planes; z++) {
    findOwners(rows, film.looks, width, height, z, planes, owners);
    for (let i = 0; i < size; i++) {
      const k = owners.owner[i]!;
      if (k >= 0) data[z * size + i] = rows[k * rowLength + row.label]!;
    }
  }
  return { width, height, depth: planes, data };
}

/**
 * Expected photoelectrons of frame t.
 *
 * @returns  planes × height × width, float32.
 * @cost     about 5 ms for 512² with 150 cells.
 */
export function renderNuclei(film: NucleiFilm, t: number, stain: Stain, light: Light): Frame<Float32Array> {
  const { width, height, planes } = film.settings;
  const rows = film.rows[t]!;
  const size = width * height;
  const data = new Float32Array(size * planes);
  for (let z = 0; z < planes; z++) {
    const plane = { width, height, data: data.subarray(z * size, (z + 1) * size) };
    for (let at = 0; at < rows.length; at += rowLength) {
      const place = placeOf(rows, at, z, planes);
      if (stain === 'translocation') drawCell(rows, at, place, plane);
      else drawNucleus(rows, at, place, film.looks, stain === 'chromatin', plane);
    }
  }
  lightUp(data, rows, width, height, light);
  return { width, height, depth: planes, data };
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Half width of the soft edge of a nucleus, px: optics of about 0.75 NA at 0.65 µm, and its curvature. */
const softEdge = 2.6;
/** Texture pixels per semi-axis. */
const grain = 9;
/** The outline's harmonics widen a nucleus by less than this. */
const widening = 1.12;

/** Draws one nucleus into a plane, keeping the brighter where nuclei overlap. */
function drawNucleus(
  rows: Float64Array,
  at: number,
  place: Place,
  looks: Float64Array,
  textured: boolean,
  canvas: Canvas,
): void {
  const { cx, cy, ux, uy, vx, vy, w2, radius } = place;
  const { width, data } = canvas;
  const reach = 1 + softEdge / radius;
  const farthest = reach * reach;
  if (w2 >= farthest) return;
  const its = rows[at + row.id]! * lookLength;
  const cos3 = looks[its + look.cos3]!;
  const sin3 = looks[its + look.sin3]!;
  const cos4 = looks[its + look.cos4]!;
  const sin4 = looks[its + look.sin4]!;
  const grainX = looks[its + look.textureX]!;
  const grainY = looks[its + look.textureY]!;
  const nucleoli = its + look.first;
  const nucleoliEnd = nucleoli + looks[its + look.nucleoli]! * nucleolusLength;
  const pattern = chromatinTexture();
  const brightness = rows[at + row.brightness]!;
  const level = textured ? brightness : brightness * cycleLevel(rows[at + row.cycle]!);
  const x0 = Math.max(Math.ceil(cx - place.halfX * reach * widening), 0);
  const x1 = Math.min(Math.floor(cx + place.halfX * reach * widening), width - 1);
  const y0 = Math.max(Math.ceil(cy - place.halfY * reach * widening), 0);
  const y1 = Math.min(Math.floor(cy + place.halfY * reach * widening), canvas.height - 1);
  for (let y = y0; y <= y1; y++) {
    const dy = y - cy;
    for (let x = x0; x <= x1; x++) {
      const dx = x - cx;
      const u = dx * ux + dy * uy;
      const v = dx * vx + dy * vy;
      const q = u * u + v * v + w2 - bend(u, v, cos3, sin3, cos4, sin4);
      if (q >= farthest) continue;
      let value = level * softStep(q, radius) * (1.1 - 0.3 * q);
      if (textured && q < 1.5) {
        for (let n = nucleoli; n < nucleoliEnd; n += nucleolusLength) {
          const du = u - looks[n]!;
          const dv = v - looks[n + 1]!;
          const inside = 1 - (du * du + dv * dv) * looks[n + 2]!;
          if (inside > 0) value *= 1 - looks[n + 3]! * inside * inside * (3 - 2 * inside);
        }
        value *= sampleTexture(pattern, u * grain + grainX, v * grain + grainY);
      }
      const i = y * width + x;
      if (value > data[i]!) data[i] = value;
    }
  }
}

/** 1 inside, 0 outside the outline q = 1, smooth between. */
function softStep(q: number, radius: number): number {
  const s = q > 0 ? 0.5 - ((Math.sqrt(q) - 1) * radius) / (2 * softEdge) : 1;
  return s >= 1 ? 1 : s <= 0 ? 0 : s * s * (3 - 2 * s);
}

/** A reporter of the S, G2 and M phases: absent in G1, rising to division. */
const cycleLevel = (cycle: number): number => (cycle < 0.4 ? 0.04 : 0.04 + 0.96 * ((cycle - 0.4) / 0.6));

/** Cell bodies reach this many semi-axes of the nucleus out. */
const bodyReach = 2.1;

/** Draws the translocation reporter of one cell: in the nucleus when inactive, in the cytoplasm when active. */
function drawCell(rows: Float64Array, at: number, place: Place, canvas: Canvas): void {
  const { cx, cy, ux, uy, vx, vy, w2, radius } = place;
  const { width, data } = canvas;
  const farthest = bodyReach * bodyReach;
  if (w2 >= farthest) return;
  const activity = rows[at + row.activity]!;
  const nuclear = 1 - 0.75 * activity;
  const cytoplasmic = 0.25 + 0.5 * activity;
  const x0 = Math.max(Math.ceil(cx - place.halfX * bodyReach), 0);
  const x1 = Math.min(Math.floor(cx + place.halfX * bodyReach), width - 1);
  const y0 = Math.max(Math.ceil(cy - place.halfY * bodyReach), 0);
  const y1 = Math.min(Math.floor(cy + place.halfY * bodyReach), canvas.height - 1);
  for (let y = y0; y <= y1; y++) {
    const dy = y - cy;
    for (let x = x0; x <= x1; x++) {
      const dx = x - cx;
      const u = dx * ux + dy * uy;
      const v = dx * vx + dy * vy;
      const q = u * u + v * v + w2;
      if (q >= farthest) continue;
      const inNucleus = softStep(q, radius);
      const fade = 1 - q / farthest;
      const value = inNucleus * nuclear + (1 - inNucleus) * cytoplasmic * fade * (2 - fade);
      const i = y * width + x;
      if (value > data[i]!) data[i] = value;
    }
  }
}
