import { Button, Kbd, Text, Title } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { documentStore } from '../store/document-store.ts';
import { add, cornerFor } from './actions.ts';
import classes from './canvas.module.css';
import { canvasStore } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';

/** What to do on an empty canvas. */
export function EmptyCanvas({ view }: { view: CanvasView }) {
  const isInside = useStore(documentStore, ({ path }) => path.length > 0);
  const start = (type: string) => {
    const id = add({ type, at: cornerFor(type, view.middle().at) });
    if (id !== null) view.focusCard(id);
  };
  return (
    <div className={classes['empty']}>
      <IconMovie size={44} stroke={1.2} aria-hidden />
      <Title order={2} size="h3" c="var(--mantine-color-text)">
        {isInside ? 'This subgraph is empty' : 'Drop a movie here'}
      </Title>
      <Text size="sm" maw={420}>
        {isInside ? 'Press' : 'or pick a template, or press'} <Kbd>Space</Kbd> to add a node. Wires join outputs to
        inputs of the same colour; click a card to look at what it makes.
      </Text>
      <div className={classes['emptyButtons']}>
        <Button size="xs" onClick={() => canvasStore.setState({ search: { ...view.middle(), from: null } })}>
          Add a node
        </Button>
        {!isInside && catalog.nodes.has('io.open-movie') && (
          <Button size="xs" variant="default" onClick={() => start('io.open-movie')}>
            Open a movie
          </Button>
        )}
        {!isInside && catalog.nodes.has('io.simulated-movie') && (
          <Button size="xs" variant="default" onClick={() => start('io.simulated-movie')}>
            Simulated movie
          </Button>
        )}
      </div>
    </div>
  );
}
