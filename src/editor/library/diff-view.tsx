import { ColorSwatch, Group, ScrollArea, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import type { StoredParam } from '../../runtime/node/params.ts';
import { diffDocuments, type GraphDiff } from '../document/diff-documents.ts';
import { faceOf, titleOf } from '../document/node-face.ts';
import classes from './diff-view.module.css';
import { GraphPicture, type Mark, markColour } from './graph-picture.tsx';
import { markedGraph } from './marked-graph.ts';

const legend: readonly Mark[] = ['added', 'removed', 'changed', 'moved'];

/** What changed from one graph to another: a picture with colours, and a list. */
export function DiffView({ before, after }: { readonly before: GraphDocument; readonly after: GraphDocument }) {
  const diffs = useMemo(() => diffDocuments(before, after), [before, after]);
  const root = diffs.find(({ path }) => path.length === 0);
  const { graph, marks } = useMemo(() => markedGraph(before, after, root), [before, after, root]);
  const rows = diffs.flatMap((diff) => rowsOf(diff, before, after));
  return (
    <>
      <div className={classes['picture']}>
        <GraphPicture graph={graph} marked={marks} titles label="The graph with what changed in colour" />
      </div>
      <Group gap="md">
        {legend.map((mark) => (
          <Group key={mark} gap={6}>
            <ColorSwatch size={12} color={markColour(mark)} withShadow={false} aria-hidden />
            <Text size="xs">{mark}</Text>
          </Group>
        ))}
      </Group>
      <ScrollArea className={classes['list']} type="auto">
        {rows.length === 0 ? (
          <Text size="sm">Nothing changed since.</Text>
        ) : (
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {rows.map(({ where, what, from, to }) => (
                <Table.Tr key={`${where} ${what}`}>
                  <Table.Td>{where}</Table.Td>
                  <Table.Td>{what}</Table.Td>
                  <Table.Td>
                    {from !== undefined && <del className={classes['from']}>{from}</del>}{' '}
                    {to !== undefined && <ins className={classes['to']}>{to}</ins>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </ScrollArea>
    </>
  );
}

interface Row {
  readonly where: string;
  readonly what: string;
  readonly from?: string;
  readonly to?: string;
}
function rowsOf(diff: GraphDiff, before: GraphDocument, after: GraphDocument): readonly Row[] {
  const [old, now] = [within(before, diff.path), within(after, diff.path)];
  const place = (id: string) => [...diff.path, id].join('/');
  const added = diff.added.map((id): Row => ({ where: place(id), what: `${named(now, id)} added` }));
  const removed = diff.removed.map((id): Row => ({ where: place(id), what: `${named(old, id)} removed` }));
  const changed = diff.changed.flatMap(({ id, params, fields, isMoved }): Row[] => {
    const defaults = now.nodes[id] ? faceOf(now.nodes[id], now, catalog).params : new Map();
    const shown = (value: StoredParam | undefined, param: string) =>
      String(value ?? defaults.get(param)?.default ?? 'default');
    return [
      ...params.map(({ param, from, to }) => ({
        where: place(id),
        what: param,
        from: shown(from, param),
        to: shown(to, param),
      })),
      ...fields.map((field) => ({
        where: place(id),
        what: field,
        from: String(old.nodes[id]?.[field] ?? '–'),
        to: String(now.nodes[id]?.[field] ?? '–'),
      })),
      ...(isMoved && params.length + fields.length === 0 ? [{ where: place(id), what: 'moved' }] : []),
    ];
  });
  const wires = [
    ...diff.wiresAdded.map(([from, to]): Row => ({ where: `${place(from)} → ${to}`, what: 'wire added' })),
    ...diff.wiresRemoved.map(([from, to]): Row => ({ where: `${place(from)} → ${to}`, what: 'wire removed' })),
  ];
  const parts = diff.parts.map(
    (part): Row =>
      part === 'title' || part === 'notes'
        ? { where: diff.path.join('/') || 'graph', what: part, from: old[part], to: now[part] }
        : { where: diff.path.join('/') || 'graph', what: `${part} changed` },
  );
  return [...added, ...removed, ...changed, ...wires, ...parts];
}

const within = (graph: GraphDocument, path: readonly string[]): GraphDocument =>
  path.reduce((at, name) => at.subgraphs?.[name] ?? at, graph);
function named(graph: GraphDocument, id: string): string {
  const node = graph.nodes[id];
  return node ? titleOf(node, graph, catalog) : id;
}
