import { isFramed } from '../data/kinds.ts';
import { cautionsBelow, type Plan, type Step } from '../graph/plan.ts';
import type { AnyNode, RunContext } from '../node/define.ts';
import type { FileAccess } from '../node/files.ts';
import type { Kernels } from '../node/kernels.ts';
import { NotThereYet, nodeError } from './errors.ts';
import type { HeldRecord } from './frame-values.ts';
import {
  describeOutputs,
  type Header,
  type HeaderRecord,
  type ParamNumbers,
  paramsInPixels,
  requireChannel,
  requireSameFrames,
} from './headers.ts';

/** All that a call of a step needs besides its frames. */
export interface Prepared {
  readonly headers: HeaderRecord;
  readonly params: ParamNumbers;
  readonly compact: Readonly<Record<string, unknown>>;
  readonly outputs: HeaderRecord;
}
/** Opens what a source names; a host that plans anew shares what it opened before. */
export type OpenSource = (step: Step, open: () => Promise<HeldRecord>) => Promise<HeldRecord>;

/** The steps of a run with what is known of them: opened sources, results of finished steps, headers, parameters in px. */
export class StepBook {
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #nodes: ReadonlyMap<string, AnyNode>;
  readonly #files: FileAccess;
  readonly #kernels: Kernels;
  readonly #openSource: OpenSource;
  readonly #held = new Map<string, HeldRecord>();
  readonly #opened = new Map<string, Promise<HeldRecord>>();
  readonly #prepared = new Map<string, Promise<Prepared>>();

  constructor(
    plan: Plan,
    nodes: ReadonlyMap<string, AnyNode>,
    files: FileAccess,
    kernels: Kernels,
    openSource: OpenSource = (_step, open) => open(),
  ) {
    this.#steps = new Map(plan.map((step) => [step.id, step]));
    this.#nodes = nodes;
    this.#files = files;
    this.#kernels = kernels;
    this.#openSource = openSource;
  }

  /** Makes the results of a finished fold or compact step known. */
  hold(id: string, values: HeldRecord): void {
    this.#held.set(id, values);
  }
  /** Forgets the results of a step, and what was prepared from them. */
  release(id: string): void {
    this.#held.delete(id);
    for (const step of this.#steps.values()) {
      if (Object.values(step.inputs).some((from) => from.step === id)) this.#prepared.delete(step.id);
    }
  }
  held(id: string): HeldRecord | undefined {
    return this.#held.get(id);
  }
  step(id: string): Step {
    const step = this.#steps.get(id);
    if (!step) throw new RangeError(`there is no step ${id}`);
    return step;
  }
  definition(id: string): AnyNode {
    const definition = this.#nodes.get(this.step(id).type);
    if (!definition) throw new RangeError(`there is no node type ${this.step(id).type}`);
    return definition;
  }

  async header(id: string, port: string): Promise<Header> {
    if (this.definition(id).role === 'source') return (await this.open(id))[port] as Header;
    if (this.#held.has(id)) return this.#held.get(id)?.[port] as Header;
    return (await this.prepare(id)).outputs[port] as Header;
  }

  prepare(id: string): Promise<Prepared> {
    let prepared = this.#prepared.get(id);
    if (!prepared) {
      prepared = this.#describe(id);
      prepared.catch(() => this.#prepared.delete(id));
      this.#prepared.set(id, prepared);
    }
    return prepared;
  }

  async #describe(id: string): Promise<Prepared> {
    const definition = this.definition(id);
    const headers: Record<string, Header | undefined> = {};
    const compact: Record<string, unknown> = {};
    for (const [port, { kind }] of Object.entries(definition.inputs)) {
      const from = this.step(id).inputs[port];
      if (isFramed(kind)) headers[port] = from ? await this.header(from.step, from.port) : undefined;
      else compact[port] = from ? await this.#compact(from.step, from.port) : undefined;
    }
    try {
      requireSameFrames(definition, headers);
      const params = paramsInPixels(this.step(id), definition, headers, compact);
      if (definition.channels === 'one') requireChannel(params, headers);
      return { headers, params, compact, outputs: describeOutputs(definition, headers, params, compact) };
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  async #compact(id: string, port: string): Promise<unknown> {
    const record = this.definition(id).role === 'source' ? await this.open(id) : this.#held.get(id);
    if (!record) throw new NotThereYet(id);
    return record[port];
  }

  open(id: string): Promise<HeldRecord> {
    let opened = this.#opened.get(id);
    if (!opened) {
      const definition = this.definition(id);
      if (definition.role !== 'source') throw new RangeError(`${id} opens nothing`);
      const step = this.step(id);
      const open = () => definition.open(step.params as never, this.#files);
      opened = this.#openSource(step, open).catch((error: unknown) => {
        this.#opened.delete(id);
        throw nodeError(id, null, error);
      });
      this.#opened.set(id, opened);
    }
    return opened;
  }

  context(id: string, prepared: Prepared, t: number, z: number, c: number, signal: AbortSignal): RunContext {
    return {
      t,
      z,
      c,
      headers: prepared.headers as never,
      kernels: this.#kernels,
      signal,
      cautions: this.step(id).cautions,
    };
  }

  /** Tables and figures carry what their readers must know. */
  stamp(id: string, record: HeldRecord): HeldRecord {
    const definition = this.definition(id);
    const below = cautionsBelow(this.step(id), definition);
    return Object.fromEntries(
      Object.entries(record).map(([port, value]) => {
        const kind = definition.outputs[port]?.kind;
        if (kind !== 'Table' && kind !== 'Figure') return [port, value];
        const { cautions } = value as { readonly cautions: readonly string[] };
        return [port, { ...(value as object), cautions: [...new Set([...cautions, ...below])].sort() }];
      }),
    );
  }
}
