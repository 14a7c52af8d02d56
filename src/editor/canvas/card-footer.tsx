import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconCircle,
  IconCircleCheck,
  IconClock,
  IconDatabase,
  IconHistory,
  IconHourglass,
  IconLoader2,
} from '@tabler/icons-react';
import type { StepView } from '../session/session.ts';
import classes from './card.module.css';
import { formatBytes, formatTime } from './step-view.ts';

const icons: Readonly<Record<StepView['state'], Icon>> = {
  idle: IconCircle,
  stale: IconHistory,
  cached: IconDatabase,
  waiting: IconClock,
  running: IconLoader2,
  done: IconCircleCheck,
  failed: IconAlertTriangle,
  blocked: IconHourglass,
  cancelled: IconBan,
};
const words: Readonly<Record<StepView['state'], string>> = {
  idle: 'Not run',
  stale: 'Out of date',
  cached: 'Kept',
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  blocked: 'Blocked',
  cancelled: 'Cancelled',
};

/** State of the step in words, with frames, time and size. */
export function CardFooter({ view }: { view: StepView }) {
  const StateIcon = icons[view.state];
  const text = textOf(view);
  const measured = [
    ...(view.time_ms === null ? [] : [formatTime(view.time_ms)]),
    ...(!view.bytes ? [] : [formatBytes(view.bytes)]),
  ].join(' · ');
  return (
    <div className={classes['footer']} data-state={view.state} title={view.reason ?? text}>
      <StateIcon size={13} aria-hidden />
      <span className={classes['stateText']}>{text}</span>
      <span className={classes['measured']}>{view.state === 'running' ? '' : measured}</span>
      {view.state === 'running' && view.frames > 0 && (
        <progress className={classes['progress']} value={view.framesDone} max={view.frames} aria-label="Frames done" />
      )}
    </div>
  );
}

function textOf(view: StepView): string {
  if (view.state === 'running' && view.frames > 0) return `${view.framesDone} / ${view.frames} frames`;
  if ((view.state === 'failed' || view.state === 'blocked') && view.reason) return view.reason;
  return words[view.state];
}

/** The state for screen readers and the outline. */
export const stateWords = (view: StepView): string => textOf(view);
