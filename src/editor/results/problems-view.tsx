import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useSessionState } from '../session/session-context.tsx';
import { openPath, select } from '../store/document-store.ts';
import classes from './results.module.css';

interface ShownProblem {
  /** Path of the node. */
  readonly node: string;
  readonly message: string;
}

/** What is wrong with the graph, and what failed in the last run. */
export function useProblems(): readonly ShownProblem[] {
  const problems = useSessionState((state) => state.problems);
  const steps = useSessionState((state) => state.steps);
  return useMemo(() => {
    const failed = [...steps].filter(([, { state }]) => state === 'failed');
    return [
      ...problems.map(({ node, message }) => ({ node, message })),
      ...failed.map(([node, { reason }]) => ({ node, message: reason ?? 'failed' })),
    ];
  }, [problems, steps]);
}

/** Problems by node; a click goes to the node. */
export function ProblemsView({ problems }: { readonly problems: readonly ShownProblem[] }) {
  return (
    <ul className={classes['list']}>
      {problems.map(({ node, message }) => (
        <li key={`${node} ${message}`}>
          <UnstyledButton className={classes['problem']} onClick={() => goTo(node)}>
            <IconAlertTriangle size={15} color="var(--mantine-color-error)" />
            <span className={classes['node']}>{node}</span>
            <span>{message}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function goTo(step: string): void {
  const path = step.split('/');
  const node = path.pop() ?? '';
  openPath(path);
  select({ nodes: new Set([node]) });
}
