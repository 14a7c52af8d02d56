import { ActionIcon, Button, Group, Menu, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconChevronDown,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerPlayFilled,
  IconPlayerStop,
  IconRefresh,
  IconStack2,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { countText } from './quantities.ts';
import classes from './run-bar.module.css';
import { RunProblems } from './run-bar-problems.tsx';
import { RunState } from './run-bar-state.tsx';
import { dropQueue, followQueue, isGoing, requestRun, runQueue } from './run-queue.ts';
import { useAnnouncements } from './use-announcements.ts';

/** Run, pause, cancel, retry, with progress and time left. */
export function RunBar() {
  const session = useSession();
  const isRunning = useSessionState(({ run }) => isGoing(run));
  const isPaused = useSessionState(({ run }) => run.state === 'paused');
  const isCancelling = useSessionState(({ run }) => run.state === 'cancelling');
  const said = useAnnouncements();
  useEffect(() => followQueue(session), [session]);
  useRunKeys();
  return (
    <section className={classes['bar']} aria-label="Run">
      <RunButtons isRunning={isRunning} />
      {isRunning && (
        <Group gap={2} wrap="nowrap">
          <Tooltip label={isPaused ? 'Go on' : 'Pause: what is being computed is finished first'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={isPaused ? 'Resume' : 'Pause'}
              aria-disabled={isCancelling}
              onClick={() => (isPaused ? session.resume() : session.pause())}
            >
              {isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Cancel this run: what is finished is kept">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Cancel the run"
              aria-disabled={isCancelling}
              onClick={() => session.cancel()}
            >
              <IconPlayerStop size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
      <RunState />
      <Queued />
      <RunProblems />
      <VisuallyHidden role="status" aria-live="polite">
        {said}
      </VisuallyHidden>
    </section>
  );
}

function RunButtons({ isRunning }: { readonly isRunning: boolean }) {
  const session = useSession();
  const selected = useStore(documentStore, ({ selection }) => selection.nodes.size);
  const hasNodes = useStore(documentStore, ({ document }) => Object.keys(document.nodes).length > 0);
  const hasFailed = useSessionState(({ run, steps }) => !isGoing(run) && [...steps.values()].some(isFailed));
  return (
    <Group gap={1} wrap="nowrap">
      <Tooltip label={isRunning ? 'Run everything after this run (Ctrl Enter)' : 'Run everything (Ctrl Enter)'}>
        <Button
          size="compact-sm"
          className={classes['run']}
          leftSection={<IconPlayerPlayFilled size={13} />}
          aria-keyshortcuts="Control+Enter"
          disabled={!hasNodes}
          onClick={() => requestRun(session, null)}
        >
          Run all
        </Button>
      </Tooltip>
      <Menu position="bottom-start" shadow="md" width={250}>
        <Menu.Target>
          <Button size="compact-sm" className={classes['more']} aria-label="More ways to run" disabled={!hasNodes}>
            <IconChevronDown size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlayerPlay size={15} />}
            rightSection={<span className={classes['keys']}>Ctrl ⇧ Enter</span>}
            disabled={selected === 0}
            onClick={() => requestRun(session, selectedSteps())}
          >
            {selected > 1 ? `Run the ${selected} selected` : 'Run to here'}
          </Menu.Item>
          <Menu.Item leftSection={<IconRefresh size={15} />} disabled={!hasFailed} onClick={() => session.retry()}>
            Retry what failed
          </Menu.Item>
          {selected === 0 && <Menu.Label>Select a node to run to it</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {hasFailed && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          ml={6}
          leftSection={<IconRefresh size={14} />}
          onClick={() => session.retry()}
        >
          Retry failed
        </Button>
      )}
    </Group>
  );
}

function Queued() {
  const count = useStore(runQueue, ({ waiting }) => waiting.length);
  if (count === 0) return null;
  return (
    <Tooltip label="Runs that start when this one ends. Click to drop them.">
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconStack2 size={13} />}
        aria-label={`${countText(count, 'run')} waiting: drop`}
        onClick={dropQueue}
      >
        {count} waiting
      </Button>
    </Tooltip>
  );
}

function useRunKeys(): void {
  const session = useSession();
  useEffect(() => {
    const runOnKeys = (event: KeyboardEvent) => {
      // On the canvas the keys run to the selected nodes, and were heard there.
      if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      if (Object.keys(documentStore.getState().document.nodes).length === 0) return;
      const steps = selectedSteps();
      if (event.shiftKey && steps.length === 0) return;
      event.preventDefault();
      requestRun(session, event.shiftKey ? steps : null);
    };
    window.addEventListener('keydown', runOnKeys);
    return () => window.removeEventListener('keydown', runOnKeys);
  }, [session]);
}

function selectedSteps(): readonly string[] {
  const { path, selection } = documentStore.getState();
  return [...selection.nodes].map((id) => [...path, id].join('/'));
}

const isFailed = ({ state }: { readonly state: string }): boolean => state === 'failed';
