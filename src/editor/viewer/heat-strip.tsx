import { useMemo } from 'react';
import { useSessionState } from '../session/session-context.tsx';
import { useViewer } from './engine-context.ts';
import classes from './viewer.module.css';

/** Which frames of what is looked at are computed: coloured where they come at once. */
export function HeatStrip({ frames }: { readonly frames: number }) {
  const step = useViewer(({ sides }) => sides[0]?.layers?.labels?.step ?? sides[0]?.layers?.output.step ?? '');
  const cached = useSessionState((state) => state.cachedFrames.get(step));
  const { path, count } = useMemo(() => runsOf(cached, frames), [cached, frames]);
  return (
    <svg
      className={classes['heat']}
      viewBox={`0 0 ${frames} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${count} of ${frames} frames are computed`}
    >
      <title>{`${count} of ${frames} frames are computed`}</title>
      <path d={path} />
    </svg>
  );
}

/** One rectangle for each run of computed frames. */
function runsOf(cached: Uint8Array | undefined, frames: number): { readonly path: string; readonly count: number } {
  let path = '';
  let count = 0;
  for (let t = 0; t < frames; t++) {
    const from = t;
    while (t < frames && (cached?.[t] ?? 0) > 0) t++;
    if (t > from) path += `M${from} 0H${t}V1H${from}Z`;
    count += t - from;
  }
  return { path, count };
}
