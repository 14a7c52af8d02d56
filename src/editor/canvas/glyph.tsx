import {
  type Icon,
  IconArrowsMove,
  IconChartLine,
  IconMovie,
  IconRoute,
  IconTable,
  IconVectorTriangle,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Figure } from '../../runtime/data/figure.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import type { Shapes } from '../../runtime/data/shapes.ts';
import { rowCount, type Table } from '../../runtime/data/table.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { Transform } from '../../runtime/data/transform.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { kindColours } from '../shell/theme.ts';
import type { OutputRef } from '../store/view-store.ts';
import classes from './card.module.css';

const icons: Partial<Record<Kind, Icon>> = {
  Table: IconTable,
  Tracks: IconRoute,
  Figure: IconChartLine,
  Transform: IconArrowsMove,
  Shapes: IconVectorTriangle,
};

/** What a result without frames holds, in a line: "1,204 rows". */
export function Glyph({ output: { step, port }, kind }: { output: OutputRef; kind: Kind }) {
  const session = useSession();
  const revision = useSessionState((state) => state.revision.get(step) ?? 0);
  const [text, setText] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is a new value
  useEffect(() => {
    let isGone = false;
    session.value({ step, port }).then(
      (result) => {
        if (!isGone) setText(result ? `${sizeOf(kind, result.value)}${result.isStale ? ' (old)' : ''}` : null);
      },
      () => {
        if (!isGone) setText(null);
      },
    );
    return () => {
      isGone = true;
    };
  }, [session, step, port, kind, revision]);
  const KindIcon = icons[kind] ?? IconMovie;
  return (
    <div className={classes['glyph']}>
      <KindIcon size={16} color={kindColours[kind]} aria-hidden />
      <span>{text ?? `No ${kind.toLowerCase()} yet`}</span>
    </div>
  );
}

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

function sizeOf(kind: Kind, value: unknown): string {
  switch (kind) {
    case 'Table':
      return many(rowCount(value as Table), 'row', 'rows');
    case 'Tracks':
      return many((value as Tracks).frame.length, 'detection', 'detections');
    case 'Transform':
      return many((value as Transform).dx.length, 'frame', 'frames');
    case 'Shapes':
      return many((value as Shapes).shapes.length, 'shape', 'shapes');
    case 'Figure':
      return (value as Figure).title || many((value as Figure).panels.length, 'panel', 'panels');
    default:
      return kind;
  }
}
