import { Button, Text } from '@mantine/core';
import { IconChartLine, IconPlayerPlay, IconPointer, IconSitemap, IconTable } from '@tabler/icons-react';
import { useSession, useSessionState } from '../session/session-context.tsx';
import type { ResultOutput } from './outputs.ts';
import classes from './results.module.css';

/** What stands here before there are results: what will, and how they come. */
export function EmptyResults({ outputs }: { readonly outputs: readonly ResultOutput[] }) {
  const session = useSession();
  const isRunning = useSessionState(({ run }) => run.state === 'running' || run.state === 'looking');
  const count = outputs.length;
  return (
    <section className={classes['empty']} aria-label="Results">
      <div className={classes['icons']} aria-hidden>
        <IconTable size={22} stroke={1.4} />
        <IconChartLine size={22} stroke={1.4} />
        <IconSitemap size={22} stroke={1.4} />
      </div>
      <Text fw={600} size="sm">
        {isRunning
          ? 'Tables, figures and lineages appear here as they are finished'
          : 'Tables, figures and lineages stand here'}
      </Text>
      <ol className={classes['steps']}>
        <li data-done={count > 0 || undefined}>
          <IconTable size={16} />
          {count > 0
            ? `This graph makes ${count === 1 ? 'one result' : `${count} results`}: ${names(outputs)}.`
            : 'Add a node that measures, tracks or plots, such as Track table or Line plot.'}
        </li>
        <li>
          <IconPlayerPlay size={16} />
          Run the graph. What has been computed before is not computed again.
        </li>
        <li>
          <IconPointer size={16} />
          Click a row, a line or a branch: the track is selected everywhere, and the picture goes to its frame.
        </li>
      </ol>
      {count > 0 && !isRunning && (
        <Button size="xs" leftSection={<IconPlayerPlay size={14} />} onClick={() => session.run()}>
          Run
        </Button>
      )}
    </section>
  );
}

const names = (outputs: readonly ResultOutput[]): string => {
  const titles = [...new Set(outputs.map(({ title }) => title))];
  return titles.length > 4 ? `${titles.slice(0, 3).join(', ')} and others` : titles.join(', ');
};
