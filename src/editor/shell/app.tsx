import { ActionIcon, Group, Tabs, Title, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconMoon, IconSun } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Panel, Group as Panels, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { Canvas } from '../canvas/canvas.tsx';
import { DocumentMenu } from '../library/document-menu.tsx';
import { Welcome } from '../library/welcome.tsx';
import { Inspector } from '../panels/inspector.tsx';
import { Outline } from '../panels/outline.tsx';
import { Palette } from '../panels/palette.tsx';
import { RunBar } from '../panels/run-bar.tsx';
import { Results } from '../results/results.tsx';
import { documentStore, redo, undo } from '../store/document-store.ts';
import { Viewer } from '../viewer/viewer.tsx';
import classes from './app.module.css';
import { startFirstLook } from './first-look.ts';
import { useRegionKeys } from './region-keys.ts';

/** A part that scrolls inside itself; panels would add bars for a fraction of a pixel. */
const still = { overflow: 'hidden' } as const;

/** The editor: nodes and outline to the left, canvas and results in the middle, picture and parameters to the right. */
export function App() {
  useEffect(startFirstLook, []);
  useRegionKeys();
  return (
    <div className={classes['app']}>
      <Header />
      <Panels orientation="horizontal" className={classes['body']} role="main">
        <Panel defaultSize="16%" minSize={180} collapsible style={still} data-region>
          <Tabs defaultValue="nodes" className={classes['tabs']} keepMounted={false}>
            <Tabs.List grow>
              <Tabs.Tab value="nodes">Nodes</Tabs.Tab>
              <Tabs.Tab value="outline">Outline</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="nodes" className={classes['tab']}>
              <Palette />
            </Tabs.Panel>
            <Tabs.Panel value="outline" className={classes['tab']}>
              <Outline />
            </Tabs.Panel>
          </Tabs>
        </Panel>
        <Separator className={classes['handle']} aria-label="Width of the node list" />
        <Panel minSize={360}>
          <Panels orientation="vertical">
            <Panel defaultSize="68%" minSize={200} style={still} data-region>
              <Canvas />
            </Panel>
            <Separator className={classes['handleRow']} aria-label="Height of the results" />
            <Panel defaultSize="32%" minSize={80} collapsible style={still} data-region>
              <Results />
            </Panel>
          </Panels>
        </Panel>
        <Separator className={classes['handle']} aria-label="Width of the viewer" />
        <Panel defaultSize="32%" minSize={320} style={still}>
          <Panels orientation="vertical">
            <Panel defaultSize="60%" minSize={240} style={still} data-tour="viewer" data-region>
              <Viewer />
            </Panel>
            <Separator className={classes['handleRow']} aria-label="Height of the viewer" />
            <Panel defaultSize="40%" minSize={120} className={classes['inspector']} data-tour="inspector" data-region>
              <Inspector />
            </Panel>
          </Panels>
        </Panel>
      </Panels>
      <Welcome />
    </div>
  );
}

function Header() {
  const undoLabel = useStore(documentStore, ({ past }) => past.at(-1)?.label);
  const redoLabel = useStore(documentStore, ({ future }) => future.at(-1)?.label);
  const { colorScheme, toggleColorScheme } = useMantineColorScheme();
  return (
    <header className={classes['header']} data-region>
      <Group gap="sm" wrap="nowrap" className={classes['left']}>
        <Title order={1} size="h4" className={classes['brand']}>
          Cellwire
        </Title>
        <DocumentMenu />
        <Tooltip label={undoLabel ? `Undo: ${undoLabel}` : 'Nothing to undo'}>
          <ActionIcon variant="subtle" aria-label="Undo" disabled={undoLabel === undefined} onClick={undo}>
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={redoLabel ? `Redo: ${redoLabel}` : 'Nothing to redo'}>
          <ActionIcon variant="subtle" aria-label="Redo" disabled={redoLabel === undefined} onClick={redo}>
            <IconArrowForwardUp size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div data-tour="run" className={classes['run']}>
        <RunBar />
      </div>
      <Tooltip label="Light or dark">
        <ActionIcon
          variant="subtle"
          aria-label="Light or dark"
          className={classes['right']}
          onClick={toggleColorScheme}
        >
          {colorScheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
