import type { Edge, Node } from '@xyflow/react';
import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import { type Exposed, type GraphComment, type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import type { GraphPath } from '../document/graph-at.ts';
import { gridSize_px } from '../document/grid.ts';
import { faceOf } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import { edgeId, type Selection } from '../store/document-store.ts';
import type { Point } from './canvas-store.ts';
import type { CardNode } from './card.tsx';
import { handleBoxes, layoutOf, mainOutput } from './card-size.ts';

export interface FrameData extends Record<string, unknown> {
  readonly group: string;
  readonly title: string;
  readonly colour: string;
}
export type FrameNode = Node<FrameData, 'frame'>;
export interface CommentData extends Record<string, unknown> {
  readonly id: string;
  readonly comment: GraphComment;
}
export type CommentNode = Node<CommentData, 'comment'>;
export type FlowNode = CardNode | FrameNode | CommentNode;
export interface WireData extends Record<string, unknown> {
  readonly kind: Kind | null;
  readonly isDropTarget: boolean;
}
export type Wire = Edge<WireData, 'wire'>;

export const frameId = (group: string): string => `group ${group}`;
/** What the canvas calls a comment, among its cards and frames. */
export const commentNodeId = (comment: string): string => `comment ${comment}`;
/** The comment that is called so on the canvas; `null` for cards and frames. */
export function commentOf(graph: GraphDocument, nodeId: string): string | null {
  const id = nodeId.startsWith('comment ') ? nodeId.slice('comment '.length) : null;
  return id !== null && !Object.hasOwn(graph.nodes, nodeId) && Object.hasOwn(graph.comments ?? {}, id) ? id : null;
}

/** What the canvas draws, made from the document; unchanged parts are the same objects as before. */
export interface Elements {
  readonly graph: GraphDocument;
  readonly cards: ReadonlyMap<string, CardNode>;
  readonly comments: readonly CommentNode[];
  readonly nodes: FlowNode[];
}
export interface Scene {
  readonly document: GraphDocument;
  readonly graph: GraphDocument;
  readonly path: GraphPath;
  readonly selection: Selection;
  readonly dragged: ReadonlyMap<string, Point> | null;
}

/** Cards, frames and comments of a graph. */
export function elementsOf(scene: Scene, before: Elements | null): Elements {
  const cards = new Map<string, CardNode>();
  const current = currentOf(scene);
  for (const id of Object.keys(scene.graph.nodes)) cards.set(id, cardOf(scene, id, current, before?.cards.get(id)));
  const frames = framesOf(scene.graph, cards);
  const comments = commentsOf(scene, before?.comments ?? []);
  return { graph: scene.graph, cards, comments, nodes: [...frames, ...comments, ...cards.values()] };
}

/** The one card in the tab order: the selected one, or the first. */
function currentOf({ graph, selection }: Scene): string | undefined {
  const selected = [...selection.nodes].find((id) => graph.nodes[id]);
  return selected ?? Object.keys(graph.nodes)[0];
}

function cardOf(scene: Scene, id: string, current: string | undefined, before: CardNode | undefined): CardNode {
  const { document, graph, path, selection, dragged } = scene;
  const node = graph.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  const face = faceOf(node, graph, catalog);
  const moved = dragged?.get(id);
  const x = moved?.x ?? node.at[0] * gridSize_px;
  const y = moved?.y ?? node.at[1] * gridSize_px;
  const exposed = exposedPorts(graph.exposed).get(id) ?? none;
  const isSelected = selection.nodes.has(id);
  const isCurrent = id === current;
  const step = [...path, id].join('/');
  if (
    before &&
    before.data.node === node &&
    before.data.face === face &&
    before.data.exposed === exposed &&
    before.data.step === step &&
    before.data.isCurrent === isCurrent &&
    before.selected === isSelected &&
    before.position.x === x &&
    before.position.y === y
  ) {
    return before;
  }
  const isCollapsed = node.collapsed === true;
  const layout = layoutOf(face, isCollapsed);
  const main = mainOutput(face);
  const title = node.title ?? face.title;
  const isSame =
    before?.data.node === node &&
    before.data.face === face &&
    before.data.exposed === exposed &&
    before.data.step === step;
  return {
    id,
    type: 'card',
    position: { x, y },
    width: layout.width,
    height: layout.height,
    measured: { width: layout.width, height: layout.height },
    handles: handleBoxes(layout),
    selected: isSelected,
    focusable: isCurrent,
    ariaLabel: `${title}, ${face.title}`,
    data:
      isSame && before.data.isCurrent === isCurrent
        ? before.data
        : {
            node,
            title,
            face,
            layout,
            step,
            exposed,
            shown: main ? outputOf(document, path, id, main.name, catalog) : null,
            isCollapsed,
            isCurrent,
          },
  };
}

const none: ReadonlyMap<string, string> = new Map();
const known = new WeakMap<Exposed, ReadonlyMap<string, ReadonlyMap<string, string>>>();

/** By node, `input port` or `output port` → the names under which users of the subgraph see it. */
function exposedPorts(exposed: Exposed): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const made = known.get(exposed);
  if (made) return made;
  const names = new Map<string, Map<string, string>>();
  const note = (ref: string, side: 'input' | 'output', name: string) => {
    const { node, port } = parseEndpoint(ref);
    const ofNode = names.get(node) ?? new Map<string, string>();
    const key = `${side} ${port}`;
    const others = ofNode.get(key);
    names.set(node, ofNode.set(key, others === undefined ? name : `${others}, ${name}`));
  };
  for (const [name, refs] of Object.entries(exposed.inputs ?? {})) for (const ref of refs) note(ref, 'input', name);
  for (const [name, ref] of Object.entries(exposed.outputs ?? {})) note(ref, 'output', name);
  known.set(exposed, names);
  return names;
}

function commentsOf({ graph, selection, dragged }: Scene, before: readonly CommentNode[]): readonly CommentNode[] {
  return Object.entries(graph.comments ?? {}).map(([id, comment]): CommentNode => {
    const node = commentNodeId(id);
    const selected = selection.comments.has(id);
    const moved = dragged?.get(node);
    const position = moved ?? { x: comment.at[0] * gridSize_px, y: comment.at[1] * gridSize_px };
    const old = before.find((one) => one.id === node);
    const isSame =
      old?.data.comment === comment &&
      old.selected === selected &&
      old.position.x === position.x &&
      old.position.y === position.y;
    if (isSame) return old;
    const size = { width: comment.size[0] * gridSize_px, height: comment.size[1] * gridSize_px };
    return {
      id: node,
      type: 'comment',
      position,
      ...size,
      measured: size,
      // Above cards: what is written where a card lies can be read, and taken hold of.
      zIndex: 1,
      selected,
      focusable: true,
      connectable: false,
      ariaLabel: `Comment: ${comment.text.trim() || 'empty'}`,
      data: { id, comment },
    };
  });
}

const framePadding = gridSize_px;
const frameTitleHeight = 32;

function framesOf(graph: GraphDocument, cards: ReadonlyMap<string, CardNode>): readonly FrameNode[] {
  return Object.entries(graph.groups).flatMap(([group, { title, colour, nodes }]) => {
    const members = nodes.flatMap((id) => cards.get(id) ?? []);
    if (members.length === 0) return [];
    const left = Math.min(...members.map(({ position }) => position.x)) - framePadding;
    const top = Math.min(...members.map(({ position }) => position.y)) - framePadding - frameTitleHeight;
    const right = Math.max(...members.map(({ position, width }) => position.x + (width ?? 0))) + framePadding;
    const bottom = Math.max(...members.map(({ position, height }) => position.y + (height ?? 0))) + framePadding;
    const size = { width: right - left, height: bottom - top };
    return [
      {
        id: frameId(group),
        type: 'frame' as const,
        position: { x: left, y: top },
        ...size,
        measured: size,
        zIndex: -1,
        // Only the title takes the pointer: inside a frame one may pan, select and draw wires.
        style: { pointerEvents: 'none' as const },
        selectable: false,
        focusable: false,
        connectable: false,
        dragHandle: '.frame-title',
        data: { group, title, colour },
      },
    ];
  });
}

/** Wires of a graph, coloured by what they carry. */
export function wiresOf(
  graph: GraphDocument,
  selection: Selection,
  dropWire: string | null,
  before: ReadonlyMap<string, Wire>,
): ReadonlyMap<string, Wire> {
  const wires = new Map<string, Wire>();
  for (const [from, to] of graph.edges) {
    const id = edgeId(from, to);
    const source = parseEndpoint(from);
    const target = parseEndpoint(to);
    const sourceNode = graph.nodes[source.node];
    const targetNode = graph.nodes[target.node];
    if (!sourceNode || !targetNode) continue;
    const output = faceOf(sourceNode, graph, catalog).outputs.find(({ name }) => name === source.port);
    const hasInput = faceOf(targetNode, graph, catalog).inputs.some(({ name }) => name === target.port);
    if (!output || !hasInput) continue;
    const isSelected = selection.edges.has(id);
    const isDropTarget = id === dropWire;
    const old = before.get(id);
    if (
      old?.data &&
      old.selected === isSelected &&
      old.data.isDropTarget === isDropTarget &&
      old.data.kind === output.kind
    ) {
      wires.set(id, old);
      continue;
    }
    wires.set(id, {
      id,
      type: 'wire',
      source: source.node,
      sourceHandle: source.port,
      target: target.node,
      targetHandle: target.port,
      selected: isSelected,
      focusable: false,
      interactionWidth: 14,
      ariaLabel: `${output.kind} from ${from} to ${to}`,
      data: { kind: output.kind, isDropTarget },
    });
  }
  return wires;
}
