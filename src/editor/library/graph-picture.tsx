import { useMemo } from 'react';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { kindColours } from '../shell/theme.ts';
import { type DrawnNode, layOut } from './graph-layout.ts';
import classes from './graph-picture.module.css';

/** How a node of a picture is marked. */
export type Mark = 'added' | 'removed' | 'changed' | 'moved';
const marks: Readonly<Record<Mark, string>> = {
  added: 'var(--mantine-color-teal-6)',
  removed: 'var(--mantine-color-red-6)',
  changed: 'var(--mantine-color-orange-5)',
  moved: 'var(--mantine-color-blue-5)',
};
export const markColour = (mark: Mark): string => marks[mark];

/** A small still picture of a graph: nodes, wires coloured by kind, groups. */
export function GraphPicture({
  graph,
  label,
  titles = false,
  marked,
}: {
  readonly graph: GraphDocument;
  /** What a screen reader says it is; left out where text beside it says so. */
  readonly label?: string;
  readonly titles?: boolean;
  /** By node id, and by wire (`from -> to`). */
  readonly marked?: ReadonlyMap<string, Mark>;
}) {
  const { bounds, groups, wires, nodes } = useMemo(() => layOut(graph, catalog), [graph]);
  const wireWidth = Math.max(0.35, Math.min(bounds.width, bounds.height * 2) / 320);
  return (
    <svg
      className={classes['picture']}
      viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      role="img"
      aria-hidden={label === undefined}
      aria-label={label ?? graph.title}
    >
      {groups.map(({ id, title, colour, ...box }) => (
        <g key={id}>
          <rect
            {...box}
            rx={1.5}
            fill={colour}
            fillOpacity={0.12}
            stroke={colour}
            strokeOpacity={0.4}
            strokeWidth={0.2}
          />
          {titles && (
            <text x={box.x + 1} y={box.y - 0.6} fontSize={1.7} className={classes['groupTitle']}>
              {title}
            </text>
          )}
        </g>
      ))}
      {wires.map(({ id, kind, path }) => {
        const mark = marked?.get(id);
        return (
          <path
            key={id}
            d={path}
            fill="none"
            stroke={mark ? marks[mark] : kind ? kindColours[kind] : 'var(--mantine-color-gray-5)'}
            strokeWidth={mark ? wireWidth * 1.8 : wireWidth}
            strokeOpacity={marked && !mark ? 0.35 : 0.85}
            {...(mark === 'removed' ? { strokeDasharray: '1.2 0.8' } : {})}
          />
        );
      })}
      {nodes.map((node) => (
        <Card key={node.id} node={node} titled={titles} mark={marked?.get(node.id)} dimmed={marked !== undefined} />
      ))}
    </svg>
  );
}

function Card({
  node,
  titled,
  mark,
  dimmed,
}: {
  readonly node: DrawnNode;
  readonly titled: boolean;
  readonly mark: Mark | undefined;
  readonly dimmed: boolean;
}) {
  const { x, y, width, height, kind, title } = node;
  return (
    <g opacity={node.isOff || (dimmed && !mark) ? 0.45 : 1}>
      <rect
        {...{ x, y, width, height }}
        rx={1}
        className={classes['card']}
        {...(mark ? { style: { stroke: marks[mark], strokeWidth: 0.7 } } : {})}
        {...(mark === 'removed' ? { strokeDasharray: '1.4 0.9' } : {})}
      />
      <rect x={x} y={y} width={width} height={0.8} rx={0.4} fill={kind ? kindColours[kind] : 'gray'} />
      {titled && (
        <text x={x + 0.8} y={y + 2.6} fontSize={1.55} className={classes['title']}>
          {title.length > 15 ? `${title.slice(0, 14)}…` : title}
        </text>
      )}
    </g>
  );
}
