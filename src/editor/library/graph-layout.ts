import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { cardWidth } from '../document/grid.ts';
import { faceOf, titleOf } from '../document/node-face.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface DrawnNode extends Box {
  readonly id: string;
  readonly title: string;
  /** Of its first output, or of its first input where it has none. */
  readonly kind: Kind | null;
  readonly isOff: boolean;
}
export interface DrawnWire {
  readonly id: string;
  readonly kind: Kind | null;
  /** An SVG path. */
  readonly path: string;
}
export interface DrawnGroup extends Box {
  readonly id: string;
  readonly title: string;
  readonly colour: string;
}
export interface DrawnGraph {
  readonly bounds: Box;
  readonly groups: readonly DrawnGroup[];
  readonly wires: readonly DrawnWire[];
  readonly nodes: readonly DrawnNode[];
}

/** Height of a card's head and of a port's row in a picture, grid units. */
const headHeight = 3;
const rowHeight = 1.5;
const margin = 2;

/** Where a picture of a graph has its nodes, wires and groups, in grid units of the canvas. */
export function layOut(graph: GraphDocument, catalog: Catalog): DrawnGraph {
  const anchors = new Map<string, readonly [x: number, y: number]>();
  const kinds = new Map<string, Kind>();
  const nodes = Object.entries(graph.nodes).map(([id, node]): DrawnNode => {
    const face = faceOf(node, graph, catalog);
    const [x, y] = node.at;
    const rowY = (row: number) => y + headHeight + rowHeight * (row + 0.5);
    face.inputs.forEach((port, row) => {
      anchors.set(`in ${id}.${port.name}`, [x, rowY(row)]);
    });
    face.outputs.forEach((port, row) => {
      anchors.set(`out ${id}.${port.name}`, [x + cardWidth, rowY(row)]);
      kinds.set(`${id}.${port.name}`, port.kind);
    });
    const rows = Math.max(1, face.inputs.length, face.outputs.length);
    return {
      id,
      title: titleOf(node, graph, catalog),
      kind: (face.outputs[0] ?? face.inputs[0])?.kind ?? null,
      isOff: node.off !== undefined,
      x,
      y,
      width: cardWidth,
      height: headHeight + rowHeight * rows + 1,
    };
  });
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  const wires = graph.edges.flatMap(([from, to]): DrawnWire[] => {
    const start = anchors.get(`out ${from}`) ?? edgeOf(boxes.get(endpointOf(from)?.node ?? ''), 1);
    const end = anchors.get(`in ${to}`) ?? edgeOf(boxes.get(endpointOf(to)?.node ?? ''), 0);
    if (!start || !end) return [];
    const bend = Math.max(2, Math.abs(end[0] - start[0]) / 2);
    return [
      {
        id: `${from} -> ${to}`,
        kind: kinds.get(from) ?? null,
        path: `M${start[0]} ${start[1]} C${start[0] + bend} ${start[1]} ${end[0] - bend} ${end[1]} ${end[0]} ${end[1]}`,
      },
    ];
  });
  const groups = Object.entries(graph.groups).flatMap(([id, group]): DrawnGroup[] => {
    const members = group.nodes.flatMap((member) => boxes.get(member) ?? []);
    return members.length === 0 ? [] : [{ id, title: group.title, colour: group.colour, ...around(members, 1.5) }];
  });
  return { bounds: around([...nodes, ...groups], margin), groups, wires, nodes };
}

const edgeOf = (box: Box | undefined, side: 0 | 1) =>
  box && ([box.x + side * box.width, box.y + box.height / 2] as const);

function around(boxes: readonly Box[], space: number): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: cardWidth, height: cardWidth };
  const left = Math.min(...boxes.map(({ x }) => x)) - space;
  const top = Math.min(...boxes.map(({ y }) => y)) - space;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + space;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + space;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
