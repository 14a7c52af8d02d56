import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useShallow } from 'zustand/shallow';
import type { Problem } from '../session/session.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import classes from './inspector.module.css';

interface Props {
  readonly step: string;
}

/** What is wrong with a node, and what to do about it. */
export function Problems({ step }: Props) {
  const session = useSession();
  const isHere = (node: string) => node === step || node.startsWith(`${step}/`);
  const problems = useSessionState(useShallow((state) => state.problems.filter(({ node }) => isHere(node))));
  const failure = useSessionState((state) => {
    for (const [id, view] of state.steps) {
      if (isHere(id) && (view.state === 'failed' || view.state === 'blocked') && view.reason) return view.reason;
    }
    return null;
  });
  const said = new Set(problems.map(({ message }) => message));
  return (
    <div aria-live="polite">
      {problems.map((problem) => (
        <Alert
          key={`${problem.node} ${problem.code} ${problem.port}`}
          className={classes['problem']}
          color={isOpen(problem) ? 'blue' : 'red'}
          variant="light"
          icon={isOpen(problem) ? <IconInfoCircle size={16} /> : <IconAlertTriangle size={16} />}
        >
          {problem.message}
        </Alert>
      ))}
      {failure !== null && !said.has(failure) && (
        <Alert className={classes['problem']} color="red" variant="light" icon={<IconAlertTriangle size={16} />}>
          {failure}
          <Button size="compact-xs" variant="light" color="red" ml={8} onClick={() => session.retry()}>
            Retry
          </Button>
        </Alert>
      )}
    </div>
  );
}

/** Not wrong yet, only unfinished. */
const isOpen = ({ code }: Problem): boolean => code === 'missing-input';
