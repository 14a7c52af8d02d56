import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { renameGroup, selectGroup } from './actions.ts';
import classes from './canvas.module.css';
import { canvasStore } from './canvas-store.ts';
import { TitleField } from './card-title.tsx';
import type { FrameNode } from './flow-elements.ts';

/** The frame of a group, behind its cards; its title moves them all. */
export const Frame = memo(function Frame({ data: { group, title, colour }, width, height }: NodeProps<FrameNode>) {
  const isRenaming = useStore(canvasStore, ({ renaming }) => renaming?.kind === 'group' && renaming.id === group);
  return (
    <div className={classes['frame']} style={{ width, height, '--frame': colour } as React.CSSProperties}>
      {isRenaming ? (
        <TitleField
          label="Title of the group"
          value={title}
          onDone={(text) => text !== null && renameGroup(group, text)}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the commands of the menu do the same
        <div
          className={`${classes['frameTitle']} frame-title`}
          onClick={() => selectGroup(group)}
          onDoubleClick={(event) => {
            event.stopPropagation();
            canvasStore.setState({ renaming: { kind: 'group', id: group } });
          }}
        >
          {title || 'Group'}
        </div>
      )}
    </div>
  );
});
