import {
  IconAlertTriangleFilled,
  IconArrowForwardUp,
  IconEyeOff,
  IconNote,
  IconPinFilled,
  IconStack2,
} from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { GraphNode } from '../../runtime/graph/document.ts';
import type { NodeFace } from '../document/node-face.ts';
import { kindColours } from '../shell/theme.ts';
import type { OutputRef } from '../store/view-store.ts';
import classes from './card.module.css';
import { CardFooter } from './card-footer.tsx';
import { CardParam } from './card-param.tsx';
import { type CardLayout, type HandlePlace, headerHeight, portHeight } from './card-size.ts';
import { CardTitle } from './card-title.tsx';
import { familyOf } from './families.ts';
import { Glyph } from './glyph.tsx';
import { useProblem, useStepView } from './step-view.ts';
import { Thumbnail } from './thumbnail.tsx';

export interface CardData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly title: string;
  readonly face: NodeFace;
  readonly layout: CardLayout;
  readonly step: string;
  /** `input port` or `output port` → its name outside the subgraph. */
  readonly exposed: ReadonlyMap<string, string>;
  /** What the picture or the glyph shows. */
  readonly shown: OutputRef | null;
  readonly isCollapsed: boolean;
  /** Its controls are in the tab order. */
  readonly isCurrent: boolean;
}
export type CardNode = Node<CardData, 'card'>;

/** A node on the canvas: title, ports, the parameters that matter, a picture and the state. */
export const Card = memo(function Card({ id, data, selected }: NodeProps<CardNode>) {
  const { node, face, layout, step } = data;
  const view = useStepView(step, face.isGraph);
  const problem = useProblem(step);
  return (
    <div
      className={classes['card']}
      data-state={view.state}
      data-selected={selected || undefined}
      data-off={node.off}
      data-collapsed={data.isCollapsed || undefined}
      data-problem={problem !== null || undefined}
      style={{ width: layout.width, height: layout.height }}
    >
      <Header id={id} data={data} problem={problem} />
      {data.isCollapsed ? null : <Body id={id} data={data} />}
      {data.isCollapsed ? null : <CardFooter view={view} />}
      {layout.handles.map((place) => (
        <PortHandle
          key={`${place.side} ${place.port.name}`}
          place={place}
          outside={data.exposed.get(`${place.side} ${place.port.name}`) ?? null}
        />
      ))}
      {node.note ? <div className={classes['note']}>{node.note}</div> : null}
    </div>
  );
});

function Header({ id, data, problem }: { id: string; data: CardData; problem: string | null }) {
  const { node, face } = data;
  const family = familyOf(face.family);
  return (
    <div
      className={classes['header']}
      style={{ '--header': `${data.isCollapsed ? data.layout.height : headerHeight}px` } as React.CSSProperties}
    >
      <span className={classes['icon']} style={{ background: family.colour }} title={family.title}>
        {face.isGraph ? <IconStack2 size={15} aria-hidden /> : <family.icon size={15} aria-hidden />}
      </span>
      <CardTitle id={id} title={data.title} summary={face.summary} />
      {node.note && data.isCollapsed ? <IconNote size={14} aria-label="Has a note" /> : null}
      {node.pinned ? (
        <IconPinFilled size={14} className={classes['pin']} aria-label="Pinned: its result is kept" />
      ) : null}
      {node.off === 'mute' ? <IconEyeOff size={14} aria-label="Muted: not run" /> : null}
      {node.off === 'bypass' ? <IconArrowForwardUp size={14} aria-label="Bypassed: its input passes through" /> : null}
      {problem === null ? null : (
        <span className={classes['problem']} title={problem} role="img" aria-label={`Problem: ${problem}`}>
          <IconAlertTriangleFilled size={15} aria-hidden />
        </span>
      )}
    </div>
  );
}

function Body({ id, data }: { id: string; data: CardData }) {
  const { node, face, layout, shown } = data;
  return (
    <>
      <div className={classes['ports']}>
        <ul>
          {face.inputs.map((port) => (
            <li
              key={port.name}
              data-port={`input ${port.name}`}
              style={{ height: portHeight }}
              title={`${port.kind}: ${port.doc}`}
            >
              {port.name}
              {port.optional ? <i>?</i> : null}
            </li>
          ))}
        </ul>
        <ul>
          {face.outputs.map((port) => (
            <li
              key={port.name}
              data-port={`output ${port.name}`}
              style={{ height: portHeight }}
              title={`${port.kind}: ${port.doc}`}
            >
              {port.name}
            </li>
          ))}
        </ul>
      </div>
      <div className={classes['body']} data-preview={layout.preview} style={{ height: layout.bodyHeight }}>
        {layout.preview === 'picture' && (
          <div className={classes['frame']}>
            {shown ? <Thumbnail {...shown} label={`Picture of ${data.title}`} /> : null}
          </div>
        )}
        {layout.params.length > 0 && (
          <div className={classes['params']}>
            {layout.params.map(([name, param]) => (
              <CardParam
                key={name}
                node={id}
                step={data.step}
                name={name}
                param={param}
                value={node.params[name] ?? param.default}
              />
            ))}
          </div>
        )}
        {layout.preview === 'glyph' && shown ? <Glyph output={shown} kind={face.outputs[0]?.kind ?? 'Table'} /> : null}
      </div>
    </>
  );
}

function PortHandle({ place: { port, side, y }, outside }: { place: HandlePlace; outside: string | null }) {
  const isInput = side === 'input';
  const handle = (
    <Handle
      id={port.name}
      type={isInput ? 'target' : 'source'}
      position={isInput ? Position.Left : Position.Right}
      className={classes['handle'] ?? ''}
      style={{ top: y, '--kind': kindColours[port.kind] } as React.CSSProperties}
      data-port={`${side} ${port.name}`}
      data-kind={port.kind}
      data-optional={port.optional || undefined}
      data-framed={isFramed(port.kind) || undefined}
      title={`${port.name}: ${port.kind}${port.optional ? ', may be left open' : ''}`}
    />
  );
  if (outside === null) return handle;
  return (
    <>
      {handle}
      <span
        className={classes['outside']}
        data-side={side}
        style={{ top: y, '--kind': kindColours[port.kind] } as React.CSSProperties}
        title={`${isInput ? 'Comes from' : 'Goes to'} the outside of the subgraph as ${outside}`}
      >
        {outside}
      </span>
    </>
  );
}
