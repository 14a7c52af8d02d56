import { Badge, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { catalog } from '../../nodes/library.ts';
import { familyOf } from '../canvas/families.ts';
import { setTitle } from '../document/describe-nodes.ts';
import type { NodeFace } from '../document/node-face.ts';
import { useSessionState } from '../session/session-context.tsx';
import { edit, settle } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { stateOf, stateTexts } from './step-state.ts';

interface Props {
  readonly id: string;
  /** Step, or the beginning of the steps of a subgraph. */
  readonly step: string;
  readonly type: string;
  readonly title: string | undefined;
  readonly face: NodeFace;
}

/** Icon, name, type and state of a node; the name can be typed over. */
export function NodeTitle({ id, step, type, title, face }: Props) {
  const family = familyOf(face.family);
  const state = useSessionState((session) => stateOf(session, step));
  const { text, colour } = stateTexts[state];
  // as typed: the document's title has no spaces at its ends
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div className={classes['title']}>
      <Group gap={8} wrap="nowrap">
        <Tooltip label={family.title}>
          <span className={classes['familyIcon']} style={{ background: family.colour }}>
            <family.icon size={16} aria-hidden />
          </span>
        </Tooltip>
        <TextInput
          size="xs"
          variant="unstyled"
          className={classes['titleInput']}
          aria-label="Name of the node"
          value={draft ?? title ?? ''}
          placeholder={face.title}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft(text);
            edit('Rename', (graph) => setTitle(graph, id, text, catalog), `title:${id}`);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
          onBlur={() => {
            setDraft(null);
            settle();
          }}
        />
        <Badge size="sm" variant="light" color={colour} className={classes['state']}>
          {text}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" className={classes['type']}>
        {title ? `${face.title} · ` : ''}
        <span className={classes['mono']}>{type}</span>
        {id !== type && (
          <>
            {' as '}
            <span className={classes['mono']}>{id}</span>
          </>
        )}
      </Text>
      {face.summary !== '' && (
        <Text size="xs" className={classes['summary']}>
          {face.summary}
        </Text>
      )}
    </div>
  );
}
