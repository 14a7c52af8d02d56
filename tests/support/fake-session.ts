import { createStore } from 'zustand/vanilla';
import type { Session, SessionState } from '../../src/editor/session/session.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';

export interface FakeSession extends Session {
  readonly set: (state: Partial<SessionState>) => void;
  readonly runs: (readonly string[] | undefined)[];
  readonly documents: GraphDocument[];
  /** Steps whose pictures were asked for. */
  readonly pictures: string[];
}

/** A session that computes nothing: it says what it is told to say, and draws a grey disc for every picture. */
export function fakeSession(): FakeSession {
  const state = createStore<SessionState>(
    () =>
      ({
        steps: new Map(),
        run: { state: 'idle', framesDone: 0, frames: 0, remaining_s: null, memory: null },
        problems: [],
        saved: [],
        cachedFrames: new Map(),
        revision: new Map(),
      }) as unknown as SessionState,
  );
  const runs: (readonly string[] | undefined)[] = [];
  const documents: GraphDocument[] = [];
  const pictures: string[] = [];
  const names = new Map<string, string>();
  const session = {
    state,
    runs,
    documents,
    pictures,
    set: (part: Partial<SessionState>) => state.setState(part),
    setDocument: (document: GraphDocument) => void documents.push(document),
    bind: async (node: string, files: readonly File[]) => {
      names.set(node, files[0]?.name ?? '');
      state.setState(({ revision }) => ({ revision: new Map(revision).set(node, (revision.get(node) ?? 0) + 1) }));
    },
    bound: () => names,
    header: async () => null,
    frame: async () => {
      throw new Error('the fake session has no frames');
    },
    value: async () => null,
    thumbnail: async (output: { step: string }, t: number, width: number) => {
      pictures.push(output.step);
      return disc(width, hueOf(output.step), t);
    },
    run: (targets?: readonly string[]) => void runs.push(targets),
    pause: () => {},
    resume: () => {},
    cancel: () => {},
    retry: () => {},
    whyStale: () => ({ reasons: [], steps: [], cost_s: null, cost_bytes: null }),
    clearCache: async () => {},
    dispose: () => {},
  };
  return session as unknown as FakeSession;
}

const hueOf = (text: string): number => [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360;

function disc(width: number, hue: number, t: number): ImageBitmap {
  const canvas = new OffscreenCanvas(width, width);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2-D canvas here');
  context.fillStyle = `hsl(${hue} 30% 12%)`;
  context.fillRect(0, 0, width, width);
  context.fillStyle = `hsl(${hue} 45% 65%)`;
  context.arc(width / 2 + (t % 10), width / 2, width / 4, 0, 7);
  context.fill();
  return canvas.transferToImageBitmap();
}
