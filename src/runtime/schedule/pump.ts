import { type Cache, heldKey, mapKey } from '../cache/cache.ts';
import { decode, encodeParts } from '../cache/codec.ts';
import type { Step } from '../graph/plan.ts';
import { provenanceOf } from '../graph/provenance.ts';
import type { AnyNode } from '../node/define.ts';
import type { OutputFolder } from '../node/files.ts';
import { fromMessage, isAbort, nodeError } from './errors.ts';
import type { Evaluator } from './evaluate.ts';
import type { HeldRecord } from './frame-values.ts';
import { Channel, InOrder } from './in-order.ts';
import type { FrameResult } from './messages.ts';
import type { Pool } from './pool.ts';
import type { Unit } from './units.ts';

export interface PumpOptions {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly steps: ReadonlyMap<string, Step>;
  readonly pool: Pool;
  /** The host's own: asked for headers and parameters, never for pixels. */
  readonly evaluator: Evaluator;
  readonly cache: Cache | null;
  /** Makes a result known to the host, and to workers when they need it. */
  hold(id: string, values: HeldRecord): void;
  /** A stage has ended: what frames left behind can go before tables are made. */
  rest(): void;
  /** Where a sink writes; `saved` are the files written so far. */
  openOutput(step: Step): Promise<Output>;
}
export interface Output {
  readonly folder: OutputFolder;
  /** What was written, once all files are closed. */
  saved(): Promise<HeldRecord>;
  /** Removes what is half written. */
  abandon(): Promise<void>;
}
export interface PumpReport {
  progress(unit: string, done: number, total: number): void;
  done(unit: string): void;
  failed(unit: string, error: unknown): void;
}
/** What becomes of the mapped values of one unit. */
interface Intake {
  readonly unit: Unit;
  readonly arrived: InOrder<unknown>;
  /** Values taken in but not used up yet. */
  backlog(): number;
  onTake: () => void;
  /** Told when the unit fails by itself, such as a sink whose disk is full. */
  onBroken: (error: unknown) => void;
  finish(): Promise<void>;
  fail(error: unknown): Promise<void>;
  failed: boolean;
}
const idle = { backlog: () => 0, onTake: () => {}, onBroken: () => {}, failed: false };

/** Runs one unit that is not shown frames. */
export async function runWhole(unit: Unit, options: PumpOptions, signal: AbortSignal): Promise<void> {
  if (unit.type === 'sink') {
    const intake = await sinkIntake(unit, options, signal);
    await intake.finish().catch(async (error) => {
      await intake.fail(error);
      throw error;
    });
    return;
  }
  const values = await options.pool.run({ type: 'whole', unit: unit.id }, unit.needs, signal);
  options.hold(unit.id, values ?? {});
}

/**
 * Shows all frames to units of one length: each frame is pulled once for all of them, several frames in flight, and
 * every unit takes its values in frame order. A unit that fails leaves the others going.
 */
export async function pumpFrames(
  units: readonly Unit[],
  options: PumpOptions,
  report: PumpReport,
  signal: AbortSignal,
): Promise<void> {
  const total = await options.evaluator.frameCount(units[0]?.id ?? '');
  const intakes = new Map<string, Intake>();
  for (const unit of units) intakes.set(unit.id, await openIntake(unit, options, signal));
  const active = () => [...intakes.values()].filter((intake) => !intake.failed);
  const ending: Promise<void>[] = [];
  const gate = new Gate(() => active().every((intake) => intake.backlog() < 4 * options.pool.size));
  const fail = (intake: Intake, error: unknown) => {
    if (intake.failed) return;
    intake.failed = true;
    ending.push(intake.fail(error));
    gate.check();
    if (!isAbort(error)) report.failed(intake.unit.id, error);
  };
  const take = (t: number, results: readonly FrameResult[]) => {
    for (const result of results) {
      const intake = intakes.get(result.unit);
      if (!intake || intake.failed) continue;
      if ('error' in result) fail(intake, fromMessage(result.error));
      else {
        try {
          intake.arrived.put(t, result.value);
        } catch (error) {
          fail(intake, nodeError(result.unit, t, error));
        }
      }
      report.progress(result.unit, intake.arrived.count, total);
    }
  };
  for (const intake of intakes.values()) {
    intake.onTake = () => gate.check();
    intake.onBroken = (error) => fail(intake, error);
  }
  signal.addEventListener('abort', () => gate.check(), { once: true });

  const size = chunkSize(units, total, options);
  const inFlight = new Set<Promise<void>>();
  try {
    for (let start = 0; start < total && active().length > 0; start += size) {
      // Not further ahead of the slowest than the workers need: what waits for its turn is memory.
      while (inFlight.size >= options.pool.size + 1) await Promise.race(inFlight);
      await gate.pass(signal);
      const chunk = runChunk(
        active().map(({ unit }) => unit),
        start,
        Math.min(total, start + size),
        options,
        signal,
        take,
      );
      const tracked = chunk.finally(() => inFlight.delete(tracked));
      tracked.catch(() => {});
      inFlight.add(tracked);
    }
    await Promise.all(inFlight);
  } catch (error) {
    await Promise.allSettled(inFlight);
    for (const intake of active()) fail(intake, error);
    await Promise.all(ending);
    signal.throwIfAborted();
    return;
  }
  options.rest();
  await Promise.all(
    active().map(async (intake) => {
      try {
        await intake.finish();
        report.done(intake.unit.id);
      } catch (error) {
        fail(intake, error);
      }
    }),
  );
  await Promise.all(ending);
  signal.throwIfAborted();
}

/** One stretch of frames: what an earlier run left of a fold's values is read, the rest is computed. */
async function runChunk(
  units: readonly Unit[],
  start: number,
  end: number,
  { pool, cache, steps }: PumpOptions,
  signal: AbortSignal,
  take: (t: number, results: readonly FrameResult[]) => void,
): Promise<void> {
  const open: string[] = [];
  for (const unit of units) {
    const step = steps.get(unit.id);
    const bytes = unit.type === 'fold' && step ? await cache?.read(mapKey(step.key, start, end)) : undefined;
    if (!bytes) open.push(unit.id);
    else for (const [i, value] of (decode(bytes) as unknown[]).entries()) take(start + i, [{ unit: unit.id, value }]);
  }
  const needs = [...new Set(units.flatMap((unit) => unit.needs))];
  if (open.length > 0) await pool.run({ type: 'frames', units: open, start, end }, needs, signal, take);
}

/**
 * Frames a worker is given at a time: long enough that windows are seldom pulled twice, short enough to keep all busy.
 * It depends on graph and movie alone, so that a resumed run finds the values of the run before.
 */
function chunkSize(units: readonly Unit[], total: number, { nodes, steps }: PumpOptions): number {
  let reach = 0;
  for (const id of new Set(units.flatMap((unit) => [unit.id, ...unit.pulls]))) {
    const step = steps.get(id);
    const definition = step && nodes.get(step.type);
    if (!definition || !('time' in definition) || definition.time.scope !== 'window') continue;
    const { before, after } = definition.time.reach(step.params as never);
    reach += before + after;
  }
  return Math.max(1, Math.min(Math.ceil(total / 4), Math.max(8, Math.min(32, 6 * reach))));
}

function openIntake(unit: Unit, options: PumpOptions, signal: AbortSignal): Promise<Intake> {
  if (unit.type === 'fold') return foldIntake(unit, options, signal);
  if (unit.type === 'sink') return sinkIntake(unit, options, signal);
  const nothing = async () => {};
  return Promise.resolve({ ...idle, unit, arrived: new InOrder(() => {}), finish: nothing, fail: nothing });
}

async function foldIntake(unit: Unit, options: PumpOptions, signal: AbortSignal): Promise<Intake> {
  const definition = definitionOf(unit, options);
  if (definition.role !== 'fold') throw new RangeError(`${unit.id} is not a fold`);
  const { params } = await options.evaluator.whole(unit.id, signal);
  let state = definition.start(params as never);
  return {
    ...idle,
    unit,
    arrived: new InOrder((value, t) => {
      state = definition.merge(state as never, value as never, t, params as never);
    }),
    async finish() {
      const values = await options.pool.run({ type: 'finish', unit: unit.id, state }, unit.needs, signal);
      options.hold(unit.id, values ?? {});
    },
    fail: async () => {},
  };
}

async function sinkIntake(unit: Unit, options: PumpOptions, signal: AbortSignal): Promise<Intake> {
  const definition = definitionOf(unit, options);
  const step = options.steps.get(unit.id);
  if (definition.role !== 'sink' || !step) throw new RangeError(`${unit.id} is not a sink`);
  const { params, compact, context } = await options.evaluator.whole(unit.id, signal);
  const { folder, saved, abandon } = await options.openOutput(step);
  const frames = new Channel<unknown>();
  const provenance = provenanceOf(options.steps, Object.values(step.inputs), options.nodes);
  const saveContext = { ...context, provenance };
  const saving = definition.save(frames as never, compact as never, params as never, saveContext as never, folder);
  saving.catch((error) => intake.onBroken(nodeError(unit.id, null, error)));
  const intake: Intake = {
    ...idle,
    unit,
    arrived: new InOrder((value) => frames.push(value)),
    backlog: () => frames.length,
    async finish() {
      frames.end();
      try {
        await saving;
        const values = await saved();
        await options.cache?.write(heldKey(step.key), encodeParts(values));
        options.hold(unit.id, values);
      } catch (error) {
        throw nodeError(unit.id, null, error);
      }
    },
    async fail(error) {
      frames.fail(error);
      await saving.catch(() => {});
      await abandon();
    },
  };
  frames.onTake = () => intake.onTake();
  return intake;
}

function definitionOf(unit: Unit, { nodes, steps }: PumpOptions): AnyNode {
  const definition = nodes.get(steps.get(unit.id)?.type ?? '');
  if (!definition) throw new RangeError(`there is no step ${unit.id}`);
  return definition;
}

/** Lets callers pass while a condition holds; `check` looks again. */
class Gate {
  readonly #isOpen: () => boolean;
  #wake: (() => void) | null = null;
  constructor(isOpen: () => boolean) {
    this.#isOpen = isOpen;
  }
  check(): void {
    this.#wake?.();
  }
  async pass(signal: AbortSignal): Promise<void> {
    while (!this.#isOpen()) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    signal.throwIfAborted();
  }
}
