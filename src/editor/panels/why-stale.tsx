import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay, IconRefreshAlert } from '@tabler/icons-react';
import { useSession, useSessionState } from '../session/session-context.tsx';
import classes from './inspector.module.css';
import { stepTitle } from './jump.ts';
import { bytesText, countText, durationText } from './quantities.ts';
import { requestRun } from './run-queue.ts';
import { staleStep } from './step-state.ts';

interface Props {
  /** Node, as a path. */
  readonly step: string;
}

/** Why a node's results are stale, where they are. */
export function StaleNotice({ step }: Props) {
  const stale = useSessionState((state) => staleStep(state, step));
  if (stale === null) return null;
  return (
    <section className={classes['stale']} aria-label="Why these results are stale">
      <WhyStale step={stale} />
    </section>
  );
}

/** Reasons in sentences, what a rerun computes, what it costs, and a button that does it. */
function WhyStale({ step }: Props) {
  const session = useSession();
  useSessionState((state) => state.steps);
  const { reasons, steps, cost_s, cost_bytes } = session.whyStale(step);
  const cost = [
    cost_s === null ? 'time not known yet' : `about ${durationText(cost_s)}`,
    cost_bytes === null ? null : `${bytesText(cost_bytes)} read and kept`,
  ].filter((one) => one !== null);
  const titles = steps.map(stepTitle);
  return (
    <>
      <Group gap={6} wrap="nowrap" mb={4}>
        <IconRefreshAlert size={15} aria-hidden />
        <Text size="xs" fw={600}>
          Made with other settings
        </Text>
      </Group>
      <ul className={classes['reasons']}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        A rerun computes {countText(steps.length, 'step')}
        {titles.length > 0 && `: ${titles.slice(0, 4).join(', ')}${titles.length > 4 ? ' …' : ''}`}. Cost:{' '}
        {cost.join(', ')}.
      </Text>
      <Button
        mt={6}
        size="compact-xs"
        variant="light"
        leftSection={<IconPlayerPlay size={13} />}
        onClick={() => requestRun(session, [step])}
      >
        Run to here
      </Button>
    </>
  );
}
