import { Alert, Button, Loader, SegmentedControl, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { lazy, useMemo, useState } from 'react';
import { trackTables } from '../../runtime/data/track-tables.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { OutputValue } from '../session/session.ts';
import { useSession } from '../session/session-context.tsx';
import type { ResultOutput } from './outputs.ts';
import { quiet } from './quiet.ts';
import classes from './results.module.css';
import { TableView } from './table/table-view.tsx';
import { useOutput } from './use-output.ts';

const FigureView = lazy(async () => ({ default: (await import('./figure/figure-view.tsx')).FigureView }));
const LineageView = lazy(async () => ({ default: (await import('./lineage/lineage-view.tsx')).LineageView }));

/** One result, with what a reader must know above it. */
export function OutputView({ output }: { readonly output: ResultOutput }) {
  const session = useSession();
  const held = useOutput(output);
  if (held.state === 'loading') {
    return (
      <div className={classes['middle']}>
        <Loader size="sm" aria-label="Loading the result" />
      </div>
    );
  }
  if (held.state === 'failed') {
    return (
      <Alert color="red" m="sm" icon={<IconAlertTriangle size={16} />} title="The result can't be read">
        {held.why}
      </Alert>
    );
  }
  if (held.state === 'none') {
    return (
      <div className={classes['middle']}>
        <Text size="sm" c={quiet}>
          There is no result of {output.title} yet.
        </Text>
        <Button size="xs" variant="light" onClick={() => session.run([output.step])}>
          Run to here
        </Button>
      </div>
    );
  }
  return (
    <div className={classes['output']}>
      {held.isStale && (
        <div className={classes['notice']} data-kind="stale" role="status">
          <IconRefresh size={14} />
          <span>Made with other settings or inputs than the graph has now.</span>
          <Button size="compact-xs" variant="subtle" onClick={() => session.run([output.step])}>
            Run to here
          </Button>
        </div>
      )}
      <Cautions held={held} />
      <div className={classes['value']}>
        {output.kind === 'Table' && <TableView output={output} held={held} />}
        {output.kind === 'Figure' && <FigureView output={output} held={held} />}
        {output.kind === 'Tracks' && <TracksView output={output} held={held} />}
      </div>
    </div>
  );
}

function Cautions({ held }: { readonly held: OutputValue }) {
  const own = (held.value as { readonly cautions?: readonly string[] } | null)?.cautions ?? [];
  const all = [...new Set([...held.cautions, ...own])].sort();
  if (all.length === 0) return null;
  return (
    <div className={classes['notice']} data-kind="caution">
      <IconAlertTriangle size={14} />
      <span>{all.map((caution) => `Caution: ${caution}`).join(' · ')}</span>
    </div>
  );
}

/** Tracks as trees of cells, or as the tables that would be saved. */
function TracksView({ output, held }: { readonly output: ResultOutput; readonly held: OutputValue }) {
  const [as, setAs] = useState<'lineages' | 'nodes' | 'edges'>('lineages');
  const tables = useMemo(() => (as === 'lineages' ? null : trackTables(held.value as Tracks)), [held.value, as]);
  const choice = (
    <SegmentedControl
      size="xs"
      value={as}
      onChange={setAs}
      aria-label="Show tracks as"
      data={[
        { value: 'lineages', label: 'Lineages' },
        { value: 'nodes', label: 'Detections' },
        { value: 'edges', label: 'Links' },
      ]}
    />
  );
  if (!tables || as === 'lineages') return <LineageView output={output} held={held} choice={choice} />;
  return <TableView key={as} output={output} held={{ ...held, value: tables[as] }} part={as} choice={choice} />;
}
