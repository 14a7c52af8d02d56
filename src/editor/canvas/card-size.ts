import { Position } from '@xyflow/react';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { Param } from '../../runtime/node/params.ts';
import { cardWidth, gridSize_px } from '../document/grid.ts';
import type { NodeFace, PortFace } from '../document/node-face.ts';

/** Sizes are known without drawing, so that React Flow need not mount cards to measure them. All in px at zoom 1. */
export const headerHeight = 36;
export const portHeight = 20;
export const paramHeight = 30;
export const footerHeight = 22;
const pictureHeight = 94;
const glyphHeight = 30;
const handleSize = 12;
export const width = cardWidth * gridSize_px;
const collapsedHeight = 2 * gridSize_px;
const maxParams = 3;

export interface CardLayout {
  readonly width: number;
  readonly height: number;
  readonly preview: 'picture' | 'glyph' | 'none';
  readonly params: readonly (readonly [name: string, param: Param])[];
  /** Room between ports and footer. */
  readonly bodyHeight: number;
  readonly handles: readonly HandlePlace[];
}
export interface HandlePlace {
  readonly port: PortFace;
  readonly side: 'input' | 'output';
  /** Of the centre, from the top of the card. */
  readonly y: number;
}

const layouts = new WeakMap<NodeFace, { open?: CardLayout; collapsed?: CardLayout }>();

/** Where everything of a card is; the same object for the same face. */
export function layoutOf(face: NodeFace, isCollapsed: boolean): CardLayout {
  const known = layouts.get(face) ?? {};
  const made = isCollapsed ? known.collapsed : known.open;
  if (made) return made;
  const layout = isCollapsed ? collapsedLayout(face) : openLayout(face);
  layouts.set(face, isCollapsed ? { ...known, collapsed: layout } : { ...known, open: layout });
  return layout;
}

function openLayout(face: NodeFace): CardLayout {
  const params = paramsOnCard(face);
  const preview = face.outputs.length === 0 ? 'none' : pictureOutput(face) ? 'picture' : 'glyph';
  const rows = Math.max(face.inputs.length, face.outputs.length);
  const portsHeight = rows * portHeight + (rows > 0 ? 8 : 0);
  const paramsHeight = params.length * paramHeight;
  const body =
    preview === 'picture'
      ? Math.max(pictureHeight, paramsHeight)
      : paramsHeight + (preview === 'glyph' ? glyphHeight : 0);
  const wanted = headerHeight + portsHeight + body + footerHeight + 6;
  const height = Math.ceil(wanted / gridSize_px) * gridSize_px;
  const top = headerHeight + 4 + portHeight / 2;
  const place = (side: 'input' | 'output') => (port: PortFace, i: number) => ({ port, side, y: top + i * portHeight });
  return {
    width,
    height,
    preview,
    params,
    bodyHeight: height - headerHeight - portsHeight - footerHeight,
    handles: [...face.inputs.map(place('input')), ...face.outputs.map(place('output'))],
  };
}

function collapsedLayout(face: NodeFace): CardLayout {
  const place = (side: 'input' | 'output', count: number) => (port: PortFace, i: number) => ({
    port,
    side,
    y: (collapsedHeight * (i + 1)) / (count + 1),
  });
  return {
    width,
    height: collapsedHeight,
    preview: 'none',
    params: [],
    bodyHeight: 0,
    handles: [
      ...face.inputs.map(place('input', face.inputs.length)),
      ...face.outputs.map(place('output', face.outputs.length)),
    ],
  };
}

/** The output whose picture the card shows. */
export const pictureOutput = (face: NodeFace): PortFace | undefined => face.outputs.find(({ kind }) => isFramed(kind));

/** The output that a click on the card looks at: a picture where there is one. */
export const mainOutput = (face: NodeFace): PortFace | undefined => pictureOutput(face) ?? face.outputs[0];

/** The first parameters that are set by number, choice or file; which channel is used comes last. */
function paramsOnCard(face: NodeFace): readonly (readonly [string, Param])[] {
  const shown = [...face.params].filter(([, { type }]) => type !== 'text' && type !== 'toggle');
  const channel = shown.filter(([name]) => name === 'channel');
  return [...shown.filter(([name]) => name !== 'channel'), ...channel].slice(0, maxParams);
}

/** Handles as React Flow takes them, so that wires to cards that are not mounted are drawn. */
export function handleBoxes(layout: CardLayout) {
  return layout.handles.map(({ port, side, y }) => ({
    id: port.name,
    type: side === 'input' ? ('target' as const) : ('source' as const),
    position: side === 'input' ? Position.Left : Position.Right,
    x: (side === 'input' ? 0 : layout.width) - handleSize / 2,
    y: y - handleSize / 2,
    width: handleSize,
    height: handleSize,
  }));
}
