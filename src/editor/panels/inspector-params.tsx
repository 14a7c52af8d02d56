import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconInfoCircle, IconRestore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { matters, type Param, type StoredParam } from '../../runtime/node/params.ts';
import type { NodeFace } from '../document/node-face.ts';
import { paramValue, resetParams } from '../document/set-param.ts';
import { documentStore, edit, openGraph, settle } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { ParamRow, type ParamScene } from './inspector-param.tsx';
import { Section } from './inspector-section.tsx';
import { promotionOf } from './promotion.ts';
import { useIncomingColumns, useIncomingHeader } from './use-incoming.ts';

interface Props {
  readonly ids: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly face: NodeFace;
  /** More buttons in the heading. */
  readonly tools?: ReactNode;
}

/** All parameters of one node, or of several nodes of one type, as controls. */
export function Params({ ids, nodes, face, tools }: Props) {
  const path = useStore(documentStore, (state) => state.path);
  const graph = useStore(documentStore, openGraph);
  const [showDocs, setShowDocs] = useLocalStorage({ key: 'cellwire-show-docs', defaultValue: false });
  const first = ids[0] ?? '';
  const { header, pixel_um } = useIncomingHeader(path, first);
  const columns = useIncomingColumns(path, first);
  if (face.params.size === 0) return null;
  const scene: ParamScene = {
    ids,
    step: [...path, first].join('/'),
    pixel_um,
    channels: header && 'channels' in header ? header.channels.map(({ name }) => name) : [],
    columns,
    showDocs,
  };
  const values = new Map([...face.params.keys()].map((name) => [name, sharedValue(nodes, name, graph)] as const));
  const known = Object.fromEntries(
    [...values].filter((entry): entry is [string, StoredParam] => entry[1] !== undefined),
  );
  const isDefault = nodes.every((node) => Object.keys(node.params).length === 0);
  const buttons = (
    <>
      {tools}
      <Tooltip label={showDocs ? 'Hide descriptions' : 'Describe each parameter'}>
        <ActionIcon
          size={22}
          variant={showDocs ? 'light' : 'subtle'}
          color={showDocs ? 'indigo' : 'gray'}
          aria-pressed={showDocs}
          aria-label="Describe each parameter"
          onClick={() => setShowDocs(!showDocs)}
        >
          <IconInfoCircle size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isDefault ? 'All parameters have their defaults' : 'Reset all parameters to their defaults'}>
        <ActionIcon
          size={22}
          variant="subtle"
          color="gray"
          aria-label="Reset all parameters"
          aria-disabled={isDefault}
          onClick={() => {
            settle();
            edit('Reset all parameters', (one) => ids.reduce((changed, id) => resetParams(changed, id), one));
          }}
        >
          <IconRestore size={15} />
        </ActionIcon>
      </Tooltip>
    </>
  );
  return (
    <Section title="Parameters" tools={buttons}>
      <div className={classes['form']}>
        {[...face.params].map(([name, param]) => (
          <ParamRow
            key={`${ids.join()} ${name}`}
            scene={scene}
            name={name}
            param={param}
            value={values.get(name)}
            isDimmed={!face.isGraph && isIdle(param, known, face)}
            promotion={
              path.length > 0 && ids.length === 1 && param.type !== 'file' ? promotionOf(graph, first, name) : null
            }
          />
        ))}
      </div>
      {ids.length > 1 && (
        <Text size="xs" c="dimmed" className={classes['hint']}>
          A change is made to all {ids.length} nodes.
        </Text>
      )}
    </Section>
  );
}

/** Whether other parameters keep this one from having any effect; not said where selected nodes differ in them. */
function isIdle(param: Param, values: Readonly<Record<string, StoredParam>>, face: NodeFace): boolean {
  const deciding = Object.keys(param.onlyWith ?? {});
  return deciding.every((name) => face.params.has(name) && name in values) && !matters(param, values);
}

function sharedValue(nodes: readonly GraphNode[], name: string, graph: GraphDocument): StoredParam | undefined {
  const values = new Set(nodes.map((node) => paramValue(node, name, graph, catalog)));
  return values.size === 1 ? [...values][0] : undefined;
}
