import { Button, Group, Paper, Portal, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { viewStore } from '../store/view-store.ts';
import { isActive } from './resume.ts';
import { showSegmentation } from './show-segmentation.ts';
import classes from './tour.module.css';
import { endTour, tourStore } from './tour-store.ts';

interface TourStep {
  /** Where it points: a selector of a part of the editor. */
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
}
const steps: readonly TourStep[] = [
  {
    anchor: '[data-tour="viewer"]',
    title: '1 · Look at the frame',
    text: 'Here is the movie, as any node gives it: click a wire or a node’s picture to see its output. Drag the time slider, or press , and . to step through the frames.',
  },
  {
    anchor: '[data-tour="inspector"]',
    title: '2 · Move a slider',
    text: 'Here are the parameters of the node that is selected in the graph. Change one: the frame in view is computed again at once, through all nodes on the way. The first picture comes when the bleaching of the sample is known.',
  },
  {
    anchor: '[data-tour="run"] button',
    title: '3 · Run the movie',
    text: 'When the frame looks right, run all frames. Tracks, tables and figures appear below; what was computed before is not computed again.',
  },
];

/** Three steps on the sample: look, move a slider, run. The editor stays usable, and doing a step goes on to the next. */
export function Tour() {
  const step = useStore(tourStore, (state) => state.step);
  const shown = step === null ? undefined : steps[step];
  return shown && step !== null ? <OneStep key={step} step={shown} number={step} /> : null;
}

function OneStep({ step, number }: { readonly step: TourStep; readonly number: number }) {
  const target = useAnchor(step.anchor);
  const session = useSession();
  const isLast = number === steps.length - 1;
  const next = () => (isLast ? endTour() : tourStore.setState({ step: number + 1 }));
  useDone(number, next);
  useEffect(() => {
    if (number === 1) showSegmentation(session);
  }, [number, session]);
  return (
    <Portal>
      {target && <div className={classes['light']} style={target} aria-hidden />}
      <Paper
        ref={focusOnce}
        className={classes['card']}
        style={cardPlace(target)}
        shadow="lg"
        p="md"
        withBorder
        role="dialog"
        aria-label={step.title}
        tabIndex={-1}
        onKeyDown={({ key }) => {
          if (key === 'Escape') endTour();
        }}
      >
        <Text fw={600} mb={4}>
          {step.title}
        </Text>
        <Text size="sm">{step.text}</Text>
        <Group justify="space-between" mt="sm">
          <Button variant="subtle" color="gray" size="compact-sm" onClick={endTour}>
            {isLast ? 'Close' : 'Skip the tour'}
          </Button>
          <Button size="compact-sm" onClick={next}>
            {isLast ? 'Done' : 'Next'}
          </Button>
        </Group>
      </Paper>
    </Portal>
  );
}

/** The card gets the focus as soon as it is on the page, so that Escape and Tab begin there. */
const focusOnce = (card: HTMLElement | null): void => card?.focus({ preventScroll: true });

/** Goes on when the user did what the step is about. */
function useDone(step: number, next: () => void): void {
  const session = useSession();
  const go = useRef(next);
  go.current = next;
  useEffect(() => {
    const done = () => go.current();
    if (step === 0) {
      return viewStore.subscribe((state, before) => {
        // A playing movie is looked at, not yet understood.
        if (state.t !== before.t && !state.playing) laterOnce(done);
      });
    }
    if (step === 1) {
      return documentStore.subscribe((state, before) => {
        if (state.document !== before.document) laterOnce(done);
      });
    }
    // What the step before began may still be running.
    return session.state.subscribe(({ run }, before) => {
      if (isActive(run) && !isActive(before.run)) done();
    });
  }, [step, session]);
}
let later: ReturnType<typeof setTimeout> | undefined;
/** A moment after the last change, so that the hand is off the slider. */
function laterOnce(done: () => void): void {
  clearTimeout(later);
  later = setTimeout(done, 1200);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
/** Where an anchor is on the page, also after it moves; `null` where it is not to be seen. */
function useAnchor(selector: string): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const measure = () => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      setPlace(box && box.width > 0 ? { left: box.left, top: box.top, width: box.width, height: box.height } : null);
    };
    measure();
    const observer = new ResizeObserver(measure);
    const element = document.querySelector(selector);
    if (element) observer.observe(element);
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
    };
  }, [selector]);
  return place;
}

const cardWidth = 340;
const gap = 14;
/** Beside the anchor where there is room, else below it, always within the page. */
function cardPlace(target: Place | null): React.CSSProperties {
  if (!target) return { left: '50%', top: '30%', transform: 'translateX(-50%)' };
  const room = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const isLeft = target.left > cardWidth + 2 * gap && target.height > 120;
  const left = isLeft ? target.left - cardWidth - gap : target.left + target.width / 2 - cardWidth / 2;
  const top = isLeft ? target.top + gap : target.top + target.height + gap;
  return {
    left: Math.max(gap, Math.min(left, room.width - cardWidth - gap)),
    top: Math.max(gap, Math.min(top, room.height - 220)),
  };
}
