import { type KeyboardEvent, type MouseEvent, type PointerEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Shape } from '../../runtime/data/shapes.ts';
import { documentStore, settle } from '../store/document-store.ts';
import { viewStore } from '../store/view-store.ts';
import { type Point, toImage, toView } from './camera.ts';
import type { Engine } from './engine.ts';
import { useEngine, useViewer } from './engine-context.ts';
import { boxSize } from './navigation.ts';
import type { DrawnShape } from './shape-edits.ts';
import { dragShape, putShape, removeShape, shapesOn } from './shape-list.ts';
import classes from './viewer.module.css';

/** Drawn lines, polygons and points with handles, and the one that is being drawn. */
export function ShapesLayer() {
  const engine = useEngine();
  const size = useViewer((state) => state.size);
  const camera = useViewer((state) => state.camera);
  const tool = useViewer((state) => state.tool);
  useViewer((state) => state.revision);
  useStore(documentStore, (state) => state.document);
  const compare = useStore(viewStore, (state) => state.compare);
  const [points, setPoints] = useState<readonly Point[]>([]);
  if (engine.pictures[0] == null) return null;
  const box = boxSize(engine);
  const shown = toView.bind(null, camera, box);
  const drawn = shapesOn(engine);
  return (
    <svg
      className={classes['shapes']}
      width={box.width}
      height={size.height}
      data-tool={tool}
      data-compare={compare}
      aria-label="Shapes on the picture"
    >
      {drawn.map((one) => (
        <ShapeHandles key={`${one.node} ${one.place}`} drawn={one} shown={shown} engine={engine} />
      ))}
      {tool !== 'look' && <Pen tool={tool} points={points} setPoints={setPoints} shown={shown} engine={engine} />}
    </svg>
  );
}

const pathOf = (points: readonly Point[], isClosed: boolean): string =>
  `${points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}${isClosed ? 'Z' : ''}`;

interface Drawn {
  readonly drawn: DrawnShape;
  readonly engine: Engine;
  shown(x: number, y: number): Point;
}

function ShapeHandles({ drawn, shown, engine }: Drawn) {
  const { shape, isDefault } = drawn;
  const places = shape.points.map(([x, y]) => shown(x, y));
  const name = shape.name || `${shape.type} ${drawn.place + 1}`;
  return (
    <g className={classes['shape']} data-default={isDefault || undefined} data-testid="shape">
      {shape.type !== 'point' && (
        <path d={pathOf(places, shape.type === 'polygon')} data-on-picture {...dragWhole(drawn, engine)}>
          <title>{isDefault ? `${name}: the middle row; drag an end to choose a line` : name}</title>
        </path>
      )}
      {places.map(([x, y], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place in the shape
        <Handle key={i} x={x} y={y} place={i} name={name} drawn={drawn} engine={engine} />
      ))}
    </g>
  );
}

interface HandleProps {
  readonly x: number;
  readonly y: number;
  readonly place: number;
  readonly name: string;
  readonly drawn: DrawnShape;
  readonly engine: Engine;
}

function Handle({ x, y, place, name, drawn, engine }: HandleProps) {
  const move = (to: Point): void =>
    dragShape(
      drawn,
      drawn.shape.points.map((point, i) => (i === place ? to : point)),
    );
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, Point>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const by = moves[event.key];
    const at = drawn.shape.points[place];
    if (event.key === 'Delete' || event.key === 'Backspace') removeShape(drawn);
    else if (by && at) move([at[0] + by[0], at[1] + by[1]]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<SVGElement>): void => {
    if (event.buttons === 1) move(imagePlace(event, engine));
  };
  const at = drawn.shape.points[place] ?? [0, 0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a point of a drawing has no element of its own
    <circle
      cx={x}
      cy={y}
      r={5}
      data-on-picture
      role="button"
      tabIndex={0}
      aria-label={`${name}, point ${place + 1} at ${Math.round(at[0])}, ${Math.round(at[1])} px; arrows move it, Delete removes the ${drawn.shape.type}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={settle}
    />
  );
}

/** Moves all points along with the pointer. */
function dragWhole(drawn: DrawnShape, engine: Engine) {
  return {
    onPointerDown: (event: PointerEvent<SVGElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<SVGElement>) => {
      if (event.buttons !== 1 || drawn.isDefault) return;
      const { scale } = engine.store.getState().camera;
      const [dx, dy] = [event.movementX / scale, event.movementY / scale];
      dragShape(
        drawn,
        drawn.shape.points.map(([x, y]) => [x + dx, y + dy]),
      );
    },
    onPointerUp: settle,
  };
}

function imagePlace(
  event: { readonly clientX: number; readonly clientY: number; readonly currentTarget: Element },
  engine: Engine,
): Point {
  const svg = event.currentTarget.closest('svg');
  const { left, top } = svg?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const [x, y] = toImage(engine.store.getState().camera, boxSize(engine), event.clientX - left, event.clientY - top);
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

interface PenProps {
  readonly tool: Shape['type'];
  readonly points: readonly Point[];
  readonly setPoints: (points: readonly Point[]) => void;
  readonly engine: Engine;
  shown(x: number, y: number): Point;
}

/** Takes clicks as points: a line is done with its second, a polygon with Enter, a double click or its first point. */
function Pen({ tool, points, setPoints, shown, engine }: PenProps) {
  const pointer = useViewer((state) => state.pointer);
  const finish = (all: readonly Point[]): void => {
    setPoints([]);
    const least = { line: 2, polygon: 3, point: 1 }[tool];
    if (all.length < least) return;
    putShape(engine, { type: tool, name: '', t: null, points: all });
    engine.store.setState({ tool: 'look' });
  };
  const onClick = (event: MouseEvent<SVGElement>): void => {
    const at = imagePlace(event, engine);
    const [first] = points;
    const { scale } = engine.store.getState().camera;
    const closes = tool === 'polygon' && points.length > 2 && first && distance(first, at) * scale < 8;
    const all = closes || event.detail > 1 ? points : [...points, at];
    const isDone =
      closes || tool === 'point' || (tool === 'line' && all.length === 2) || (tool === 'polygon' && event.detail > 1);
    if (isDone) finish(all);
    else setPoints(all);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setPoints([]);
      engine.store.setState({ tool: 'look' });
    } else if (event.key === 'Enter') {
      const { camera } = engine.store.getState();
      // By keys a point is set in the middle of the view, and Enter at the same place ends.
      const at: Point = pointer?.at ?? [camera.x, camera.y];
      const last = points.at(-1);
      if (last && distance(last, at) < 0.5) finish(points);
      else if (tool === 'point' || (tool === 'line' && points.length === 1)) finish([...points, at]);
      else setPoints([...points, at]);
    } else if (event.key === 'Backspace') setPoints(points.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = pointer && points.length > 0 ? [...points, pointer.at] : points;
  return (
    <g className={classes['shape']}>
      {/* biome-ignore lint/a11y/useSemanticElements: the sheet that takes the points is part of the drawing */}
      <rect
        className={classes['sheet']}
        width="100%"
        height="100%"
        role="button"
        tabIndex={0}
        ref={focusOnce}
        aria-label={`Draw a ${tool}: click points, or press Enter for one in the middle; Escape stops`}
        onClick={onClick}
        onKeyDown={onKeyDown}
      />
      <path
        className={classes['pen']}
        d={pathOf(
          open.map(([x, y]) => shown(x, y)),
          false,
        )}
      />
      {points.map(([px, py]) => {
        const [x, y] = shown(px, py);
        return <circle key={`${px} ${py}`} className={classes['penPoint']} cx={x} cy={y} r={4} />;
      })}
    </g>
  );
}

const focusOnce = (element: SVGRectElement | null): void => element?.focus({ preventScroll: true });
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
