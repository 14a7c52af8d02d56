import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { type FlatGraph, flatten } from '../../runtime/graph/flatten.ts';
import type { Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { type OutputRef, viewStore } from '../store/view-store.ts';
import { type FrameBuffer, frameBuffer } from './frame-buffer.ts';
import { foldsAbove, type Layers, layersOf } from './layers.ts';
import { isAbort, type Loaded, loadPicture } from './picture.ts';

/** What is wanted of one side. */
export interface Wanted {
  readonly output: OutputRef;
  readonly layers: Layers | null;
  /** Steps whose last result the picture rests on. */
  readonly folds: readonly string[];
}
export interface Loader {
  readonly wanted: readonly Wanted[];
  /** Fetches what the view store and the document want now; what was asked before is cancelled. */
  refresh(): void;
  /** Asks for the frames that will be looked at next. */
  readAhead(count: number): void;
  /** Revisions of everything on the screen, to compare. */
  revisions(): string;
  stop(): void;
}
interface Told {
  /** Right away: what is wanted now. */
  wants(wanted: readonly Wanted[]): void;
  /** All sides at once, so that linked pictures show one frame. */
  shows(loaded: readonly Loaded[]): void;
}

export function createLoader(session: Session, told: Told): Loader {
  const buffer: FrameBuffer = frameBuffer(session);
  const graphOf = flatGraphs();
  let wanted: readonly Wanted[] = [];
  let asking = new AbortController();
  let ahead = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;

  const want = (): readonly Wanted[] => {
    const { shown, compare } = viewStore.getState();
    const graph = graphOf(documentStore.getState().document);
    return shown.slice(0, compare === 'single' ? 1 : 2).map((output) => {
      const before = wanted.find((one) => sameOutput(one.output, output));
      if (!graph) return before ?? { output, layers: null, folds: [] };
      const layers = layersOf(output, graph, catalog);
      const kept = before && JSON.stringify(before.layers) === JSON.stringify(layers) ? before.layers : layers;
      return { output, layers: kept, folds: foldsAbove(output, graph, catalog) };
    });
  };
  const refresh = (): void => {
    asking.abort();
    ahead.abort();
    clearTimeout(again);
    asking = new AbortController();
    ahead = new AbortController();
    const { signal } = asking;
    wanted = want();
    told.wants(wanted);
    const { t } = viewStore.getState();
    Promise.all(wanted.map(({ output, layers }) => (layers ? loadPicture(buffer, layers, t, signal) : gone(output))))
      .then((loaded) => {
        if (!signal.aborted) told.shows(loaded.map((one, side) => withNeeds(one, wanted[side], session)));
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        if (!isAbort(error)) throw error;
        // The session gave up what an edit made outdated; usually its next revision asks again before this does.
        again = setTimeout(refresh, 300);
      });
  };
  return {
    get wanted() {
      return wanted;
    },
    refresh,
    readAhead: (count) => {
      const { t } = viewStore.getState();
      const steps = count > 1 ? Array.from({ length: count }, (_, i) => t + i + 1) : [t + 1, t - 1];
      for (const at of steps) {
        for (const { layers } of wanted) {
          for (const output of [layers?.movie, layers?.labels, layers?.spots]) {
            if (output && at >= 0) void aheadOf(buffer, output, at, ahead.signal);
          }
        }
      }
    },
    revisions: () => {
      const { revision } = session.state.getState();
      return wanted.flatMap(({ layers }) => stepsOf(layers).map((step) => revision.get(step) ?? 0)).join(' ');
    },
    stop: () => {
      asking.abort();
      ahead.abort();
      clearTimeout(again);
    },
  };
}

async function aheadOf(buffer: FrameBuffer, output: OutputRef, t: number, signal: AbortSignal): Promise<void> {
  const header = await buffer.header(output).catch(() => null);
  if (header && t < header.size.t && !signal.aborted) buffer.ahead(output, t, signal);
}

/** The graph without subgraphs; the last good one while an edit leaves the document unsound. */
function flatGraphs(): (document: GraphDocument) => FlatGraph | null {
  let at: GraphDocument | null = null;
  let graph: FlatGraph | null = null;
  return (document) => {
    if (document === at) return graph;
    at = document;
    try {
      graph = flatten(document, catalog, new Map(), () => {});
    } catch {
      // The canvas says what is wrong; the picture stays.
    }
    return graph;
  };
}

/** Where nothing can be shown since steps above must first have seen the whole movie: says so, and what to run. */
function withNeeds(loaded: Loaded, wanted: Wanted | undefined, session: Session): Loaded {
  const { trouble } = loaded;
  if (!wanted || !trouble?.isEmpty || trouble.run !== null) return loaded;
  const { steps } = session.state.getState();
  const needed = wanted.folds.filter((step) => {
    const state = steps.get(step)?.state;
    return step !== wanted.output.step && state !== 'done' && state !== 'cached' && state !== 'stale';
  });
  if (needed.length === 0) return loaded;
  const message = `This rests on ${needed.join(' and ')}, which must see the whole movie once: run to here first`;
  return { ...loaded, trouble: { message, run: wanted.output.step, isEmpty: true } };
}

const gone = async ({ step }: OutputRef): Promise<Loaded> => ({
  picture: null,
  trouble: {
    message: `${step} is not in the graph, or it is switched off: click another output`,
    run: null,
    isEmpty: true,
  },
});

function stepsOf(layers: Layers | null): readonly string[] {
  if (!layers) return [];
  const { movie, labels, spots, tracks, transform, features, offsets } = layers;
  const outputs = [movie, labels, spots, tracks, transform, features, ...offsets.map((one) => one.transform)];
  return outputs.flatMap((output) => (output ? [output.step] : []));
}

export const sameOutput = (a: OutputRef, b: OutputRef): boolean => a.step === b.step && a.port === b.port;
