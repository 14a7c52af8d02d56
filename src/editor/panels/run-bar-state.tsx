import { Progress, Text, Tooltip } from '@mantine/core';
import { useShallow } from 'zustand/shallow';
import type { RunView, SessionState } from '../session/session.ts';
import { useSessionState } from '../session/session-context.tsx';
import { bytesText, countText, durationText } from './quantities.ts';
import classes from './run-bar.module.css';
import { isGoing } from './run-queue.ts';

/** The state of the run in words, how far it is, and what it will need. */
export function RunState() {
  const run = useSessionState((state) => state.run);
  const counts = useSessionState(useShallow(countSteps));
  const going = isGoing(run);
  const percent = run.frames > 0 ? Math.min(100, (100 * run.framesDone) / run.frames) : 0;
  return (
    <div className={classes['stateBox']} data-going={going}>
      <Text size="xs" className={classes['stateText']} data-state={run.state}>
        <span className={classes['stateWord']}>{wordsOf(run, counts)}</span>
        {detailsOf(run, counts).map((detail) => (
          <span key={detail} className={classes['detail']}>
            {` · ${detail}`}
          </span>
        ))}
        {!going && <Memory bytes={run.memory} />}
      </Text>
      {going && (
        <Progress
          size={3}
          value={run.frames > 0 ? percent : 100}
          animated={run.state === 'looking' || run.frames === 0}
          color={run.state === 'paused' ? 'gray' : 'indigo'}
          aria-label={`Progress of the run: ${Math.round(percent)} %`}
        />
      )}
    </div>
  );
}

interface Counts {
  readonly all: number;
  readonly fresh: number;
  readonly stale: number;
  readonly failed: number;
}

function countSteps({ steps }: SessionState): Counts {
  let fresh = 0;
  let stale = 0;
  let failed = 0;
  for (const { state } of steps.values()) {
    if (state === 'cached' || state === 'done') fresh++;
    if (state === 'stale') stale++;
    if (state === 'failed') failed++;
  }
  return { all: steps.size, fresh, stale, failed };
}

export function wordsOf(run: RunView, { all, fresh, failed }: Counts): string {
  switch (run.state) {
    case 'looking':
      return 'Looking for what is there already';
    case 'running':
      return 'Running';
    case 'paused':
      return 'Paused';
    case 'cancelling':
      return 'Cancelling';
    case 'succeeded':
      return 'Finished';
    case 'failed':
      return failed === 0 ? 'Failed' : `Failed: ${countText(failed, 'step')}`;
    case 'cancelled':
      return 'Cancelled';
    case 'idle':
      return all === 0 ? 'Nothing to run yet' : fresh === all ? 'Up to date' : 'Ready';
  }
}

function detailsOf(run: RunView, { all, fresh, stale }: Counts): readonly string[] {
  if (isGoing(run)) {
    const details = [];
    if (run.frames > 0) details.push(`${run.framesDone.toLocaleString('en')} / ${countText(run.frames, 'frame')}`);
    if (run.remaining_s !== null && run.state === 'running') details.push(`${durationText(run.remaining_s)} left`);
    return details;
  }
  if (all === 0) return [];
  if (stale > 0) return [`${stale} of ${countText(all, 'step')} stale`];
  return fresh === all ? [countText(all, 'step')] : [`${fresh} of ${countText(all, 'step')} done`];
}

/** What the run is expected to need at most; said louder where it is near what the machine has. */
function Memory({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return null;
  const device = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) * 1e9 : Number.POSITIVE_INFINITY;
  const isMuch = bytes > device / 2;
  return (
    <Tooltip
      multiline
      maw={280}
      label={
        isMuch
          ? 'More than half of the memory that this machine reports. Close other programs, or cut the movie.'
          : 'The most memory that this run is expected to hold at once, however long the movie is.'
      }
    >
      <span className={classes['detail']} data-much={isMuch}>
        {` · needs up to ${bytesText(bytes)}`}
      </span>
    </Tooltip>
  );
}
