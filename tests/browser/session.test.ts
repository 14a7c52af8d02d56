import { afterEach, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { createSession } from '../../src/editor/session/create-session.ts';
import type { Session, SessionState } from '../../src/editor/session/session.ts';
import { emptyDocument as empty } from '../../src/editor/store/document-store.ts';
import { templates } from '../../src/nodes/library.ts';
import { withSample } from '../../src/nodes/sample.ts';
import { type GraphDocument, writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    headlessFiles(graph: string): Promise<Record<string, string>>;
  }
}

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
    expect(await session.header({ step: 'filter', port: 'labels' })).toBeNull();
    await expect(session.frame({ step: 'filter', port: 'labels' }, 0, never)).rejects.toThrow('run bleaching first');
    session.run();
    const { steps, run, saved } = await ended(session);
    expect([...steps].filter(([, { state }]) => state !== 'done')).toEqual([]);
    expect(run).toMatchObject({ state: 'succeeded', framesDone: run.frames, remaining_s: null });
    expect(saved.map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining(['drift.csv', 'objects.csv', 'tracks.csv']),
    );
    const labels = await session.frame({ step: 'filter', port: 'labels' }, 0, never);
    expect(labels.kind === 'Labels' && Math.max(...labels.labels.data)).toBeGreaterThan(2);
    const picture = await session.thumbnail({ step: 'filter', port: 'labels' }, 0, 64, never);
    expect([picture?.width, picture?.height]).toEqual([64, 48]);
    expect((await session.value({ step: 'track', port: 'tracks' }))?.isStale).toBe(false);
  });

  it('writes the files that the command line writes, byte for byte', async () => {
    const session = newSession();
    const document = smallTracking();
    session.setDocument(document);
    session.run();
    const { saved } = await ended(session);
    const expected = await commands.headlessFiles(writeDocument(document));
    expect(Object.keys(expected)).toContain('tracks.csv');
    for (const [name, text] of Object.entries(expected)) {
      expect(await saved.find((file) => file.name === name)?.blob.text(), name).toBe(text);
    }
  });

  it('finds everything again in a second run, and after a reload of the page', async () => {
    const name = `test-again-${performance.timeOrigin}`;
    const session = newSession(name);
    session.setDocument(smallTracking());
    session.run();
    await ended(session);
    session.run();
    const again = await ended(session);
    const units = (state: SessionState) =>
      [...state.steps].filter(([id]) => /^(track|drift|bleaching|features|normalise|plot|points)$/.test(id));
    expect(units(again).map(([, { state }]) => state)).toEqual(units(again).map(() => 'cached'));
    expect(again.saved.length).toBeGreaterThan(3);
    const before = await session.value({ step: 'features', port: 'table' });
    session.dispose();

    const next = newSession(name);
    next.setDocument(smallTracking());
    const reopened = await until(next, ({ steps }) => steps.get('track')?.state === 'cached');
    expect(reopened.steps.get('threshold')?.state).toBe('cached');
    expect(reopened.steps.get('track')?.time_ms).toBeGreaterThan(0);
    expect(await next.value({ step: 'features', port: 'table' })).toEqual(before);
    const labels = await next.frame({ step: 'filter', port: 'labels' }, 2, never);
    expect(labels.kind).toBe('Labels');
  });

  it('marks what hangs on a changed parameter as stale, says why, and runs only that again', async () => {
    const session = newSession();
    session.setDocument(smallTracking());
    session.run();
    await ended(session);
    const old = await session.value({ step: 'features', port: 'table' });
    const revision = session.state.getState().revision;
    session.setDocument(smallTracking({ track: { linkingMaxDistance: 12 } }));
    const { steps, revision: after } = session.state.getState();
    expect(steps.get('track')?.state).toBe('stale');
    expect(steps.get('filter')?.state).toBe('done');
    expect(after.get('filter')).toBe(revision.get('filter'));
    expect(after.get('track')).not.toBe(revision.get('track'));
    const why = session.whyStale('features');
    expect(why.reasons).toEqual(['track.linkingMaxDistance was 15, is 12']);
    expect(why.steps).not.toContain('drift');
    expect(why.cost_s).toBeGreaterThan(0);
    expect(await session.value({ step: 'features', port: 'table' })).toMatchObject({
      value: old?.value,
      isStale: true,
    });
    session.run();
    const end = await ended(session);
    expect(end.steps.get('drift')?.state).toBe('cached');
    expect(end.steps.get('bleaching')?.state).toBe('cached');
    expect(end.steps.get('track')?.state).toBe('done');
    expect((await session.value({ step: 'features', port: 'table' }))?.isStale).toBe(false);
  });

  it('previews behind a fold with its last result while its parameters change', async () => {
    const session = newSession();
    session.setDocument(smallTracking());
    session.run(['bleaching']);
    const { steps } = await ended(session);
    expect(steps.get('bleaching')?.state).toBe('done');
    expect(steps.get('track')?.state).toBe('idle');
    session.setDocument(smallTracking({ bleaching: { smoothing: 3 } }));
    expect(session.state.getState().steps.get('bleaching')?.state).toBe('stale');
    const labels = await session.frame({ step: 'filter', port: 'labels' }, 1, never);
    expect(labels.header.size.t).toBe(8);
  });

  it('tells the reason of a node that fails, and goes on with what does not need it', async () => {
    const session = newSession();
    // Cut by intensity, with no movie to cut by.
    const document = smallTracking({ split: { relief: 'intensity' } });
    session.setDocument({ ...document, edges: document.edges.filter(([, to]) => to !== 'split.movie') });
    session.run();
    const { steps, run, saved } = await ended(session);
    expect(run.state).toBe('failed');
    expect(steps.get('split')).toMatchObject({ state: 'failed' });
    expect(steps.get('split')?.reason).toContain('no movie is connected');
    expect(steps.get('features')?.state).toBe('blocked');
    expect(steps.get('save-drift')?.state).toBe('done');
    expect(saved.map(({ name }) => name)).toContain('drift.csv');
  });

  it('cancels a run, and goes on where it was when it is run again', async () => {
    const session = newSession();
    const document = smallTracking({ open: { frames: 60, width: 256, height: 256, cells: 30 } });
    session.setDocument(document);
    session.run();
    await until(session, ({ steps }) => steps.get('bleaching')?.state === 'done');
    session.cancel();
    const stopped = await ended(session);
    expect(stopped.run.state).toBe('cancelled');
    expect(stopped.steps.get('track')?.state).toBe('cancelled');
    session.run(['bleaching']);
    const { steps } = await ended(session);
    expect(steps.get('bleaching')?.state).toBe('cached');
  });

  it('pauses and resumes', async () => {
    const session = newSession();
    session.setDocument(smallTracking({ open: { frames: 40 } }));
    session.run(['bleaching']);
    await until(session, ({ run }) => run.state === 'running');
    session.pause();
    await until(session, ({ run }) => run.state === 'paused');
    session.resume();
    expect((await ended(session)).run.state).toBe('succeeded');
  });

  it('goes on without a cache where there is none', async () => {
    const session = newSession(null);
    session.setDocument(smallTracking());
    session.run(['bleaching']);
    expect((await ended(session)).run.state).toBe('succeeded');
    expect(await session.value({ step: 'bleaching', port: 'bleaching' })).toMatchObject({ isStale: false });
    expect((await session.frame({ step: 'filter', port: 'labels' }, 0, never)).kind).toBe('Labels');
  });

  it('gives up a frame that is not wanted, or that the graph no longer makes', async () => {
    const session = newSession();
    session.setDocument(smallTracking());
    await session.header({ step: 'open', port: 'movie' });
    const stop = new AbortController();
    const unwanted = session.frame({ step: 'open', port: 'movie' }, 1, stop.signal);
    stop.abort();
    await expect(unwanted).rejects.toThrow(/abort/i);
    const outdated = session.frame({ step: 'open', port: 'movie' }, 2, never);
    await Promise.resolve();
    session.setDocument(smallTracking({ open: { seed: 2 } }));
    await expect(outdated).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('opens a TIFF file that the user bound, and nothing that a document names by itself', async () => {
    const session = newSession();
    const source = {
      type: 'io.simulated-movie',
      version: 1,
      params: { frames: 3, width: 64, height: 48 },
      at: [0, 0],
    } as const;
    const sink = { type: 'io.save-movie', version: 1, params: {}, at: [20, 0] } as const;
    session.setDocument({ ...empty, nodes: { movie: source, save: sink }, edges: [['movie.movie', 'save.movie']] });
    const wanted = await session.frame({ step: 'movie', port: 'movie' }, 2, never);
    session.run();
    const { saved } = await ended(session);
    const opener = {
      type: 'io.open-movie',
      version: 1,
      params: { path: 'https://example.org/a.tif' },
      at: [0, 0],
    } as const;
    session.setDocument({ ...empty, nodes: { open: opener } });
    expect(session.state.getState().problems).toMatchObject([{ node: 'open', code: 'no-file' }]);
    await session.bind('open', [new File([saved[0]?.blob as Blob], 'made.tif')]);
    expect(session.state.getState().problems).toEqual([]);
    expect(session.bound()).toEqual(new Map([['open', 'made.tif']]));
    const found = await session.frame({ step: 'open', port: 'movie' }, 2, never);
    if (found.kind !== 'Movie' || wanted.kind !== 'Movie') throw new Error('both are movies');
    expect(found.header.size).toEqual({ t: 3, c: 1, z: 1, y: 48, x: 64 });
    expect(found.channels[0]?.data).toEqual(wanted.channels[0]?.data);
  });

  it('forgets what it kept when asked to', async () => {
    const session = newSession();
    session.setDocument(smallTracking());
    session.run(['bleaching']);
    await ended(session);
    await session.clearCache();
    expect(session.state.getState().steps.get('bleaching')?.state).toBe('idle');
    expect(await session.value({ step: 'bleaching', port: 'bleaching' })).toBeNull();
  });
});
