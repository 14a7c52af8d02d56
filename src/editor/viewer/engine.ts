import type { StoreApi } from 'zustand/vanilla';
import type { Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { selectionStore } from '../store/selection-store.ts';
import { viewStore } from '../store/view-store.ts';
import { fitCamera, keptOn } from './camera.ts';
import { type AutoRanges, autoRanges } from './channel-looks.ts';
import { featuresOf } from './colours.ts';
import { createRenderer, type Renderer } from './gl/renderer.ts';
import { type GpuSync, gpuSync } from './gpu-sync.ts';
import { createLoader, sameOutput, type Wanted } from './loader.ts';
import type { Loaded, Picture } from './picture.ts';
import { createPlayer } from './player.ts';
import { boxesOf, sceneOf } from './scene-of.ts';
import { emptySide, type SideStatus, type ViewerState, viewerStore } from './viewer-store.ts';

/** Fetches, keeps and draws the pictures. What React knows of it is in `store`; pixels stay here. */
export interface Engine {
  readonly store: StoreApi<ViewerState>;
  readonly auto: AutoRanges;
  /** What is on the screen, by side. */
  readonly pictures: readonly (Picture | null)[];
  /** Begins to follow the stores. @returns ends it. */
  start(): () => void;
  /** Draws on a canvas from now on. @returns lets go of it. */
  attach(canvas: HTMLCanvasElement): () => void;
  resize(width: number, height: number): void;
  /** Draws with the next animation frame. */
  redraw(): void;
  /** Draws at once; what is on the canvas can be copied in the same task. */
  drawNow(): void;
  /** What is drawn on; `null` before there is one. */
  canvas(): HTMLCanvasElement | null;
  /** A label that was clicked and is in no track; 0 for none. */
  pick(label: number): void;
  /** Frames of the longest movie that is shown; at least 1. */
  frames(): number;
  retry(): void;
}
const busyAfter_ms = 120;
const idle_ms = 150;

export function createEngine(session: Session): Engine {
  const store = viewerStore();
  const auto = autoRanges((step) => session.state.getState().revision.get(step) ?? 0);
  let pictures: readonly (Picture | null)[] = [];
  let renderer: Renderer | null = null;
  let drawnOn: HTMLCanvasElement | null = null;
  let syncs: readonly GpuSync[] = [];
  let picked = 0;
  let animation = 0;
  let seen = '';
  const timers = { busy: setTimeout(() => undefined), idle: setTimeout(() => undefined) };

  const drawNow = (): void => {
    cancelAnimationFrame(animation);
    animation = 0;
    if (!renderer || renderer.isLost) return;
    const view = viewStore.getState();
    const selection = selectionStore.getState();
    const { camera, size, flip, swipe } = store.getState();
    try {
      syncs.forEach((sync, side) => {
        sync.update(pictures[side] ?? null, view, selection, picked);
      });
    } catch (error) {
      store.setState({ failure: error instanceof Error ? error.message : String(error) });
    }
    const shown = pictures.map((picture, side) => ({ picture, colours: syncs[side]?.colours ?? null }));
    const isWhole = renderer.draw(sceneOf(view, shown, { size, camera, flip, swipe, ratio: devicePixelRatio }, auto));
    if (!isWhole) redraw();
    tellLegends();
  };
  const redraw = (): void => {
    if (animation === 0) animation = requestAnimationFrame(drawNow);
  };
  const tellLegends = (): void => {
    const { sides } = store.getState();
    if (sides.every((side, i) => side.legend === (syncs[i]?.legend ?? null))) return;
    store.setState({ sides: sides.map((side, i) => ({ ...side, legend: syncs[i]?.legend ?? null })) });
  };
  const tellStale = (): void => {
    const { steps } = session.state.getState();
    const { sides } = store.getState();
    const next = sides.map((side, i) => {
      const folds = loader.wanted[i]?.folds ?? [];
      const isStale = pictures[i]?.isStale === true || folds.some((step) => steps.get(step)?.state === 'stale');
      return isStale === side.isStale ? side : { ...side, isStale };
    });
    if (next.some((side, i) => side !== sides[i])) store.setState({ sides: next });
  };
  const wants = (wanted: readonly Wanted[]): void => {
    clearTimeout(timers.busy);
    clearTimeout(timers.idle);
    const { sides } = store.getState();
    pictures = wanted.map((_, i) => pictures[i] ?? null);
    store.setState({ sides: wanted.map(({ layers }, i) => ({ ...(sides[i] ?? emptySide), layers })) });
    timers.busy = setTimeout(() => {
      store.setState((state) => ({ sides: state.sides.map((side) => ({ ...side, isBusy: true })) }));
    }, busyAfter_ms);
  };
  const shows = (loaded: readonly Loaded[]): void => {
    clearTimeout(timers.busy);
    pictures = loaded.map(({ picture }, i) => picture ?? staying(pictures[i] ?? null, loader.wanted[i]));
    store.setState((state) => ({
      sides: loaded.map(({ trouble }, i) => sideStatus(pictures[i] ?? null, state.sides[i] ?? emptySide, trouble)),
      revision: state.revision + 1,
      failure: null,
    }));
    tellStale();
    fitIfWanted();
    redraw();
    const { playing, rate } = viewStore.getState();
    if (playing) loader.readAhead(Math.max(4, Math.ceil(rate / 3)));
    else timers.idle = setTimeout(() => loader.readAhead(1), idle_ms);
    player.shown(loaded.every(({ picture }) => picture !== null));
  };
  const fitIfWanted = (): void => {
    const { isFitted, size, camera } = store.getState();
    const header = pictures[0]?.header ?? pictures[1]?.header;
    if (!header || size.width === 0) return;
    const image = { width: header.size.x, height: header.size.y };
    const [box = size] = boxesOf(viewStore.getState(), size, pictures.length);
    store.setState({ camera: isFitted ? fitCamera(image, box) : keptOn(camera, image) });
  };
  const loader = createLoader(session, { wants, shows });
  const engine: Engine = {
    store,
    auto,
    get pictures() {
      return pictures;
    },
    start: () => {
      const stops = [
        follow(viewStore, (now, before) => {
          const isOther = now.shown !== before.shown || now.compare !== before.compare;
          if (isOther || now.t !== before.t) {
            if (now.t !== before.t) picked = 0;
            loader.refresh();
          }
          if (isOther) fitIfWanted();
          if (now.z !== before.z) store.setState((state) => ({ revision: state.revision + 1 }));
          redraw();
        }),
        follow(documentStore, (now, before) => {
          if (now.document !== before.document) loader.refresh();
        }),
        follow(selectionStore, redraw),
        follow(session.state, () => {
          const revisions = loader.revisions();
          if (revisions !== seen) {
            seen = revisions;
            loader.refresh();
          } else tellStale();
        }),
        follow(store, (now, before) => {
          const isSeen =
            now.camera !== before.camera ||
            now.size !== before.size ||
            now.flip !== before.flip ||
            now.swipe !== before.swipe ||
            now.isFitted !== before.isFitted ||
            now.revision !== before.revision;
          if (now.size !== before.size || (now.isFitted && !before.isFitted)) fitIfWanted();
          if (isSeen) redraw();
        }),
        player.start(),
      ];
      loader.refresh();
      seen = loader.revisions();
      return () => {
        for (const stop of stops) stop();
        loader.stop();
        clearTimeout(timers.busy);
        clearTimeout(timers.idle);
        cancelAnimationFrame(animation);
        animation = 0;
      };
    },
    attach: (canvas) => attachTo(canvas),
    resize: (width, height) => store.setState({ size: { width, height } }),
    redraw,
    drawNow,
    canvas: () => drawnOn,
    pick: (label) => {
      picked = label;
      redraw();
    },
    frames: () => Math.max(1, ...pictures.map((picture) => picture?.header.size.t ?? 1)),
    retry: () => loader.refresh(),
  };
  const player = createPlayer(engine.frames);
  const attachTo = (canvas: HTMLCanvasElement): (() => void) => {
    try {
      const restored = (): void => {
        store.setState({ isLost: false });
        redraw();
      };
      const made = createRenderer(canvas, restored, false);
      renderer = made;
      drawnOn = canvas;
      syncs = made.sides.map(gpuSync);
    } catch (error) {
      store.setState({ failure: error instanceof Error ? error.message : String(error) });
      return () => undefined;
    }
    const onLost = (): void => store.setState({ isLost: true });
    canvas.addEventListener('webglcontextlost', onLost);
    redraw();
    return () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      renderer?.dispose();
      renderer = null;
      drawnOn = null;
      syncs = [];
    };
  };
  return engine;
}

/** Every change of a store, with the state before. */
const follow = <T>(store: StoreApi<T>, changed: (now: T, before: T) => void): (() => void) => store.subscribe(changed);

/** The last picture stays where a frame of the same output failed; that of another output would be taken for it. */
const staying = (picture: Picture | null, wanted: Wanted | undefined): Picture | null =>
  picture && wanted && sameOutput(picture.layers.output, wanted.output) ? picture : null;

function sideStatus(picture: Picture | null, before: SideStatus, trouble: Loaded['trouble']): SideStatus {
  const at = picture ? picture.t : null;
  const drift = picture?.transform;
  return {
    ...before,
    header: picture?.header ?? null,
    movieHeader: picture?.movieHeader ?? null,
    t: at,
    isBusy: false,
    trouble,
    features: sameList(before.features, featuresOf(picture)),
    hasLabels: picture?.labels != null,
    hasTracks: picture?.tracks != null,
    hasSpots: picture?.spots != null,
    drift: drift && at !== null ? { dx: drift.dx[at] ?? 0, dy: drift.dy[at] ?? 0 } : null,
  };
}

const sameList = (before: readonly string[], now: readonly string[]): readonly string[] =>
  before.length === now.length && before.every((name, i) => name === now[i]) ? before : now;
