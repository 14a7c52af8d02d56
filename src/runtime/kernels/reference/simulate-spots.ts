import type { Frame } from '../../data/frame.ts';
import { portableExp } from './portable-math.ts';
import { Random } from './random.ts';
import { driftLimit, type Path, simulateDrift } from './simulate-drift.ts';

/** A field of sub-resolution particles and how they move. */
export interface SpotSettings {
  readonly seed: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly planes: number;
  /** Particles in the field of view, about. */
  readonly particles: number;
  /** Diffusion step per frame and axis, px (standard deviation): a diffusion coefficient of step² / 2 px² per frame. */
  readonly step: number;
  /** Part of the particles that also run straight on, 0 … 1, at one step per frame. */
  readonly directed: number;
  /** Jitter of the stage, px. */
  readonly drift: number;
  /** Probability that a particle goes out, per frame; another lights up elsewhere. */
  readonly deathRate: number;
}

/** Exact positions; nodes sorted by frame, then track; edge ends are node indices. */
interface SpotTruth {
  readonly frame: Uint32Array;
  /** Track number, from 1: it lasts until the particle goes out or leaves the view. */
  readonly track: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Brightness, 0.4 … 1.33 of the movie's signal. */
  readonly amplitude: Float64Array;
  readonly edges: { readonly source: Uint32Array; readonly target: Uint32Array };
  /** Nodes of frame t are first[t] … first[t + 1] - 1. */
  readonly first: Uint32Array;
}
export interface SpotFilm {
  readonly settings: SpotSettings;
  readonly drift: Path;
  readonly truth: SpotTruth;
  /** Per frame x, y, z and amplitude of every particle, in view or not: its light may reach the view from outside. */
  readonly drawn: readonly Float64Array[];
}

interface Particle {
  x: number;
  y: number;
  z: number;
  readonly vx: number;
  readonly vy: number;
  readonly amplitude: number;
  /** Track number while in view, else 0, and its node of the frame before. */
  track: number;
  node: number;
}

/** World around the view on every side, px. */
const around_px = 12;

/**
 * Simulates diffusing particles that leave, enter, and go out; `renderSpots` draws any frame.
 *
 * @returns  the same bits for the same settings in every engine.
 * @cost     about 0.1 µs per particle and frame.
 * @source   Definition: independent normal steps, reflected at the edge of a world a little larger than the view.
 */
export function simulateSpots(settings: SpotSettings): SpotFilm {
  const { frames, width, height } = settings;
  const drift = simulateDrift(settings.seed, frames, settings.drift);
  const random = new Random(settings.seed, 5);
  const margin = around_px + Math.ceil(driftLimit(settings.drift));
  const count = Math.round((settings.particles * (width + 2 * margin) * (height + 2 * margin)) / (width * height));
  const particles = Array.from({ length: count }, () => newParticle(random, settings, margin));
  const nodes = { frame: [] as number[], track: [] as number[], x: [] as number[], y: [] as number[] };
  const more = { z: [] as number[], amplitude: [] as number[], source: [] as number[], target: [] as number[] };
  const first = new Uint32Array(frames + 1);
  const drawn: Float64Array[] = [];
  let tracks = 0;
  for (let t = 0; t < frames; t++) {
    if (t > 0) for (let i = 0; i < count; i++) particles[i] = stepped(particles[i]!, random, settings, margin);
    const visible: Particle[] = [];
    drawn.push(
      Float64Array.from(particles.flatMap((one) => [one.x + drift.dx[t]!, one.y + drift.dy[t]!, one.z, one.amplitude])),
    );
    for (const one of particles) {
      if (inView(one.x + drift.dx[t]!, one.y + drift.dy[t]!, settings)) {
        if (one.track === 0) one.track = ++tracks;
        visible.push(one);
      } else {
        one.track = 0;
        one.node = -1;
      }
    }
    visible.sort((a, b) => a.track - b.track);
    for (const one of visible) {
      const node = nodes.frame.push(t) - 1;
      nodes.track.push(one.track);
      nodes.x.push(one.x + drift.dx[t]!);
      nodes.y.push(one.y + drift.dy[t]!);
      more.z.push(one.z);
      more.amplitude.push(one.amplitude);
      if (one.node >= 0) {
        more.source.push(one.node);
        more.target.push(node);
      }
      one.node = node;
    }
    first[t + 1] = nodes.frame.length;
  }
  const truth: SpotTruth = {
    frame: Uint32Array.from(nodes.frame),
    track: Uint32Array.from(nodes.track),
    x: Float64Array.from(nodes.x),
    y: Float64Array.from(nodes.y),
    z: Float64Array.from(more.z),
    amplitude: Float64Array.from(more.amplitude),
    edges: { source: Uint32Array.from(more.source), target: Uint32Array.from(more.target) },
    first,
  };
  return { settings, drift, truth, drawn };
}

const inView = (x: number, y: number, { width, height }: SpotSettings): boolean =>
  x >= -0.5 && y >= -0.5 && x < width - 0.5 && y < height - 0.5;

function newParticle(random: Random, settings: SpotSettings, margin: number): Particle {
  const { width, height, planes, step, directed } = settings;
  const runs = random.uniform() < directed;
  return {
    x: random.between(-margin, width + margin),
    y: random.between(-margin, height + margin),
    z: planes > 1 ? random.between(0, planes - 1) : 0,
    vx: runs ? step * random.normal() : 0,
    vy: runs ? step * random.normal() : 0,
    amplitude: random.between(0.4, 1.33),
    track: 0,
    node: -1,
  };
}

function stepped(one: Particle, random: Random, settings: SpotSettings, margin: number): Particle {
  const { width, height, planes, step, deathRate } = settings;
  if (deathRate > 0 && random.uniform() < deathRate) return newParticle(random, settings, margin);
  one.x = reflected(one.x + one.vx + step * random.normal(), -margin, width + margin);
  one.y = reflected(one.y + one.vy + step * random.normal(), -margin, height + margin);
  if (planes > 1) one.z = reflected(one.z + 0.3 * step * random.normal(), 0, planes - 1);
  return one;
}

/** `value` mirrored at the bounds; steps are far smaller than the world. */
function reflected(value: number, low: number, high: number): number {
  const mirrored = value < low ? 2 * low - value : value > high ? 2 * high - value : value;
  return Math.min(Math.max(mirrored, low), high);
}

/** What light makes of the particles. */
export interface SpotLight {
  /** Photoelectrons in the brightest pixel of a particle of amplitude 1, on its plane. */
  readonly signal: number;
  readonly background: number;
  /** Fluorescence left, 0 … 1. */
  readonly bleach: number;
  /** Standard deviation of the point-spread function, px; along z the same number of planes. */
  readonly sigma: number;
}

/**
 * Expected photoelectrons of frame t: a Gaussian per particle, cut at 5 sigma, on an even background.
 *
 * @returns  planes × height × width, float32.
 * @cost     about 10 µs per particle and plane.
 */
export function renderSpots(film: SpotFilm, t: number, light: SpotLight): Frame<Float32Array> {
  const { width, height, planes } = film.settings;
  const drawn = film.drawn[t]!;
  const data = new Float32Array(width * height * planes).fill(light.background * (0.6 + 0.4 * light.bleach));
  const reach = Math.ceil(5 * light.sigma);
  const alongX = new Float64Array(2 * reach + 1);
  const level = light.signal * light.bleach;
  for (let i = 0; i < drawn.length; i += 4) {
    const cx = drawn[i]!;
    const cy = drawn[i + 1]!;
    if (cx < -reach || cy < -reach || cx > width + reach || cy > height + reach) continue;
    const left = Math.round(cx) - reach;
    const top = Math.round(cy) - reach;
    for (let j = 0; j <= 2 * reach; j++) alongX[j] = falloff(left + j - cx, light.sigma);
    for (let z = 0; z < planes; z++) {
      const peak = level * drawn[i + 3]! * falloff(z - drawn[i + 2]!, light.sigma);
      for (let y = Math.max(top, 0); y <= Math.min(top + 2 * reach, height - 1); y++) {
        const along = peak * falloff(y - cy, light.sigma);
        const line = (z * height + y) * width;
        const last = Math.min(left + 2 * reach, width - 1);
        for (let x = Math.max(left, 0); x <= last; x++) data[line + x]! += along * alongX[x - left]!;
      }
    }
  }
  return { width, height, depth: planes, data };
}

const falloff = (distance: number, sigma: number): number =>
  portableExp((-0.5 * distance * distance) / (sigma * sigma));
