import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconPinFilled } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { renameNode } from '../canvas/actions.ts';
import { canvasStore } from '../canvas/canvas-store.ts';
import { stateWords } from '../canvas/card-footer.tsx';
import { TitleField } from '../canvas/card-title.tsx';
import { openOrLook } from '../canvas/commands-node.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useProblem, useStepView } from '../canvas/step-view.ts';
import type { GraphPath } from '../document/graph-at.ts';
import { faceOf, titleOf } from '../document/node-face.ts';
import { kindColours } from '../shell/theme.ts';
import type { Asking } from './outline-dialogs.tsx';
import { inputsOf, type OutlineItem } from './outline-items.ts';
import classes from './palette.module.css';

interface Props {
  readonly graph: GraphDocument;
  readonly path: GraphPath;
  readonly item: OutlineItem;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly currentKey: string | null;
  onGo(item: OutlineItem): void;
  onExpand(node: string, isOpen: boolean): void;
  onAsk(asking: Asking): void;
}

/** A node in the outline, with its inputs beneath it. */
export function OutlineNode({ graph, path, item, isOpen, isSelected, currentKey, onGo, onExpand, onAsk }: Props) {
  const id = item.node;
  const node = graph.nodes[id];
  const face = node ? faceOf(node, graph, catalog) : null;
  const step = [...path, id].join('/');
  const view = useStepView(step, face?.isGraph === true);
  const problem = useProblem(step);
  const isRenaming = useStore(canvasStore, ({ renaming }) => renaming?.kind === 'outline' && renaming.id === id);
  if (!node || !face) return null;
  const title = titleOf(node, graph, catalog);
  const inputs = inputsOf(graph, id);
  const changed = Object.keys(node.params).length;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const visible = view.state === 'idle' ? (changed > 0 ? `${changed} set` : '') : stateWords(view);
  const description = [
    face.title === title ? '' : face.title,
    stateWords(view),
    node.off === 'mute' ? 'muted' : node.off === 'bypass' ? 'bypassed' : '',
    node.pinned ? 'pinned' : '',
    `${face.params.size} parameters, ${changed} set`,
    problem === null ? '' : `problem: ${problem}`,
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <li
      role="treeitem"
      aria-level={1}
      aria-selected={isSelected}
      {...(inputs.length > 0 ? { 'aria-expanded': isOpen } : {})}
      aria-label={[`${title} ${visible}`.trim(), ...description.filter((text) => text !== '' && text !== visible)].join(
        ', ',
      )}
      tabIndex={currentKey === item.key ? 0 : -1}
      data-key={item.key}
      onClick={(event) => {
        event.stopPropagation();
        onGo(item);
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        openOrLook(id);
      }}
    >
      <div className={classes['row']}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the arrow keys do the same */}
        <span
          className={classes['twist']}
          style={{ visibility: inputs.length > 0 ? 'visible' : 'hidden' }}
          onClick={(event) => {
            event.stopPropagation();
            onExpand(id, !isOpen);
          }}
        >
          <Chevron size={13} aria-hidden />
        </span>
        <NodeIcon face={face} />
        {isRenaming ? (
          <TitleField
            label={`Name of ${title}`}
            value={title}
            onDone={(text) => text !== null && renameNode(id, text)}
          />
        ) : (
          <span className={classes['name']}>{title}</span>
        )}
        {node.pinned && <IconPinFilled size={12} aria-hidden />}
        {problem !== null && <IconAlertTriangle size={14} color="var(--mantine-color-orange-6)" aria-hidden />}{' '}
        <span className={classes['state']}>{visible}</span>
      </div>
      {isOpen && (
        <>
          {problem !== null && <div className={classes['problem']}>{problem}</div>}
          {/* biome-ignore lint/a11y/useSemanticElements: a group of tree items */}
          <ul role="group">
            {inputs.map((input) => {
              const key = `${id} ${input.port}`;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
                <li
                  key={key}
                  role="treeitem"
                  aria-level={2}
                  aria-selected={false}
                  aria-label={`Input ${input.port}, ${input.kind}, ${input.fromTitle === null ? (input.isOptional ? 'open, may stay so' : 'not connected') : `from ${input.fromTitle}`}`}
                  tabIndex={currentKey === key ? 0 : -1}
                  data-key={key}
                  onClick={(event) => {
                    event.stopPropagation();
                    onGo({ key, node: id, input });
                  }}
                  onDoubleClick={(event) => {
                    event.stopPropagation();
                    onAsk({ what: 'connect', item: { key, node: id, input } });
                  }}
                >
                  <div className={`${classes['row']} ${classes['input']}`}>
                    <span
                      className={classes['dot']}
                      style={{
                        background: input.from === null ? 'transparent' : kindColours[input.kind],
                        outline: `1.5px solid ${kindColours[input.kind]}`,
                      }}
                    />
                    <span className={classes['name']}>
                      {input.port}{' '}
                      {input.fromTitle === null
                        ? input.isOptional
                          ? '(open)'
                          : 'needs a wire'
                        : `← ${input.fromTitle}`}
                    </span>
                  </div>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </li>
  );
}
