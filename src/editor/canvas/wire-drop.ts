import type { FinalConnectionState } from '@xyflow/react';
import { catalog } from '../../nodes/library.ts';
import { connectionProblem, portAt } from '../document/connect.ts';
import { faceOf } from '../document/node-face.ts';
import { connectOrSay, graphNow, refOf } from './actions.ts';
import { openSearchAt } from './canvas-places.ts';
import { canvasStore, type Point, type WireEnd } from './canvas-store.ts';

export function pointOf(event: MouseEvent | TouchEvent): Point {
  const at = 'changedTouches' in event ? (event.changedTouches[0] ?? event.touches[0]) : event;
  return at ? { x: at.clientX, y: at.clientY } : { x: 0, y: 0 };
}

interface HandleLike {
  readonly nodeId: string;
  readonly id?: string | null;
  readonly type: string;
}
export const endOf = (handle: HandleLike | null): WireEnd | null =>
  handle?.id ? { node: handle.nodeId, port: handle.id, side: handle.type === 'source' ? 'output' : 'input' } : null;

/**
 * A wire was let go where it can't end: on a port it says why, on a card it takes the first port that fits, on nothing it
 * offers the nodes that fit.
 */
export function dropWireEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const from = endOf(state.fromHandle);
  if (!from) return;
  const screen = pointOf(event);
  const to = endOf(state.toHandle);
  if (to) {
    connectOrSay(from, to, screen);
    return;
  }
  const card = document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow__node-card');
  const id = card?.getAttribute('data-id');
  if (!id) {
    if (isOnCanvas(screen)) openSearchAt(screen, from);
    return;
  }
  if (id !== from.node) connectToCard(from, id, screen);
}

/** Connects to the first port of a card that fits: free ones first. */
export function connectToCard(from: WireEnd, id: string, screen: Point): void {
  const graph = graphNow();
  const node = graph.nodes[id];
  const side = from.side === 'output' ? 'input' : 'output';
  const kind = portAt(graph, refOf(from), from.side === 'output' ? 'outputs' : 'inputs', catalog)?.kind;
  if (!node || !kind) return;
  const face = faceOf(node, graph, catalog);
  const ports = side === 'input' ? face.inputs : face.outputs;
  const fitting = ports.filter((port) => port.kind === kind);
  const isFree = (name: string) => side === 'output' || !graph.edges.some(([, to]) => to === `${id}.${name}`);
  const best = fitting.find(({ name }) => isFree(name)) ?? fitting[0] ?? ports[0];
  if (!best) {
    canvasStore.setState({ notice: { text: `${face.title} has no ${side}.`, screen, action: null } });
    return;
  }
  connectOrSay(from, { node: id, port: best.name, side }, screen);
}

const isOnCanvas = ({ x, y }: Point): boolean =>
  document.elementFromPoint(x, y)?.closest('.react-flow__pane, .react-flow__edge, .react-flow__node-frame') != null;

/** Whether a wire could lead from one end to another. */
export const canConnect = (from: WireEnd, to: WireEnd): boolean =>
  from.side !== to.side &&
  connectionProblem(
    graphNow(),
    refOf(from.side === 'output' ? from : to),
    refOf(from.side === 'output' ? to : from),
    catalog,
  ) === null;
