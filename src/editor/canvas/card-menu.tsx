import { ColorSwatch, Group, Menu } from '@mantine/core';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../store/document-store.ts';
import { insertSearchInto, outsideName, removeWires, selectGroup, toggleOutside, wiresAt } from './actions.ts';
import classes from './canvas.module.css';
import { canvasStore, type MenuTarget, type WireEnd } from './canvas-store.ts';
import { type Command, type CommandContext, commandById } from './commands.ts';
import { dissolveGroup, groupColours, recolourGroup } from './commands-arrange.ts';
import { recolourComment } from './commands-comment.ts';
import { lookAtPort, lookAtWire } from './commands-node.ts';
import { paper } from './comment.tsx';
import { showKeys } from './keys.ts';

const onCard: readonly (readonly string[])[] = [
  ['open', 'look-beside', 'run-to'],
  ['rename', 'note', 'wire'],
  ['mute', 'bypass', 'pin', 'collapse'],
  ['cut', 'copy', 'duplicate', 'duplicate-wired', 'delete', 'delete-cut'],
  ['group', 'ungroup', 'make-subgraph', 'save-subgraph', 'unpack'],
];
const arranging = [
  'align-left',
  'align-centre',
  'align-right',
  'align-top',
  'align-middle',
  'align-bottom',
  'distribute-row',
  'distribute-column',
  'lay-out',
];
const onCanvas: readonly (readonly string[])[] = [
  ['add', 'add-comment', 'paste', 'select-all'],
  ['undo', 'redo'],
  ['lay-out', 'fit', 'leave', 'shortcuts'],
];

/** What can be done with what was clicked with the other button. */
export function CardMenu({ context }: { context: CommandContext }) {
  const menu = useStore(canvasStore, (state) => state.menu);
  const anchor = useRef<HTMLSpanElement>(null);
  const close = () => canvasStore.setState({ menu: null });
  if (!menu) return null;
  const around = anchor.current?.parentElement?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
  return (
    <Menu
      key={`${menu.screen.x} ${menu.screen.y}`}
      opened
      onClose={close}
      position="bottom-start"
      offset={2}
      width={270}
      returnFocus={false}
      withinPortal
    >
      <Menu.Target>
        <span
          ref={anchor}
          className={classes['anchor']}
          style={{ position: 'fixed', left: menu.screen.x, top: menu.screen.y, width: around.width === 0 ? 0 : 1 }}
        />
      </Menu.Target>
      <Menu.Dropdown className={classes['menu'] ?? ''}>
        <Items target={menu.target} context={context} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ target, context }: { target: MenuTarget; context: CommandContext }) {
  if (target.kind === 'group') return <GroupItems id={target.id} />;
  if (target.kind === 'comment') return <CommentItems id={target.id} context={context} />;
  if (target.kind === 'port') return <PortItems end={target.end} />;
  if (target.kind === 'wire') return <WireItems id={target.id} context={context} />;
  return (
    <>
      {(target.kind === 'node' ? onCard : onCanvas).map((ids, i) => (
        <Section key={ids[0]} ids={ids} context={context} isFirst={i === 0} />
      ))}
      {target.kind === 'node' && documentStore.getState().selection.nodes.size > 1 && (
        <Section ids={arranging} context={context} isFirst={false} />
      )}
    </>
  );
}

function Section({ ids, context, isFirst }: { ids: readonly string[]; context: CommandContext; isFirst: boolean }) {
  const shown = ids.map(commandById).filter((command) => command.isEnabled());
  if (shown.length === 0) return null;
  return (
    <>
      {!isFirst && <Menu.Divider />}
      {shown.map((command) => (
        <CommandItem key={command.id} command={command} context={context} />
      ))}
    </>
  );
}

function CommandItem({ command, context }: { command: Command; context: CommandContext }) {
  const [key] = command.keys;
  return (
    <Menu.Item
      onClick={() => command.run(context)}
      rightSection={key ? <kbd className={classes['keys']}>{showKeys(key)}</kbd> : null}
    >
      {command.title}
    </Menu.Item>
  );
}

function GroupItems({ id }: { id: string }) {
  return (
    <>
      <Menu.Item onClick={() => canvasStore.setState({ renaming: { kind: 'group', id } })}>Rename</Menu.Item>
      <Menu.Item onClick={() => selectGroup(id)}>Select its cards</Menu.Item>
      <Menu.Item onClick={() => dissolveGroup(id)}>Ungroup</Menu.Item>
      <Menu.Label>Colour</Menu.Label>
      <Swatches colours={groupColours} onChoose={(colour) => recolourGroup(id, colour)} />
    </>
  );
}

function Swatches({ colours, onChoose }: { colours: readonly string[]; onChoose(colour: string): void }) {
  return (
    <Group gap={6} px="sm" pb={6}>
      {colours.map((colour) => (
        <ColorSwatch
          key={colour}
          component="button"
          type="button"
          size={20}
          color={colour}
          aria-label={`Colour ${colour}`}
          onClick={() => {
            onChoose(colour);
            canvasStore.setState({ menu: null });
          }}
        />
      ))}
    </Group>
  );
}

const onComment: readonly (readonly string[])[] = [['edit-comment'], ['cut', 'copy', 'duplicate', 'delete']];

function CommentItems({ id, context }: { id: string; context: CommandContext }) {
  return (
    <>
      {onComment.map((ids, i) => (
        <Section key={ids[0]} ids={ids} context={context} isFirst={i === 0} />
      ))}
      <Menu.Label>Colour</Menu.Label>
      <Swatches
        colours={[paper, ...groupColours]}
        onChoose={(colour) => recolourComment(id, colour === paper ? null : colour)}
      />
    </>
  );
}

function PortItems({ end }: { end: WireEnd }) {
  const isInside = documentStore.getState().path.length > 0;
  const outside = outsideName(end);
  const ends = wiresAt(end);
  return (
    <>
      {end.side === 'output' && (
        <>
          <Menu.Item onClick={() => lookAtPort(end.node, end.port, false)}>Look at it</Menu.Item>
          <Menu.Item onClick={() => lookAtPort(end.node, end.port, true)}>Look at it beside the other</Menu.Item>
        </>
      )}
      <Menu.Item onClick={() => canvasStore.setState({ wiringFrom: end.node })}>Lay a wire …</Menu.Item>
      {ends.length > 0 && <Menu.Item onClick={() => removeWires(ends)}>Disconnect</Menu.Item>}
      {(isInside || outside !== null) && (
        <Menu.Item onClick={() => toggleOutside(end)}>
          {outside === null ? 'Show outside the subgraph' : `Hide from outside (${outside})`}
        </Menu.Item>
      )}
    </>
  );
}

function WireItems({ id, context }: { id: string; context: CommandContext }) {
  return (
    <>
      <Menu.Item onClick={() => lookAtWire(id, false)}>Look at what it carries</Menu.Item>
      <Menu.Item onClick={() => lookAtWire(id, true)}>Look at it beside the other</Menu.Item>
      <Menu.Item onClick={() => insertSearchInto(id, context.view.pointer())}>Insert a node …</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => removeWires([id])}>Delete</Menu.Item>
    </>
  );
}
