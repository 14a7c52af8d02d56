import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react';
import { kindColours } from '../shell/theme.ts';
import classes from './canvas.module.css';
import type { FlowNode } from './flow-elements.ts';

/** The wire that is being drawn, in the colour of what it carries. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromNode,
  fromHandle,
  connectionStatus,
}: ConnectionLineComponentProps<FlowNode>) {
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  const handles =
    fromNode.type === 'card' || 'layout' in fromNode.data ? (fromNode as FlowNode & { type: 'card' }).data : null;
  const port = handles?.layout.handles.find(
    (place) => place.port.name === fromHandle.id && (place.side === 'output') === (fromHandle.type === 'source'),
  )?.port;
  return (
    <path
      d={path}
      className={classes['connection']}
      style={{ stroke: port ? kindColours[port.kind] : undefined }}
      strokeDasharray={connectionStatus === 'invalid' ? '4 4' : undefined}
    />
  );
}
