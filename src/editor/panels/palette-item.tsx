import { Tooltip } from '@mantine/core';
import { nodeMime, setDraggedType } from '../canvas/drop-on-canvas.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import type { NodeEntry } from '../canvas/search-nodes.ts';
import classes from './palette.module.css';

/** A node in the list: drag it, double-click it, or press Enter on it. */
export function PaletteItem({ entry: { type, face }, onAdd }: { entry: NodeEntry; onAdd(type: string): void }) {
  return (
    <li>
      <Tooltip label={face.summary} position="right" multiline maw={280} openDelay={500} disabled={face.summary === ''}>
        {/* biome-ignore lint/a11y/useSemanticElements: a button can't be dragged in every browser */}
        <div
          className={classes['item']}
          role="button"
          tabIndex={0}
          aria-label={`Add ${face.title}`}
          aria-description={face.summary}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(nodeMime, type);
            event.dataTransfer.effectAllowed = 'copy';
            setDraggedType(type);
          }}
          onDragEnd={() => setDraggedType(null)}
          onDoubleClick={() => onAdd(type)}
          onClick={(event) => event.detail === 0 && onAdd(type)} // a screen reader's
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            onAdd(type);
          }}
        >
          <NodeIcon face={face} />
          <span className={classes['name']}>{face.title}</span>
        </div>
      </Tooltip>
    </li>
  );
}
