import type { DragEvent } from 'react';
import { catalog } from '../../nodes/library.ts';
import { gridSize_px } from '../document/grid.ts';
import type { Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { add, cornerFor, graphNow, say } from './actions.ts';
import { placeAt } from './canvas-places.ts';
import { canvasStore, type Point } from './canvas-store.ts';
import { elementsOf } from './flow-elements.ts';
import { fitsInto, wireNear } from './near-wire.ts';

/** What is dragged from the palette: the type of a node. */
export const nodeMime = 'application/x-cellwire-node';
/** Browsers hide what is dragged until it is dropped; the palette tells here. */
let draggedType: string | null = null;
export function setDraggedType(type: string | null): void {
  draggedType = type;
}

export function overCanvas(event: DragEvent): void {
  const { types } = event.dataTransfer;
  if (!types.includes(nodeMime) && !types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  if (draggedType !== null) canvasStore.setState({ dropWire: wireAt(draggedType, pointOf(event)) });
}

const pointOf = (event: DragEvent): Point => ({ x: event.clientX, y: event.clientY });

function wireAt(type: string, screen: Point): string | null {
  const { document, path, selection } = documentStore.getState();
  const graph = graphNow();
  const { cards } = elementsOf({ document, graph, path, selection, dragged: null }, null);
  const [column, row] = placeAt(screen);
  const at = { x: column * gridSize_px, y: row * gridSize_px };
  return wireNear(graph, cards, at, (from) => fitsInto(type, graph, from));
}

/** A node from the palette is added where it is dropped, into the wire there; files dropped on a card are for its node. */
export function dropOnCanvas(event: DragEvent, session: Session): void {
  const screen = pointOf(event);
  const type = event.dataTransfer.getData(nodeMime);
  canvasStore.setState({ dropWire: null });
  if (type !== '') {
    event.preventDefault();
    add({ type, at: cornerFor(type, placeAt(screen)), onWire: wireAt(type, screen) });
    return;
  }
  const id = (event.target as Element).closest('.react-flow__node-card')?.getAttribute('data-id');
  // Files dropped elsewhere are for the whole page: a movie, a graph, or a result that carries one.
  if (!id || !readsFiles(graphNow().nodes[id]?.type ?? '')) return;
  event.preventDefault();
  const step = [...documentStore.getState().path, id].join('/');
  session.bind(step, [...event.dataTransfer.files]).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error), screen);
  });
}

const readsFiles = (type: string): boolean =>
  Object.values(catalog.nodes.get(type)?.params ?? {}).some((param) => param.type === 'file');
