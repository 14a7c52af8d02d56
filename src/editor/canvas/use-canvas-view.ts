import { useReactFlow } from '@xyflow/react';
import { type MouseEvent, type RefObject, useEffect, useMemo } from 'react';
import { gridSize_px } from '../document/grid.ts';
import { select } from '../store/document-store.ts';
import { setPlaces } from './canvas-places.ts';
import { canvasStore, type Place, type Point } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';
import type { FlowNode } from './flow-elements.ts';

const fitting = { padding: 0.08, maxZoom: 1, duration: 200 } as const;

/** The view as commands use it, and the pointer's way over the canvas. */
export function useCanvasView(container: RefObject<HTMLDivElement | null>) {
  const flow = useReactFlow<FlowNode>();
  const view = useMemo(() => makeView(flow, container), [flow, container]);
  useEffect(() => {
    const place = (screen: Point) => toPlace(flow.screenToFlowPosition(screen, { snapToGrid: false }));
    setPlaces(place, () => view.middle().at, view);
  }, [flow, view]);
  return view;
}

const leastToRead = 0.42;

/** A graph too wide to be read as a whole is shown from its left. */
function openOn(flow: ReturnType<typeof useReactFlow<FlowNode>>, container: RefObject<HTMLDivElement | null>): void {
  const box = container.current?.getBoundingClientRect();
  const cards = flow.getNodes().filter(({ type }) => type === 'card');
  if (!box || cards.length === 0) {
    void flow.setViewport({ zoom: 1, x: 0, y: 0 });
    return;
  }
  const bounds = flow.getNodesBounds(cards);
  const fits = Math.min(box.width / bounds.width, box.height / bounds.height) * 0.84;
  if (fits >= leastToRead) {
    void flow.fitView({ ...fitting, duration: 0 });
    return;
  }
  const first = cards.reduce((a, b) => (b.position.x < a.position.x ? b : a));
  void flow.setViewport({
    zoom: leastToRead,
    x: 50 - bounds.x * leastToRead,
    y: box.height / 2 - (first.position.y + (first.height ?? 0) / 2) * leastToRead,
  });
}

const toPlace = ({ x, y }: Point): Place => [Math.round(x / gridSize_px), Math.round(y / gridSize_px)];

function makeView(flow: ReturnType<typeof useReactFlow<FlowNode>>, container: RefObject<HTMLDivElement | null>) {
  let last: Point | null = null;
  const locate = (screen: Point) => ({
    screen,
    at: toPlace(flow.screenToFlowPosition(screen, { snapToGrid: false })),
  });
  const middleOnScreen = (): Point => {
    const box = container.current?.getBoundingClientRect();
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: 0, y: 0 };
  };
  const element = (id: string): HTMLElement | null =>
    container.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null;
  const isVisible = (id: string): boolean => {
    const box = element(id)?.getBoundingClientRect();
    const around = container.current?.getBoundingClientRect();
    if (!box || !around) return false;
    return box.left >= around.left && box.right <= around.right && box.top >= around.top && box.bottom <= around.bottom;
  };
  const reveal = (id: string) => {
    const node = flow.getNode(id);
    if (!node || isVisible(id)) return;
    const { width = 0, height = 0, position } = node;
    const zoom = Math.max(0.5, flow.getZoom());
    void flow.setCenter(position.x + width / 2, position.y + height / 2, { zoom });
  };
  let asked = 0;
  // A card is drawn, and becomes focusable, some frames after it came into view; a user who went elsewhere is left there.
  const focusWhenDrawn = (id: string, mine: number, framesLeft: number): void => {
    const { activeElement } = document;
    const isFree =
      !activeElement || activeElement === document.body || activeElement.matches('.react-flow__node, section');
    if (mine !== asked || !isFree) return;
    const card = element(id);
    card?.focus({ preventScroll: true });
    if (framesLeft === 0 || (card && document.activeElement === card)) return;
    if (framesLeft % 10 === 0) reveal(id);
    requestAnimationFrame(() => focusWhenDrawn(id, mine, framesLeft - 1));
  };
  const view: CanvasView & { follow(event: MouseEvent): void; openMenu(event: MouseEvent): void } = {
    open: () => openOn(flow, container),
    fit: () => void flow.fitView(fitting),
    zoomTo: (ids) => void flow.fitView({ ...fitting, padding: 0.2, nodes: ids.map((id) => ({ id })) }),
    zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: 120 }),
    pointer: () => locate(last ?? middleOnScreen()),
    middle: () => locate(middleOnScreen()),
    beside: (id) => {
      const box = element(id)?.getBoundingClientRect();
      return box ? { x: box.right + 12, y: box.top } : middleOnScreen();
    },
    focusCard: (id) => {
      const mine = ++asked;
      requestAnimationFrame(() => {
        if (mine === asked) reveal(id);
        focusWhenDrawn(id, mine, 60);
      });
    },
    reveal: (id) => void requestAnimationFrame(() => reveal(id)),
    focus: () => container.current?.focus({ preventScroll: true }),
    follow: (event) => {
      last = { x: event.clientX, y: event.clientY };
    },
    openMenu: (event) => {
      // Cards and comments lie within the pane, and have menus of their own.
      if (!(event.target as Element).matches('.react-flow__pane')) return;
      event.preventDefault();
      select({});
      const { screen, at } = locate({ x: event.clientX, y: event.clientY });
      canvasStore.setState({ menu: { screen, target: { kind: 'canvas', at } } });
    },
  };
  return view;
}
