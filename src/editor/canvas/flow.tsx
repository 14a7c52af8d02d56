import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  type OnConnectStartParams,
  ReactFlow,
  type Viewport,
} from '@xyflow/react';
import { type RefObject, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { connectionProblem, portAt } from '../document/connect.ts';
import { graphAt } from '../document/graph-at.ts';
import { gridSize_px } from '../document/grid.ts';
import { documentStore, select } from '../store/document-store.ts';
import { connectOrSay, graphNow, refOf, removeWires } from './actions.ts';
import classes from './canvas.module.css';
import { canvasStore, type WireEnd } from './canvas-store.ts';
import { Card } from './card.tsx';
import { lookAt, lookAtPort, openOrLook } from './commands-node.ts';
import { Comment, paper } from './comment.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { commitDrag, followDrag } from './dragging.ts';
import { familyOf } from './families.ts';
import {
  commentOf,
  type Elements,
  elementsOf,
  type FlowNode,
  type Wire as WireEdge,
  wiresOf,
} from './flow-elements.ts';
import { Frame } from './frame.tsx';
import { Guides } from './guides.tsx';
import { Wire } from './wire.tsx';
import { dropWireEnd, endOf, pointOf } from './wire-drop.ts';

const nodeTypes = { card: Card, frame: Frame, comment: Comment };
const edgeTypes = { wire: Wire };
const snap: [number, number] = [gridSize_px, gridSize_px];
const panButtons = [0, 1];

/** What React Flow shows, made anew from the document whenever that changes. */
function useElements() {
  const document = useStore(documentStore, (state) => state.document);
  const path = useStore(documentStore, (state) => state.path);
  const selection = useStore(documentStore, (state) => state.selection);
  const dragged = useStore(canvasStore, (state) => state.dragged);
  const dropWire = useStore(canvasStore, (state) => state.dropWire);
  const graph = useMemo(() => graphAt(document, path, catalog) ?? document, [document, path]);
  const before = useRef<Elements | null>(null);
  const wiresBefore = useRef<ReadonlyMap<string, WireEdge>>(new Map());
  const elements = useMemo(() => {
    const made = elementsOf({ document, graph, path, selection, dragged }, before.current);
    before.current = made;
    return made;
  }, [document, graph, path, selection, dragged]);
  const edges = useMemo(() => {
    const made = wiresOf(graph, selection, dropWire, wiresBefore.current);
    wiresBefore.current = made;
    return [...made.values()];
  }, [graph, selection, dropWire]);
  return { elements, edges };
}

/** Cards and wires, and what the pointer does with them. */
export function Flow({ container }: { container: RefObject<HTMLDivElement | null> }) {
  const { elements, edges } = useElements();
  const latest = useRef(elements);
  latest.current = elements;
  const scheme = useComputedColorScheme('light');
  const events = useMemo(() => pointerEvents(latest, container), [container]);
  return (
    <ReactFlow<FlowNode, WireEdge>
      className={classes['flow'] ?? ''}
      nodes={elements.nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={scheme}
      onlyRenderVisibleElements
      disableKeyboardA11y
      deleteKeyCode={null}
      panActivationKeyCode={null}
      multiSelectionKeyCode={multiKeys}
      selectionKeyCode="Shift"
      snapToGrid
      snapGrid={snap}
      minZoom={0.05}
      maxZoom={2}
      panOnDrag={panButtons}
      zoomOnDoubleClick={false}
      connectionRadius={24}
      connectionLineComponent={ConnectionLine}
      {...events}
    >
      <Background variant={BackgroundVariant.Dots} gap={gridSize_px} size={1.2} />
      <MiniMap<FlowNode>
        pannable
        zoomable
        ariaLabel="Overview of the graph"
        nodeColor={miniColour}
        nodeBorderRadius={20}
        style={miniSize}
      />
      <Guides />
    </ReactFlow>
  );
}

/** Zoom below which cards show only name, picture and state. */
const farBelow = 0.5;
const multiKeys = ['Shift', 'Meta', 'Control'];
const miniSize = { width: 150, height: 100 };
const miniColour = (node: FlowNode): string =>
  node.type === 'frame'
    ? `${node.data.colour}22`
    : node.type === 'comment'
      ? (node.data.comment.colour ?? paper)
      : familyOf(node.data.face.family).colour;

function pointerEvents(latest: RefObject<Elements>, container: RefObject<HTMLDivElement | null>) {
  const asEnds = ({ source, sourceHandle, target, targetHandle }: Connection): readonly [WireEnd, WireEnd] => [
    { node: source, port: sourceHandle ?? '', side: 'output' },
    { node: target, port: targetHandle ?? '', side: 'input' },
  ];
  const stopConnecting = () => {
    delete container.current?.dataset['connecting'];
    canvasStore.setState({ connecting: null });
  };
  let pointer = { x: 0, y: 0 };
  return {
    onMove: (_: unknown, { zoom }: Viewport) => {
      container.current?.toggleAttribute('data-far', zoom < farBelow);
    },
    onNodesChange: (changes: NodeChange<FlowNode>[]) => {
      followDrag(changes, latest.current);
      const { selection } = documentStore.getState();
      const isComment = (change: NodeChange<FlowNode>) => 'id' in change && commentOf(graphNow(), change.id) !== null;
      const nodes = afterSelecting(
        changes.filter((change) => !isComment(change)),
        selection.nodes,
      );
      const comments = afterSelecting(
        changes
          .filter(isComment)
          .map((change) => ('id' in change ? { ...change, id: commentOf(graphNow(), change.id) } : change)),
        selection.comments,
      );
      if (nodes || comments) {
        select({ nodes: nodes ?? selection.nodes, edges: selection.edges, comments: comments ?? selection.comments });
      }
    },
    onEdgesChange: (changes: EdgeChange<WireEdge>[]) => {
      const { selection } = documentStore.getState();
      const chosen = afterSelecting(changes, selection.edges);
      if (chosen) select({ ...selection, edges: chosen });
    },
    onNodeDragStop: commitDrag,
    onSelectionDragStop: commitDrag,
    onNodeClick: (event: React.MouseEvent, node: FlowNode) => {
      if (node.type === 'card' && !event.shiftKey && !event.ctrlKey && !event.metaKey) lookAt(node.id, event.altKey);
    },
    onNodeDoubleClick: (_: React.MouseEvent, node: FlowNode) => {
      if (node.type === 'card' && node.data.face.isGraph) openOrLook(node.id);
      if (node.type === 'comment') canvasStore.setState({ renaming: { kind: 'comment', id: node.data.id } });
    },
    onEdgeClick: (event: React.MouseEvent, wire: WireEdge) =>
      lookAtPort(wire.source, wire.sourceHandle ?? '', event.altKey),
    onNodeContextMenu: (event: React.MouseEvent, node: FlowNode) => {
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      if (node.type === 'frame') {
        canvasStore.setState({ menu: { screen, target: { kind: 'group', id: node.data.group } } });
        return;
      }
      if (node.type === 'comment') {
        const { id } = node.data;
        if (!documentStore.getState().selection.comments.has(id)) select({ comments: new Set([id]) });
        canvasStore.setState({ menu: { screen, target: { kind: 'comment', id } } });
        return;
      }
      if (!documentStore.getState().selection.nodes.has(node.id)) select({ nodes: new Set([node.id]) });
      const end = portUnder(event.target as Element, node.id);
      if (end) {
        canvasStore.setState({ menu: { screen, target: { kind: 'port', end } } });
        return;
      }
      canvasStore.setState({ menu: { screen, target: { kind: 'node', id: node.id } } });
    },
    onSelectionContextMenu: (event: React.MouseEvent, nodes: FlowNode[]) => {
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      canvasStore.setState({ menu: { screen, target: { kind: 'node', id: nodes[0]?.id ?? '' } } });
    },
    onEdgeContextMenu: (event: React.MouseEvent, wire: WireEdge) => {
      event.preventDefault();
      select({ edges: new Set([wire.id]) });
      const screen = { x: event.clientX, y: event.clientY };
      canvasStore.setState({ menu: { screen, target: { kind: 'wire', id: wire.id } } });
    },
    isValidConnection: (wire: Connection | WireEdge) =>
      connectionProblem(
        graphNow(),
        `${wire.source}.${wire.sourceHandle ?? ''}`,
        `${wire.target}.${wire.targetHandle ?? ''}`,
        catalog,
      ) === null,
    onConnectStart: (event: MouseEvent | TouchEvent, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      pointer = pointOf(event);
      if (!nodeId || !handleId) return;
      const end: WireEnd = { node: nodeId, port: handleId, side: handleType === 'source' ? 'output' : 'input' };
      const port = portAt(graphNow(), refOf(end), end.side === 'output' ? 'outputs' : 'inputs', catalog);
      if (container.current && port) {
        container.current.dataset['connecting'] = `${end.side === 'output' ? 'target' : 'source'} ${port.kind}`;
      }
      canvasStore.setState({ connecting: end });
    },
    onConnect: (connection: Connection) => {
      connectOrSay(...asEnds(connection), pointer);
    },
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      stopConnecting();
      if (!state.isValid) dropWireEnd(event, state);
    },
    onReconnect: (old: WireEdge, connection: Connection) => {
      connectOrSay(...asEnds(connection), pointer, old.id);
    },
    onReconnectEnd: (event: MouseEvent | TouchEvent, wire: WireEdge, _: unknown, state: FinalConnectionState) => {
      stopConnecting();
      if (state.isValid) return;
      const to = endOf(state.toHandle);
      const from = endOf(state.fromHandle);
      if (from && to) connectOrSay(from, to, pointOf(event), wire.id);
      else removeWires([wire.id]);
    },
  };
}

/** The port whose dot or name is under the pointer. */
function portUnder(target: Element, node: string): WireEnd | null {
  const [side, port] = target.closest('[data-port]')?.getAttribute('data-port')?.split(' ') ?? [];
  return port && (side === 'input' || side === 'output') ? { node, port, side } : null;
}

/** What is selected after React Flow's changes; `null` where they select nothing. */
function afterSelecting(
  changes: readonly { readonly type: string }[],
  selected: ReadonlySet<string>,
): ReadonlySet<string> | null {
  let next: Set<string> | null = null;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    const { id, selected: isSelected } = change as unknown as { id: string; selected: boolean };
    next ??= new Set(selected);
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  return next;
}
