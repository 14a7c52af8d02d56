import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconFocus2,
  IconKeyboard,
  IconLayoutDistributeHorizontal,
  IconMaximize,
  IconPlus,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { documentStore } from '../store/document-store.ts';
import classes from './canvas.module.css';
import { type CommandContext, commandById } from './commands.ts';
import { showKeys } from './keys.ts';

const tools: readonly (readonly [id: string, icon: Icon])[] = [
  ['add', IconPlus],
  ['fit', IconMaximize],
  ['zoom-selection', IconFocus2],
  ['zoom-in', IconZoomIn],
  ['zoom-out', IconZoomOut],
  ['lay-out', IconLayoutDistributeHorizontal],
  ['shortcuts', IconKeyboard],
];

/** The commands that are used most, as buttons in the corner. */
export function CanvasTools({ context }: { context: CommandContext }) {
  // What is enabled depends on these.
  useStore(documentStore, (state) => state.document);
  useStore(documentStore, (state) => state.selection);
  return (
    <div className={classes['tools']} role="toolbar" aria-label="Canvas">
      {tools.map(([id, ToolIcon]) => {
        const command = commandById(id);
        const [key] = command.keys;
        return (
          <Tooltip key={id} label={key ? `${command.title} (${showKeys(key)})` : command.title} openDelay={400}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={command.title}
              disabled={!command.isEnabled()}
              onClick={() => {
                if (id === 'add') context.view.middle();
                command.run(context);
              }}
            >
              <ToolIcon size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
