import { type Cache, frameKey } from '../cache/cache.ts';
import { decode, encode } from '../cache/codec.ts';
import { type PackedLabels, packLabels, unpackLabels } from '../cache/label-runs.ts';
import type { Frame } from '../data/frame.ts';
import { isFramed } from '../data/kinds.ts';
import type { Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';

type FrameRecord = Readonly<Record<string, never>>;

/** Keeps frames of chosen steps in a cache, all framed outputs of a step and channel in one value. */
export interface FrameStore {
  read(step: Step, definition: AnyNode, t: number, c: number): Promise<FrameRecord | undefined>;
  /** @param cost_ms  what the frame took to make, everything above it included. */
  write(step: Step, definition: AnyNode, t: number, c: number, record: unknown, cost_ms: number): Promise<void>;
}

/** A kept frame must have cost this much more per MiB than reading it back does. */
export const dear_msPerMiB = 20;

/**
 * @param kept    steps whose frames are worth keeping where they are dear: those that a later stage pulls again.
 * @param pinned  steps whose frames are always kept.
 */
export function frameStore(cache: Cache, kept: ReadonlySet<string>, pinned: ReadonlySet<string>): FrameStore {
  const isKept = (step: Step) => kept.has(step.id) || pinned.has(step.id);
  return {
    async read(step, definition, t, c) {
      if (!isKept(step)) return undefined;
      const bytes = await cache.read(frameKey(step.key, 'frame', t, c));
      if (!bytes) return undefined;
      const record = decode(bytes) as Readonly<Record<string, unknown>>;
      return mapPorts(definition, record, (value) => unpackLabels(value as PackedLabels)) as FrameRecord;
    },
    async write(step, definition, t, c, record, cost_ms) {
      if (!isKept(step)) return;
      const packed = mapPorts(definition, record as Readonly<Record<string, unknown>>, (value) =>
        packLabels(value as Frame<Uint32Array>),
      );
      const bytes = encode(packed);
      const isDear = cost_ms >= (dear_msPerMiB * bytes.length) / 2 ** 20;
      if (isDear || pinned.has(step.id)) await cache.write(frameKey(step.key, 'frame', t, c), [bytes]);
    },
  };
}

function mapPorts(
  definition: AnyNode,
  record: Readonly<Record<string, unknown>>,
  change: (labels: unknown) => unknown,
) {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([port]) => isFramed(definition.outputs[port]?.kind ?? 'Table'))
      .map(([port, value]) => [port, definition.outputs[port]?.kind === 'Labels' ? change(value) : value]),
  );
}
