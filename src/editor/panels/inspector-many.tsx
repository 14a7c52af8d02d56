import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { faceOf } from '../document/node-face.ts';
import { documentStore, openGraph, select } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { ArrangeButtons } from './inspector-arrange.tsx';
import { Params } from './inspector-params.tsx';
import { Section } from './inspector-section.tsx';

interface Props {
  readonly ids: readonly string[];
}

/** What can be done with several nodes at once; nodes of one type share their parameters. */
export function ManyInspector({ ids }: Props) {
  const graph = useStore(documentStore, openGraph);
  const byType = groupedByType(ids, graph);
  return (
    <div className={classes['inspector']}>
      <div className={classes['title']}>
        <Text size="sm" fw={600}>
          {ids.length} nodes selected
        </Text>
      </div>
      <ArrangeButtons ids={ids} />
      {byType.size > 1 && (
        <Section title="Of these">
          <Group gap={4}>
            {[...byType].map(([type, members]) => {
              const first = graph.nodes[members[0] ?? ''];
              return (
                <Tooltip key={type} label="Select only these, to change their parameters together">
                  <Button size="compact-xs" variant="default" onClick={() => select({ nodes: new Set(members) })}>
                    {members.length} × {first ? faceOf(first, graph, catalog).title : type}
                  </Button>
                </Tooltip>
              );
            })}
          </Group>
        </Section>
      )}
      {[...byType].map(([type, members]) => {
        const nodes = members.flatMap((id) => graph.nodes[id] ?? []);
        const first = nodes[0];
        return byType.size === 1 && first ? (
          <Params key={type} ids={members} nodes={nodes} face={faceOf(first, graph, catalog)} />
        ) : null;
      })}
    </div>
  );
}

function groupedByType(ids: readonly string[], graph: GraphDocument): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const type = graph.nodes[id]?.type ?? '';
    groups.set(type, [...(groups.get(type) ?? []), id]);
  }
  return groups;
}
