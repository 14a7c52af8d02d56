import { ActionIcon, Anchor, NativeSelect, Text, Tooltip } from '@mantine/core';
import { IconEye, IconPlugConnectedX } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import type { NodeFace, PortFace } from '../document/node-face.ts';
import { titleOf } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import { kindColours } from '../shell/theme.ts';
import { documentStore, edit, openGraph, select } from '../store/document-store.ts';
import { look } from '../store/view-store.ts';
import { sourcesFor, withSource } from './connections.ts';
import classes from './inspector.module.css';
import { Section } from './inspector-section.tsx';

interface Props {
  readonly id: string;
  readonly face: NodeFace;
}

/** What is connected to each port, with other sources to choose from. */
export function Ports({ id, face }: Props) {
  const graph = useStore(documentStore, openGraph);
  if (face.inputs.length + face.outputs.length === 0) return null;
  return (
    <Section title="Connections">
      <div className={classes['form']}>
        {face.inputs.map((port) => (
          <Input key={`in ${port.name}`} graph={graph} id={id} port={port} />
        ))}
        {face.outputs.map((port) => (
          <Output key={`out ${port.name}`} graph={graph} id={id} port={port} />
        ))}
      </div>
    </Section>
  );
}

interface PortProps {
  readonly graph: GraphDocument;
  readonly id: string;
  readonly port: PortFace;
}

function Input({ graph, id, port }: PortProps) {
  const field = useId();
  const to = `${id}.${port.name}`;
  const from = graph.edges.find(([, end]) => end === to)?.[0] ?? '';
  const outside = Object.entries(graph.exposed.inputs ?? {}).find(([, refs]) => refs.includes(to))?.[0];
  const sources = useMemo(() => sourcesFor(graph, id, port.kind), [graph, id, port.kind]);
  const none =
    outside !== undefined
      ? `from outside: ${outside}`
      : sources.length === 0
        ? `no ${port.kind} in this graph yet`
        : port.optional
          ? 'not connected'
          : 'choose a source …';
  return (
    <div className={classes['row']}>
      <PortLabel port={port} htmlFor={field} side="input" />
      <div className={classes['control']}>
        <NativeSelect
          id={field}
          size="xs"
          error={from === '' && !port.optional && outside === undefined}
          value={from}
          data={[{ value: '', label: none }, ...sources.map(({ ref, title }) => ({ value: ref, label: title }))]}
          onChange={(event) => {
            const source = event.currentTarget.value || null;
            edit(source ? `Connect ${port.name}` : `Disconnect ${port.name}`, (one) => withSource(one, to, source));
          }}
        />
      </div>
      <div className={classes['tools']}>
        {from !== '' && (
          <Tooltip label="Disconnect">
            <ActionIcon
              size={20}
              variant="subtle"
              color="gray"
              aria-label={`Disconnect ${port.name}`}
              onClick={() => edit(`Disconnect ${port.name}`, (one) => withSource(one, to, null))}
            >
              <IconPlugConnectedX size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function Output({ graph, id, port }: PortProps) {
  const from = `${id}.${port.name}`;
  const targets = graph.edges.filter(([start]) => start === from).map(([, end]) => parseEndpoint(end).node);
  const show = () => {
    const { document, path } = documentStore.getState();
    const output = outputOf(document, path, id, port.name, catalog);
    if (output) look(output);
  };
  return (
    <div className={classes['row']}>
      <PortLabel port={port} side="output" />
      <Text size="xs" className={classes['targets']} {...(targets.length === 0 ? { c: 'dimmed' } : {})}>
        {targets.length === 0 && 'not used yet'}
        {[...new Set(targets)].map((target) => (
          <Anchor
            key={target}
            component="button"
            type="button"
            size="xs"
            onClick={() => select({ nodes: new Set([target]) })}
          >
            {nameOf(graph, target)}
          </Anchor>
        ))}
      </Text>
      <div className={classes['tools']}>
        <Tooltip label="Look at it">
          <ActionIcon size={20} variant="subtle" color="gray" aria-label={`Look at ${port.name}`} onClick={show}>
            <IconEye size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

interface LabelProps {
  readonly port: PortFace;
  readonly side: 'input' | 'output';
  readonly htmlFor?: string;
}

function PortLabel({ port, side, htmlFor }: LabelProps) {
  const text = (
    <>
      <span className={classes['dot']} style={{ background: kindColours[port.kind] }} data-side={side} />
      {port.name}
      {side === 'output' && <span className={classes['arrow']}>→</span>}
    </>
  );
  return (
    <Tooltip label={`${port.kind}. ${port.doc}`} multiline maw={320} position="left" openDelay={400}>
      {htmlFor === undefined ? (
        <span className={classes['label']}>{text}</span>
      ) : (
        <label className={classes['label']} htmlFor={htmlFor}>
          {text}
        </label>
      )}
    </Tooltip>
  );
}

function nameOf(graph: GraphDocument, id: string): string {
  const node = graph.nodes[id];
  return node ? titleOf(node, graph, catalog) : id;
}
