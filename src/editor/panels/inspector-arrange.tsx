import { ActionIcon, Group, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconBoxAlignBottom,
  IconBoxAlignLeft,
  IconBoxAlignRight,
  IconBoxAlignTop,
  IconBoxMultiple,
  IconHierarchy,
  IconLayoutAlignCenter,
  IconLayoutAlignMiddle,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react';
import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { layoutOf } from '../canvas/card-size.ts';
import { alignNodes, distributeNodes, layOut, type SizeOf } from '../document/arrange.ts';
import { gridSize_px } from '../document/grid.ts';
import { makeGroup } from '../document/groups.ts';
import { faceOf } from '../document/node-face.ts';
import { edit } from '../store/document-store.ts';
import classes from './inspector.module.css';

interface Props {
  readonly ids: readonly string[];
}
interface Arrangement {
  readonly title: string;
  readonly icon: Icon;
  /** Nodes that it needs. */
  readonly least: number;
  change(graph: GraphDocument, ids: readonly string[]): GraphDocument;
}

const sizeIn =
  (graph: GraphDocument): SizeOf =>
  (id) => {
    const node = graph.nodes[id];
    if (!node) return { width: 0, height: 0 };
    const { width, height } = layoutOf(faceOf(node, graph, catalog), node.collapsed === true);
    return { width: width / gridSize_px, height: height / gridSize_px };
  };
const align = (title: string, icon: Icon, to: Parameters<typeof alignNodes>[2]): Arrangement => ({
  title,
  icon,
  least: 2,
  change: (graph, ids) => alignNodes(graph, ids, to, sizeIn(graph)),
});
const distribute = (title: string, icon: Icon, along: Parameters<typeof distributeNodes>[2]): Arrangement => ({
  title,
  icon,
  least: 3,
  change: (graph, ids) => distributeNodes(graph, ids, along, sizeIn(graph)),
});
const colours = ['#4477aa', '#228833', '#aa3377', '#ccbb44', '#ee6677', '#66ccee'];

const arrangements: readonly Arrangement[] = [
  align('Align left edges', IconBoxAlignLeft, 'left'),
  align('Align centres', IconLayoutAlignCenter, 'centre'),
  align('Align right edges', IconBoxAlignRight, 'right'),
  align('Align upper edges', IconBoxAlignTop, 'top'),
  align('Align middles', IconLayoutAlignMiddle, 'middle'),
  align('Align lower edges', IconBoxAlignBottom, 'bottom'),
  distribute('Equal gaps across', IconLayoutDistributeVertical, 'row'),
  distribute('Equal gaps down', IconLayoutDistributeHorizontal, 'column'),
  {
    title: 'Lay out',
    icon: IconHierarchy,
    least: 2,
    change: (graph, ids) => layOut(graph, ids, sizeIn(graph)),
  },
  {
    title: 'Put into a group',
    icon: IconBoxMultiple,
    least: 1,
    change: (graph, ids) => {
      const colour = colours[Object.keys(graph.groups).length % colours.length] ?? '#4477aa';
      return makeGroup(graph, ids, 'Group', colour).graph;
    },
  },
];

/** Align, distribute, lay out and group the selected nodes. */
export function ArrangeButtons({ ids }: Props) {
  return (
    <Group gap={2} className={classes['arrange']} role="group" aria-label="Arrange">
      {arrangements.map(({ title, icon: Picture, least, change }) => (
        <Tooltip key={title} label={ids.length < least ? `${title}: needs ${least} nodes` : title}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={title}
            aria-disabled={ids.length < least}
            onClick={() => ids.length >= least && edit(title, (graph) => change(graph, ids))}
          >
            <Picture size={17} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}
