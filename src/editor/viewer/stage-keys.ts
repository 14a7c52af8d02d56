import type { KeyboardEvent } from 'react';
import { selectionStore, selectTracks } from '../store/selection-store.ts';
import { viewStore } from '../store/view-store.ts';
import type { Engine } from './engine.ts';
import {
  actualSize,
  boxSize,
  fitPicture,
  goTo,
  pan,
  placeAt,
  stepBy,
  stepZ,
  togglePlay,
  zoomBy,
} from './navigation.ts';
import { pickAt } from './pick.ts';

const panStep_px = 40;

/** Keys of the picture; a key that was used does not reach the page. */
export function stageKeys(engine: Engine): {
  onKeyDown(event: KeyboardEvent): void;
} {
  return {
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = event.shiftKey ? withShift(engine, event.key) : (actions[event.key] ?? null);
      if (!act) return;
      // A key held down waits for the frame before: nothing is skipped.
      if (event.repeat && stepping.has(event.key) && !event.shiftKey && isWaiting(engine)) {
        event.preventDefault();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      act(engine);
    },
  };
}

const stepping: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', ',', '.', 'PageUp', 'PageDown']);

function isWaiting(engine: Engine): boolean {
  const { t } = viewStore.getState();
  return engine.pictures.some((picture) => picture !== null && picture.t !== t);
}

const actions: Readonly<Record<string, (engine: Engine) => void>> = {
  ArrowLeft: (engine) => stepBy(engine, -1),
  ArrowRight: (engine) => stepBy(engine, 1),
  ',': (engine) => stepBy(engine, -1),
  '.': (engine) => stepBy(engine, 1),
  PageUp: (engine) => stepBy(engine, -10),
  PageDown: (engine) => stepBy(engine, 10),
  Home: (engine) => goTo(engine, 0),
  End: (engine) => goTo(engine, engine.frames() - 1),
  ArrowUp: (engine) => stepZ(engine, 1),
  ArrowDown: (engine) => stepZ(engine, -1),
  '+': (engine) => zoomBy(engine, 1.25),
  '=': (engine) => zoomBy(engine, 1.25),
  '-': (engine) => zoomBy(engine, 0.8),
  '0': fitPicture,
  '1': actualSize,
  ' ': togglePlay,
  Enter: (engine) => pickMiddle(engine, false),
  f: (engine) => engine.store.setState(({ flip }) => ({ flip: flip === 0 ? 1 : 0 })),
  l: () =>
    viewStore.setState(({ labels }) => ({
      labels: { ...labels, draw: labels.draw === 'off' ? 'outline' : labels.draw === 'outline' ? 'fill' : 'off' },
    })),
  k: () => viewStore.setState(({ tracks }) => ({ tracks: { ...tracks, visible: !tracks.visible } })),
  Escape: (engine) => {
    engine.store.setState({ tool: 'look' });
    engine.pick(0);
    if (selectionStore.getState().tracks.size > 0) selectTracks([], 'image');
  },
};

function withShift(engine: Engine, key: string): ((engine: Engine) => void) | null {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [panStep_px, 0],
    ArrowRight: [-panStep_px, 0],
    ArrowUp: [0, panStep_px],
    ArrowDown: [0, -panStep_px],
  };
  const move = moves[key];
  if (move) {
    return () => {
      pan(engine, move[0], move[1]);
      const { width, height } = boxSize(engine);
      engine.store.setState({ pointer: placeAt(engine, width / 2, height / 2) });
    };
  }
  if (key === 'Enter') return () => pickMiddle(engine, true);
  // `+` and others need Shift on many keyboards.
  return actions[key] ?? null;
}

function pickMiddle(engine: Engine, add: boolean): void {
  const { width, height } = boxSize(engine);
  const { side, at } = placeAt(engine, width / 2, height / 2);
  engine.store.setState({ pointer: { side, at } });
  pickAt(engine, side, at, add);
}
