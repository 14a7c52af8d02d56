import { catalog } from '../../nodes/library.ts';
import type { Table } from '../../runtime/data/table.ts';
import { rowCount } from '../../runtime/data/table.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { type FlatGraph, flatten } from '../../runtime/graph/flatten.ts';
import type { Session } from '../session/session.ts';
import { stepTitle } from './jump.ts';

/** One number downstream of a node. */
export interface Reading {
  /** The same for both settings. */
  readonly key: string;
  readonly step: string;
  readonly title: string;
  readonly unit: string;
  /** `null` where it is not known: the results are stale or were never made. */
  readonly value: number | null;
}
/** Numeric columns of one table whose means are shown. */
const mostColumns = 6;
/** Labels looked at in one go, so that the page answers in between. */
const block = 2_000_000;

/**
 * What comes out downstream of a node: objects in frame `t`, numbers of tracks, rows and means of tables.
 * @throws AbortError
 */
export async function readDownstream(
  session: Session,
  document: GraphDocument,
  node: string,
  t: number,
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const { step, port, kind } of outputsBelow(document, node)) {
    const title = stepTitle(step);
    const key = `${step}.${port}`;
    if (kind === 'Labels' || kind === 'Spots') {
      const value = await objectsIn(session, { step, port }, t, signal);
      readings.push({
        key,
        step,
        title: `${title}: ${kind === 'Labels' ? 'objects' : 'spots'}`,
        unit: '',
        value,
      });
      continue;
    }
    const kept = await session.value({ step, port });
    const value = kept && !kept.isStale ? kept.value : null;
    if (kind === 'Tracks') {
      readings.push({
        key,
        step,
        title: `${title}: tracks`,
        unit: '',
        value: value === null ? null : trackCount(value as Tracks),
      });
    } else {
      readings.push(...tableReadings({ key, step, title }, value as Table | null));
    }
    signal.throwIfAborted();
  }
  return readings;
}

interface Output {
  readonly step: string;
  readonly port: string;
  readonly kind: 'Labels' | 'Spots' | 'Tracks' | 'Table';
}

function outputsBelow(document: GraphDocument, node: string): readonly Output[] {
  let flat: FlatGraph;
  try {
    flat = flatten(document, catalog);
  } catch {
    // a document with a fault has no steps: the fault is said where it is
    return [];
  }
  const below = new Set([...flat.nodes.keys()].filter((id) => id === node || id.startsWith(`${node}/`)));
  for (const id of below) for (const [from, to] of flat.edges) if (from.node === id) below.add(to.node);
  return [...below].flatMap((step) => {
    const outputs = catalog.nodes.get(flat.nodes.get(step)?.type ?? '')?.outputs ?? {};
    return Object.entries(outputs).flatMap(([port, { kind }]): readonly Output[] =>
      kind === 'Labels' || kind === 'Spots' || kind === 'Tracks' || kind === 'Table' ? [{ step, port, kind }] : [],
    );
  });
}

async function objectsIn(session: Session, ref: Pick<Output, 'step' | 'port'>, t: number, signal: AbortSignal) {
  try {
    const data = await session.frame(ref, t, signal, 'ahead');
    if (data.kind === 'Labels') return await countLabels(data.labels.data);
    return data.kind === 'Spots' ? data.spots.x.length : null;
  } catch (error) {
    signal.throwIfAborted();
    // a step that fails has no number; why is said at the step
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Different labels above 0. */
async function countLabels(labels: Uint32Array): Promise<number> {
  const seen = new Set<number>();
  let last = 0;
  for (let start = 0; start < labels.length; start += block) {
    const end = Math.min(labels.length, start + block);
    for (let i = start; i < end; i++) {
      const label = labels[i] as number;
      if (label === last) continue;
      if (label !== 0) seen.add(label);
      last = label;
    }
    if (end < labels.length) await new Promise((resolve) => setTimeout(resolve));
  }
  return seen.size;
}

/** Detections that nothing leads to: where tracks begin. */
function trackCount({ frame, edges }: Tracks): number {
  const hasMother = new Uint8Array(frame.length);
  for (const target of edges.target) hasMother[target] = 1;
  return hasMother.reduce((count, has) => count + 1 - has, 0);
}

function tableReadings(
  { key, step, title }: Pick<Reading, 'key' | 'step' | 'title'>,
  table: Table | null,
): readonly Reading[] {
  const rows = { key, step, title: `${title}: rows`, unit: '', value: table ? rowCount(table) : null };
  const means = (table?.columns ?? [])
    .flatMap(({ name, unit, values }) =>
      values instanceof Float64Array && unit !== '' ? [{ name, unit, values }] : [],
    )
    .slice(0, mostColumns)
    .map(({ name, unit, values }) => ({
      key: `${key} ${name}`,
      step,
      title: `${title}: mean of ${name}`,
      unit: unit === '1' ? '' : unit,
      value: mean(values),
    }));
  return [rows, ...means];
}

function mean(values: Float64Array): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}
