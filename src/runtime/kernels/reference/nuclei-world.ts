import { Random } from './random.ts';
import { repulsion } from './repulsion.ts';
import { driftLimit, type Path } from './simulate-drift.ts';

/** A field of nuclei and how it lives. */
export interface NucleiSettings {
  readonly seed: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Planes 2 µm apart; 1 is a projection of the whole nucleus. */
  readonly planes: number;
  /** Nuclei in the field of view, about. */
  readonly cells: number;
  /** Scale of the cells' own movement; 1 is about 0.5 px per frame and axis, 0 is none. */
  readonly motility: number;
  /** Jitter of the stage, px. */
  readonly drift: number;
  readonly division: boolean;
  /** Probability that a cell dies, per frame. */
  readonly deathRate: number;
}

/** One nucleus; positions in the world, whose first pixel is (-margin, -margin) of frame 0. */
export interface Nucleus {
  /** Number of its looks, unique to it; its lasting name inside the simulation. */
  readonly id: number;
  readonly mother: number;
  x: number;
  y: number;
  readonly z: number;
  vx: number;
  vy: number;
  /** Mean radius at rest, px. */
  radius: number;
  /** Long axis, a unit vector. */
  axisX: number;
  axisY: number;
  readonly elongation: number;
  age: number;
  readonly cycle: number;
  readonly brightness: number;
  /** Phase of the reporter's oscillation, a unit vector, and its rotation per frame. */
  phaseX: number;
  phaseY: number;
  readonly rotation: number;
  /** Frames since it began to die; 0 while it lives. */
  dying: number;
}

const spacing = 18;
const deathLasts = 6;

/** Pixels of world around the field of view on every side, beyond what drift can bring in. */
const worldMargin = (drift: number): number => Math.ceil(driftLimit(drift)) + 14;

/**
 * The nuclei of a simulated movie, one frame at a time: random motion with memory, soft repulsion, growth, division,
 * death. Cells leave and enter as they cross the edge of the view within a larger, closed world.
 */
export class NucleiWorld {
  readonly #settings: NucleiSettings;
  readonly #path: Path;
  readonly #random: Random;
  readonly #margin: number;
  readonly #right: number;
  readonly #bottom: number;
  readonly #most: number;
  #born = 0;
  cells: Nucleus[] = [];

  constructor(settings: NucleiSettings, path: Path) {
    this.#settings = settings;
    this.#path = path;
    this.#random = new Random(settings.seed, 2);
    this.#margin = worldMargin(settings.drift);
    this.#right = settings.width + this.#margin;
    this.#bottom = settings.height + this.#margin;
    const area = (settings.width + 2 * this.#margin) * (settings.height + 2 * this.#margin);
    const wanted = (settings.cells * area) / (settings.width * settings.height);
    this.#most = 1.25 * wanted;
    this.#settle(Math.round(wanted));
  }

  /** How many nuclei there have been so far: their ids are below it. */
  get born(): number {
    return this.#born;
  }

  /** Moves the world on to frame t. */
  step(t: number): void {
    if (this.#settings.motility > 0) this.#move(t);
    this.#age();
    if (this.#settings.division) this.#divide(t);
  }

  #settle(count: number): void {
    const random = this.#random;
    // A crowded dish accepts neighbours closer than it should rather than search for ever.
    let patience = 60 * count + 60;
    while (this.cells.length < count) {
      const x = random.between(-this.#margin, this.#right);
      const y = random.between(-this.#margin, this.#bottom);
      if (patience-- > 0 && this.#crowded(x, y)) continue;
      const cycle = random.between(60, 140);
      this.cells.push(this.#nucleus(x, y, random.between(7.5, 10), cycle * random.uniform(), cycle, null));
    }
  }

  #crowded(x: number, y: number): boolean {
    return this.cells.some((one) => {
      const dx = one.x - x;
      const dy = one.y - y;
      return dx * dx + dy * dy < spacing * spacing;
    });
  }

  #nucleus(x: number, y: number, radius: number, age: number, cycle: number, mother: Nucleus | null): Nucleus {
    const random = this.#random;
    const { planes } = this.#settings;
    const middle = (planes - 1) / 2;
    const axis = mother ? { x: mother.axisX, y: mother.axisY } : direction(random);
    const phase = mother ? { x: mother.phaseX, y: mother.phaseY } : direction(random);
    const layer = mother ? mother.z : Math.min(Math.max(middle + 0.15 * planes * random.normal(), 0), planes - 1);
    return {
      id: this.#born++,
      mother: mother ? mother.id : -1,
      x,
      y,
      z: layer,
      vx: 0.3 * random.normal(),
      vy: 0.3 * random.normal(),
      radius,
      axisX: axis.x,
      axisY: axis.y,
      elongation: random.between(1.05, 1.4),
      age,
      cycle,
      brightness: random.lognormal(0.2),
      phaseX: phase.x,
      phaseY: phase.y,
      rotation: random.between(0.25, 0.4),
      dying: 0,
    };
  }

  #move(t: number): void {
    const { motility } = this.#settings;
    const random = this.#random;
    const push = repulsion(this.cells);
    let netX = 0;
    let netY = 0;
    let visible = 0;
    this.cells.forEach((cell, i) => {
      cell.vx = 0.85 * cell.vx + 0.25 * random.normal();
      cell.vy = 0.85 * cell.vy + 0.25 * random.normal();
      const x = Math.min(Math.max(cell.x + motility * cell.vx + push[2 * i]!, -this.#margin), this.#right);
      const y = Math.min(Math.max(cell.y + motility * cell.vy + push[2 * i + 1]!, -this.#margin), this.#bottom);
      if (this.#inView(x, y, t, 0)) {
        netX += x - cell.x;
        netY += y - cell.y;
        visible++;
      }
      cell.x = x;
      cell.y = y;
      rotate(cell, 0.04 * motility * random.normal());
    });
    if (visible === 0) return;
    // No method could tell a common flow of the cells from the stage's drift: the cells have none.
    for (const cell of this.cells) {
      cell.x -= netX / visible;
      cell.y -= netY / visible;
    }
  }

  #age(): void {
    const random = this.#random;
    const { deathRate } = this.#settings;
    for (const cell of this.cells) {
      cell.age++;
      if (cell.radius < 9.5) cell.radius += 0.06;
      const angle = cell.rotation + 0.03 * random.normal();
      const [x, y] = turned(cell.phaseX, cell.phaseY, angle);
      cell.phaseX = x;
      cell.phaseY = y;
      if (cell.dying > 0) cell.dying++;
      else if (deathRate > 0 && random.uniform() < deathRate) cell.dying = 1;
    }
    this.cells = this.cells.filter((cell) => cell.dying <= deathLasts);
  }

  #divide(t: number): void {
    const random = this.#random;
    const next: Nucleus[] = [];
    let count = this.cells.length;
    for (const cell of this.cells) {
      // At the edge of the view a cell waits, so that both daughters of every division in view are seen.
      const atEdge = this.#inView(cell.x, cell.y, t, -30) && !this.#inView(cell.x, cell.y, t, 24);
      if (cell.age <= cell.cycle || cell.dying > 0 || atEdge || count >= this.#most) {
        next.push(cell);
        continue;
      }
      count++;
      const reach = 0.62 * cell.radius;
      for (const side of [1, -1]) {
        const x = cell.x - side * reach * cell.axisY;
        const y = cell.y + side * reach * cell.axisX;
        const daughter = this.#nucleus(x, y, 0.8 * cell.radius, 0, random.between(60, 140), cell);
        daughter.vx -= side * 0.6 * cell.axisY;
        daughter.vy += side * 0.6 * cell.axisX;
        next.push(daughter);
      }
    }
    this.cells = next;
  }

  /** Whether a point of the world is in the view of frame t, at least `inset` px from its edge (outside, where negative). */
  #inView(x: number, y: number, t: number, inset: number): boolean {
    const cx = x + this.#path.dx[t]!;
    const cy = y + this.#path.dy[t]!;
    const { width, height } = this.#settings;
    return cx >= inset && cy >= inset && cx <= width - 1 - inset && cy <= height - 1 - inset;
  }
}

/** How a nucleus looks at its point of the cycle: factors on radius, elongation and brightness. */
export interface Stage {
  readonly radius: number;
  readonly elongation: number;
  readonly brightness: number;
}

/** Condensation before division, two small bright plates after it, shrinking in death. */
export function stageOf(cell: Nucleus, division: boolean): Stage {
  if (cell.dying > 0) return stage(1 - 0.1 * cell.dying, 1);
  const left = cell.cycle - cell.age;
  if (division && left > 0 && left < 2) return left < 1 ? stage(0.72, 1.7) : stage(0.85, 1.1);
  if (cell.mother >= 0 && cell.age < 3) return stage(0.72 + 0.1 * cell.age, 1.9 - 0.4 * cell.age);
  return stage(1, 1);
}

/** DNA is conserved, so what is smaller is brighter; up to threefold, as it is no longer flat. */
const stage = (radius: number, elongation: number): Stage => ({
  radius,
  elongation,
  brightness: Math.min(1 / (radius * radius), 3),
});

/** Reporter activity of a cell, 0 … 1: pulses at the rhythm of its phase. */
export function activityOf(cell: Nucleus): number {
  const half = 0.5 + 0.5 * cell.phaseX;
  return half * half;
}

/** A unit vector in any direction, by rejection. */
function direction(random: Random): { readonly x: number; readonly y: number } {
  for (;;) {
    const x = random.between(-1, 1);
    const y = random.between(-1, 1);
    const square = x * x + y * y;
    if (square > 0.01 && square <= 1) return { x: x / Math.sqrt(square), y: y / Math.sqrt(square) };
  }
}

/** A unit vector turned by about `angle` rad: a rational rotation, so that no sine differs between engines. */
function turned(x: number, y: number, angle: number): readonly [x: number, y: number] {
  const h = angle / 2;
  const norm = 1 + h * h;
  const cos = (1 - h * h) / norm;
  const sin = (2 * h) / norm;
  const length = Math.sqrt(x * x + y * y);
  return [(x * cos - y * sin) / length, (x * sin + y * cos) / length];
}

function rotate(cell: Nucleus, angle: number): void {
  const [x, y] = turned(cell.axisX, cell.axisY, angle);
  cell.axisX = x;
  cell.axisY = y;
}
