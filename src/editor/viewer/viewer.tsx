import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../session/session-context.tsx';
import { selectionStore } from '../store/selection-store.ts';
import { viewStore } from '../store/view-store.ts';
import { ChannelRow } from './channel-row.tsx';
import { createEngine, type Engine } from './engine.ts';
import { EngineContext, useViewer } from './engine-context.ts';
import { centreOn, goTo } from './navigation.ts';
import { OverlayRows } from './overlay-rows.tsx';
import { Stage } from './stage.tsx';
import { TimeBar } from './time-bar.tsx';
import classes from './viewer.module.css';
import { ViewerHeader } from './viewer-header.tsx';

/** The pictures of the outputs that are looked at. */
export function Viewer() {
  const session = useSession();
  const [engine] = useState(() => createEngine(session));
  useEffect(() => engine.start(), [engine]);
  useEffect(() => followSelection(engine), [engine]);
  useEffect(() => flickering(engine), [engine]);
  const isEmpty = useStore(viewStore, (state) => state.shown.length === 0);
  return (
    <EngineContext value={engine}>
      <section className={classes['viewer']} aria-label="Viewer">
        <ViewerHeader />
        <div className={classes['body']}>
          <Stage />
          {isEmpty && <p className={classes['welcome']}>Click an output or a wire on the canvas to look at it here.</p>}
        </div>
        <TimeBar />
        <Display />
      </section>
    </EngineContext>
  );
}

/** What is selected elsewhere is gone to: its frame, its place. */
function followSelection(engine: Engine): () => void {
  return selectionStore.subscribe(({ at, from }, before) => {
    if (!at || from === 'image' || at === before.at) return;
    viewStore.setState({ playing: false });
    goTo(engine, at.t);
    centreOn(engine, at.x, at.y);
  });
}

/** Two pictures in turn; those who want less motion turn them over by hand, with F. */
function flickering(engine: Engine): () => void {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const timer = setInterval(() => {
    const { compare, shown } = viewStore.getState();
    if (compare !== 'flicker' || shown.length < 2 || still.matches) return;
    engine.store.setState(({ flip }) => ({ flip: flip === 0 ? 1 : 0 }));
  }, 600);
  return () => clearInterval(timer);
}

/** Channels and overlays; folds away. */
function Display() {
  const [isOpen, { toggle }] = useDisclosure(true);
  const channels = useViewer(({ sides }) => sides.map((side) => side.movieHeader?.size.c ?? 0).join(' '));
  const isShown = useViewer(({ sides }) => sides.some((side) => side.header !== null));
  const counts = channels.split(' ').map(Number);
  if (!isShown) return null;
  return (
    <div className={classes['display']}>
      <UnstyledButton className={classes['fold'] ?? ''} onClick={toggle} aria-expanded={isOpen}>
        {isOpen ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />} Display
      </UnstyledButton>
      {isOpen && (
        <div className={classes['rows']}>
          {counts.map((count, side) =>
            Array.from({ length: count }, (_, c) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its number
              <ChannelRow key={`${side} ${c}`} side={side === 0 ? 0 : 1} c={c} />
            )),
          )}
          <OverlayRows />
        </div>
      )}
    </div>
  );
}
