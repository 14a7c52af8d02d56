import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { FrameData, Session } from '../session/session.ts';
import type { OutputRef } from '../store/view-store.ts';
import { keyOf } from './layers.ts';

/** Frames that were shown or read ahead, so that stepping back, flicker and z need no second request. */
export interface FrameBuffer {
  /** Frame t of an output; one request at a time for each frame. @throws as `Session.frame` does. */
  frame(output: OutputRef, t: number, signal: AbortSignal): Promise<FrameData>;
  /** Asks for a frame that will soon be looked at; failures wait for the real request. */
  ahead(output: OutputRef, t: number, signal: AbortSignal): void;
  has(output: OutputRef, t: number): boolean;
  /** As the session's, asked once for each revision. */
  header(output: OutputRef): Promise<MovieHeader | LabelsHeader | null>;
  value(output: OutputRef): ReturnType<Session['value']>;
}

/** @param budget  bytes that are kept at most; the frame shown last is kept in any case. */
export function frameBuffer(session: Session, budget = 256 * 2 ** 20): FrameBuffer {
  const kept = new Map<string, { readonly data: FrameData; readonly bytes: number }>();
  const asked = new Map<string, Promise<FrameData>>();
  let bytes = 0;

  const revised = (output: OutputRef): string =>
    `${keyOf(output)} ${session.state.getState().revision.get(output.step) ?? 0}`;
  const keyFor = (output: OutputRef, t: number): string => `${revised(output)} ${t}`;
  const headers = new Map<string, Answer<MovieHeader | LabelsHeader | null>>();
  const values = new Map<string, Answer<Awaited<ReturnType<Session['value']>>>>();

  const keep = (key: string, data: FrameData): void => {
    if (kept.has(key)) return;
    const size = bytesOf(data);
    kept.set(key, { data, bytes: size });
    bytes += size;
    for (const [oldest, { bytes: freed }] of kept) {
      if (bytes <= budget || oldest === key) break;
      kept.delete(oldest);
      bytes -= freed;
    }
  };
  const ask = (
    output: OutputRef,
    t: number,
    signal: AbortSignal,
    priority: 'visible' | 'ahead',
  ): Promise<FrameData> => {
    const key = keyFor(output, t);
    const request = session
      .frame(output, t, signal, priority)
      .then((data) => {
        keep(key, data);
        return data;
      })
      .finally(() => {
        if (asked.get(key) === request) asked.delete(key);
      });
    asked.set(key, request);
    return request;
  };
  return {
    frame: async (output, t, signal) => {
      const key = keyFor(output, t);
      const found = kept.get(key);
      if (found) {
        // Last used is last to go.
        kept.delete(key);
        kept.set(key, found);
        return found.data;
      }
      const pending = asked.get(key);
      if (pending) {
        const data = await pending.catch(() => null);
        if (data) return data;
        signal.throwIfAborted();
      }
      return ask(output, t, signal, 'visible');
    },
    ahead: (output, t, signal) => {
      const key = keyFor(output, t);
      if (kept.has(key) || asked.has(key)) return;
      ask(output, t, signal, 'ahead').catch(() => undefined);
    },
    has: (output, t) => kept.has(keyFor(output, t)),
    header: (output) => once(headers, keyOf(output), revised(output), () => session.header(output)),
    value: (output) => once(values, keyOf(output), revised(output), () => session.value(output)),
  };
}

interface Answer<T> {
  readonly revised: string;
  readonly answer: Promise<T>;
}

/** The answer for this revision; a failure and an empty answer are asked for again. */
function once<T>(known: Map<string, Answer<T>>, key: string, revised: string, ask: () => Promise<T>): Promise<T> {
  const found = known.get(key);
  if (found?.revised === revised) return found.answer;
  const made: Answer<T> = { revised, answer: ask() };
  const forget = (): void => {
    if (known.get(key) === made) known.delete(key);
  };
  made.answer.then((value) => value === null && forget(), forget);
  known.set(key, made);
  return made.answer;
}

function bytesOf(data: FrameData): number {
  if (data.kind === 'Movie') return data.channels.reduce((sum, channel) => sum + channel.data.byteLength, 0);
  if (data.kind === 'Labels') return data.labels.data.byteLength;
  const columns = 6 + Object.keys(data.spots.features).length;
  return data.spots.x.byteLength * columns;
}
