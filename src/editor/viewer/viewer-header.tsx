import { ActionIcon, Badge, CloseButton, Menu, SegmentedControl, Text, Tooltip } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconBan,
  IconCamera,
  IconCopy,
  IconDownload,
  IconLine,
  IconPencil,
  IconPointFilled,
  IconPolygon,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { graphAt } from '../document/graph-at.ts';
import { titleOf } from '../document/node-face.ts';
import { useSession } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { type Compare, type OutputRef, viewStore } from '../store/view-store.ts';
import { useEngine, useViewer } from './engine-context.ts';
import { copyPicture, savePicture } from './export-picture.ts';
import { fitPicture } from './navigation.ts';
import classes from './viewer.module.css';
import type { Tool } from './viewer-store.ts';

/** What is looked at, how two are compared, and what can be done with the picture. */
export function ViewerHeader() {
  const shown = useStore(viewStore, (state) => state.shown);
  const compare = useStore(viewStore, (state) => state.compare);
  return (
    <div className={classes['header']}>
      <div className={classes['titles']}>
        {shown.slice(0, 2).map((output, side) => (
          <Title key={`${output.step}.${output.port}`} output={output} side={side} isOne={shown.length > 1} />
        ))}
        {shown.length === 0 && (
          <Text size="sm" c="dimmed">
            Picture
          </Text>
        )}
      </div>
      <Tools />
      {shown.length > 1 && (
        <SegmentedControl
          size="xs"
          fullWidth
          className={classes['compare'] ?? ''}
          aria-label="How the two are compared"
          value={compare}
          onChange={(value) => viewStore.setState({ compare: value as Compare })}
          data={[
            { value: 'single', label: 'first' },
            { value: 'side', label: 'side by side' },
            { value: 'flicker', label: 'flicker' },
            { value: 'swipe', label: 'swipe' },
            { value: 'difference', label: 'difference' },
          ]}
        />
      )}
    </div>
  );
}

/** The name of the node that gives an output, and of the output. */
function useTitle({ step, port }: OutputRef): string {
  return useStore(documentStore, ({ document }) => {
    const path = step.split('/');
    const id = path.pop() ?? '';
    const graph = graphAt(document, path, catalog);
    const node = graph?.nodes[id];
    return `${node && graph ? titleOf(node, graph, catalog) : step} · ${port}`;
  });
}

function Title({
  output,
  side,
  isOne,
}: {
  readonly output: OutputRef;
  readonly side: number;
  readonly isOne: boolean;
}) {
  const title = useTitle(output);
  const session = useSession();
  const isStale = useViewer(({ sides }) => sides[side]?.isStale === true);
  const scale = useViewer(({ camera }) => camera.scale);
  const size = useViewer(({ sides }) => sides[side]?.header?.size ?? null);
  const reasons = isStale ? session.whyStale(output.step).reasons : [];
  return (
    <div className={classes['title']}>
      {isOne && <span className={classes['sideMark']}>{side === 0 ? 'A' : 'B'}</span>}
      <Text size="sm" fw={600} truncate title={title}>
        {title}
      </Text>
      {size && (
        <Text size="xs" c="dimmed" className={classes['zoom'] ?? ''}>
          {size.x} × {size.y} · {Math.round(scale * 100)} %
        </Text>
      )}
      {isStale && (
        <Tooltip
          label={reasons.length > 0 ? reasons.join('; ') : 'Something above changed since the last run'}
          multiline
          maw={300}
        >
          <Badge size="xs" color="yellow" variant="light" tabIndex={0}>
            stale
          </Badge>
        </Tooltip>
      )}
      {isOne && (
        <CloseButton
          size="xs"
          aria-label={`Do not look at ${title}`}
          onClick={() =>
            viewStore.setState(({ shown }) => ({ shown: shown.filter((_, i) => i !== side), compare: 'single' }))
          }
        />
      )}
    </div>
  );
}

function Tools() {
  const engine = useEngine();
  const session = useSession();
  const tool = useViewer((state) => state.tool);
  const hasPicture = useViewer(({ sides }) => sides.some((side) => side.header !== null));
  const draw = (next: Tool) => () => engine.store.setState({ tool: next });
  return (
    <div className={classes['tools']}>
      <Tooltip label="Fit (0); 1 shows every pixel as it is">
        <ActionIcon
          variant="subtle"
          size="sm"
          color="gray"
          aria-label="Fit the picture"
          onClick={() => fitPicture(engine)}
        >
          <IconArrowsMaximize size={15} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Tooltip label="Draw a line for a kymograph, a polygon or a point">
            <ActionIcon
              variant={tool === 'look' ? 'subtle' : 'filled'}
              size="sm"
              color={tool === 'look' ? 'gray' : 'yellow'}
              aria-label="Draw"
              disabled={!hasPicture}
            >
              <IconPencil size={15} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLine size={15} />} onClick={draw('line')}>
            Line: kymograph
          </Menu.Item>
          <Menu.Item leftSection={<IconPolygon size={15} />} onClick={draw('polygon')}>
            Polygon
          </Menu.Item>
          <Menu.Item leftSection={<IconPointFilled size={15} />} onClick={draw('point')}>
            Point
          </Menu.Item>
          {tool !== 'look' && (
            <Menu.Item leftSection={<IconBan size={15} />} onClick={draw('look')}>
              Stop drawing
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Tooltip label="Save or copy what is seen">
            <ActionIcon variant="subtle" size="sm" color="gray" aria-label="Picture of the view" disabled={!hasPicture}>
              <IconCamera size={15} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void savePicture(engine, session)}>
            Save as PNG
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void copyPicture(engine, session)}>
            Copy
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
