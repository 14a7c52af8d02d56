import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { Table } from '../../runtime/data/table.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { type GraphPath, graphAt } from '../document/graph-at.ts';
import { faceOf } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import type { OutputRef } from '../store/view-store.ts';
import { sourceOf } from './source-of.ts';

export type Header = MovieHeader | LabelsHeader;

/** Size, axes and calibration of an output; `null` while unknown. */
export function useHeader(output: OutputRef | null): Header | null {
  return useAsked(output, (session, ref, signal) => session.header(ref, signal));
}

/** Names of the columns of the first table that comes into a node; the last ones made, also where they are stale. */
export function useIncomingColumns(path: GraphPath, id: string): readonly string[] {
  const key = useStore(documentStore, ({ document }) => keyOf(incoming(document, path, id, 'table')));
  const table = useAsked(refOf(key), async (session, ref) => (await session.value(ref))?.value ?? null);
  return isTable(table) ? table.columns.map(({ name }) => name) : [];
}

/** What lengths and channels of a node's parameters are read from. */
export interface Incoming {
  /** Of what comes in, or what a source gives; `null` while unknown. */
  readonly header: Header | null;
  /** Pixel size, µm; before a run, when what comes in is not described yet, that of the movie further up. */
  readonly pixel_um: number | null;
}
const unknown: Incoming = { header: null, pixel_um: null };

export function useIncomingHeader(path: GraphPath, id: string): Incoming {
  const keys = useStore(documentStore, ({ document }) => chainAbove(document, path, id).map(keyOf).join('|'));
  const nearest = refOf(keys.split('|')[0] ?? '');
  const answer = useAsked(nearest, async (session, _, signal) => {
    for (const [depth, key] of keys.split('|').entries()) {
      const ref = refOf(key);
      const header = ref && (await session.header(ref, signal).catch(() => null));
      if (header) return { header: depth === 0 ? header : null, pixel_um: header.calibration.pixelSize_um.x };
    }
    return unknown;
  });
  return answer ?? unknown;
}

/** The framed output that comes into a node, and those above it up to the movie that is opened; nearest first. */
function chainAbove(document: GraphDocument, path: GraphPath, id: string): readonly OutputRef[] {
  const chain: OutputRef[] = [];
  let above = incoming(document, path, id, 'frames');
  // a document with a loop has no end
  while (above && !chain.some((one) => one.step === above?.step)) {
    chain.push(above);
    const steps = above.step.split('/');
    above = incoming(document, steps.slice(0, -1), steps.at(-1) ?? '', 'frames');
  }
  return chain;
}

function incoming(document: GraphDocument, path: GraphPath, id: string, what: 'frames' | 'table'): OutputRef | null {
  const graph = graphAt(document, path, catalog);
  const node = graph?.nodes[id];
  if (!graph || !node) return null;
  const face = faceOf(node, graph, catalog);
  const fits = (kind: Parameters<typeof isFramed>[0]) => (what === 'table' ? kind === 'Table' : isFramed(kind));
  for (const { name, kind } of face.inputs) {
    const source = fits(kind) ? sourceOf(document, path, id, name) : null;
    if (source) return source;
  }
  // Tracks carry the calibration of the movie above them, so lengths of their nodes have it too.
  const compact =
    what === 'frames' ? face.inputs.find(({ kind }) => kind === 'Tracks' || kind === 'Transform') : undefined;
  const above = compact ? sourceOf(document, path, id, compact.name) : null;
  if (above) {
    const steps = above.step.split('/');
    return incoming(document, steps.slice(0, -1), steps.at(-1) ?? '', what);
  }
  const own = what === 'frames' && face.inputs.length === 0 ? face.outputs.find(({ kind }) => fits(kind)) : undefined;
  return own ? outputOf(document, path, id, own.name, catalog) : null;
}

type Ask<T> = (session: ReturnType<typeof useSession>, ref: OutputRef, signal: AbortSignal) => Promise<T | null>;

function useAsked<T>(output: OutputRef | null, ask: Ask<T>): T | null {
  const session = useSession();
  const key = keyOf(output);
  const revision = useSessionState((state) => (output ? state.revision.get(output.step) : undefined));
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: T | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when the output's revision rises
  useEffect(() => {
    const ref = refOf(key);
    if (!ref) return;
    const controller = new AbortController();
    ask(session, ref, controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setAnswer({ key, value });
      },
      // why it fails is said at the node that fails
      () => {
        if (!controller.signal.aborted) setAnswer({ key, value: null });
      },
    );
    return () => controller.abort();
  }, [session, key, revision]);
  return answer && answer.key === key ? answer.value : null;
}

const keyOf = (output: OutputRef | null): string => (output ? `${output.step}.${output.port}` : '');
const refOf = (key: string): OutputRef | null => {
  const dot = key.lastIndexOf('.');
  return dot < 0 ? null : { step: key.slice(0, dot), port: key.slice(dot + 1) };
};
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'columns' in value && Array.isArray(value.columns);
