import { afterEach, describe, expect, it } from 'vitest';
import { createSession } from '../../src/editor/session/create-session.ts';
import type { Session, SessionState } from '../../src/editor/session/session.ts';
import { templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

let sessions = 0;
const open: Session[] = [];
function newSession(cache: string | null = `test-results-${performance.timeOrigin}-${sessions++}`): Session {
  const session = createSession({ cache, settings: `${cache}-settings`, workers: 2, previews: 2 });
  open.push(session);
  return session;
}
afterEach(() => {
  for (const session of open.splice(0)) session.dispose();
});

/** The main template on a small simulated movie. */
function smallTracking(
  params: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {},
): GraphDocument {
  const document = withSample(parseDocument(templates.get('nuclei-tracking') ?? ''), new Set());
  const movie = { frames: 8, width: 128, height: 96, cells: 8 };
  return withParams(document, { open: movie, ...params });
}
function withParams(
  document: GraphDocument,
  params: Readonly<Record<string, Readonly<Record<string, number | string>>>>,
): GraphDocument {
  const nodes = { ...document.nodes };
  for (const [id, more] of Object.entries(params)) {
    const node = nodes[id];
    if (node) nodes[id] = { ...node, params: { ...node.params, ...more } };
  }
  return { ...document, nodes };
}
function until(session: Session, holds: (state: SessionState) => boolean): Promise<SessionState> {
  return new Promise((resolve) => {
    const look = (state: SessionState) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    };
    const stop = session.state.subscribe(look);
    look(session.state.getState());
  });
}
const ended = (session: Session) =>
  until(session, ({ run }) => ['succeeded', 'failed', 'cancelled'].includes(run.state));
const never = new AbortController().signal;

describe('a session', () => {
  it('shows frames at once, needs what folds find, and runs the whole template to the end', async () => {
    const session = newSession();
    session.setDocument(smallTracking());
    const header = await session.header({ step: 'open', port: 'movie' });
    expect(header?.size).toEqual({ t: 8, c: 1, z: 1, y: 96, x: 128 });
    const movie = await session.frame({ step: 'open', port: 'movie' }, 3, never);
    expect(movie.kind === 'Movie' && movie.channels[0]?.data.length).toBe(128 * 96);
    await expect(session.frame({ step: 'filter', port: 'labels' }, 0, never)).rejects.toThrow('run bleaching first');
    session.run();
    const { steps, run, saved } = await ended(session);
    expect([...steps].filter(([, { state }]) => state !== 'done')).toEqual([]);
    expect(run.state).toBe('succeeded');
    expect(saved.map(({ name }) => name)).toContain('tracks.csv');
    const labels = await session.frame({ step: 'filter', port: 'labels' }, 0, never);
    expect(labels.kind === 'Labels' && Math.max(...labels.labels.data)).toBeGreaterThan(2);
    const tracks = await session.value({ step: 'track', port: 'tracks' });
    expect(tracks?.isStale).toBe(false);
  });
});
