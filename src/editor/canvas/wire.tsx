import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { kindColours } from '../shell/theme.ts';
import classes from './canvas.module.css';
import type { Wire as WireEdge } from './flow-elements.ts';

/** A wire, coloured by what it carries. */
export const Wire = memo(function Wire({ data, interactionWidth, ...ends }: EdgeProps<WireEdge>) {
  const [path] = getBezierPath(ends);
  return (
    <BaseEdge
      path={path}
      interactionWidth={interactionWidth ?? 14}
      className={classes['wire'] ?? ''}
      data-drop-target={data?.isDropTarget || undefined}
      style={{ stroke: data?.kind ? kindColours[data.kind] : undefined }}
    />
  );
});
