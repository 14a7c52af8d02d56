import { Button, Menu, SegmentedControl, Switch, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { trackTables } from '../../../runtime/data/track-tables.ts';
import type { Tracks } from '../../../runtime/data/tracks.ts';
import { csvOf, withCautions } from '../../../runtime/formats/csv.ts';
import type { OutputValue } from '../../session/session.ts';
import { trackIndex } from '../../viewer/track-index.ts';
import { blobOf, download, fileNameOf } from '../export-file.ts';
import type { ResultOutput } from '../outputs.ts';
import { quiet } from '../quiet.ts';
import { resultsStore } from '../results-store.ts';
import classes from './lineage.module.css';
import { layOutLineages } from './lineage-layout.ts';
import { LineageTrees } from './lineage-trees.tsx';

interface LineageViewProps {
  readonly output: ResultOutput;
  readonly held: OutputValue;
  /** Switches to the tables of the tracks. */
  readonly choice: ReactNode;
}

/** Tracks as trees of cells: time to the right, a line a track, a fork a division. */
export function LineageView({ output, held, choice }: LineageViewProps) {
  const tracks = held.value as Tracks;
  const how = useStore(resultsStore, ({ lineages }) => lineages);
  const { tracklets } = useMemo(() => trackIndex(tracks), [tracks]);
  const layout = useMemo(() => layOutLineages(tracks, tracklets, how), [tracks, tracklets, how]);
  const change = (next: Partial<typeof how>) => resultsStore.setState({ lineages: { ...how, ...next } });
  const save = async (kind: 'nodes' | 'edges') => {
    const text = csvOf(withCautions(trackTables(tracks)[kind], held.cautions), 'comment', held.provenance);
    download(`${fileNameOf(output.title, 'tracks')}-${kind}.csv`, await blobOf(text, 'text/csv'));
  };
  return (
    <div className={classes['view']}>
      <div className={classes['tools']} role="toolbar" aria-label="Lineages">
        {choice}
        <Text size="xs" c={quiet} role="status">
          {layout.order.length} lineages · {layout.members.length} tracks
        </Text>
        <span className={classes['space']} />
        <Switch
          size="xs"
          label="Divided only"
          checked={how.divided}
          onChange={(event) => change({ divided: event.currentTarget.checked })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Sort lineages by"
          value={how.sort}
          onChange={(sort) => change({ sort })}
          data={[
            { value: 'size', label: 'Largest first' },
            { value: 'start', label: 'Earliest first' },
          ]}
        />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="compact-xs" variant="light" leftSection={<IconDownload size={13} />}>
              CSV
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void save('nodes')}>Detections, as a run saves them</Menu.Item>
            <Menu.Item onClick={() => void save('edges')}>Links, as a run saves them</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {layout.order.length === 0 ? (
        <div className={classes['none']}>
          <Text size="sm" c={quiet}>
            {how.divided
              ? 'No lineage divides. Where cells do divide, allow splitting in the node that tracks.'
              : 'There are no tracks: nothing was detected, or nothing could be linked.'}
          </Text>
        </div>
      ) : (
        <LineageTrees label={output.title} tracks={tracks} layout={layout} />
      )}
    </div>
  );
}
