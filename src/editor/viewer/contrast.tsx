import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { formatNumber } from './format.ts';
import type { Histogram } from './histogram.ts';
import classes from './viewer.module.css';

interface Props {
  readonly name: string;
  readonly histogram: Histogram;
  readonly range: readonly [low: number, high: number];
  /** CSS gradient of the look-up table. */
  readonly colours: string;
  onChange(range: readonly [low: number, high: number]): void;
}

/** The grey values of a channel with handles for black and white. */
export function Contrast({ name, histogram, range, colours, onChange }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const low = Math.min(histogram.min, range[0]);
  const high = Math.max(histogram.max, range[1], low + Number.EPSILON);
  const place = (value: number): number => ((value - low) / (high - low)) * 100;
  const bars = useMemo(() => histogramPath(histogram, low, high), [histogram, low, high]);

  const set = (end: 0 | 1, value: number): void => {
    const least = (high - low) / 10_000;
    const next: readonly [number, number] =
      end === 0 ? [Math.min(value, range[1] - least), range[1]] : [range[0], Math.max(value, range[0] + least)];
    onChange(next);
  };
  const onPointerMove = (end: 0 | 1) => (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    if (event.buttons !== 1 || !box || box.width === 0) return;
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    set(end, low + part * (high - low));
  };
  const onKeyDown = (end: 0 | 1) => (event: KeyboardEvent) => {
    const step = ((high - low) / 100) * (event.shiftKey ? 10 : 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(end, range[end] + by);
  };
  return (
    <div ref={bar} className={classes['contrast']}>
      <svg className={classes['histogram']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={bars} />
      </svg>
      <div
        className={classes['contrastRamp']}
        style={{ background: colours, left: `${place(range[0])}%`, right: `${100 - place(range[1])}%` }}
      />
      {([0, 1] as const).map((end) => (
        <div
          key={end}
          className={classes['contrastHandle']}
          style={{ left: `${place(range[end])}%` }}
          role="slider"
          tabIndex={0}
          aria-label={`${end === 0 ? 'Black' : 'White'} of ${name}`}
          aria-valuemin={low}
          aria-valuemax={high}
          aria-valuenow={range[end]}
          aria-valuetext={formatNumber(range[end])}
          title={formatNumber(range[end])}
          onKeyDown={onKeyDown(end)}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove(end)}
        />
      ))}
    </div>
  );
}

/** Heights by square root, so that the few bright pixels of cells are seen beside the many of the background. */
function histogramPath({ counts, min, max }: Histogram, low: number, high: number): string {
  const most = Math.sqrt(Math.max(1, ...counts));
  const scale = 100 / (high - low);
  const bin = (max - min) / counts.length;
  let path = '';
  for (let i = 0; i < counts.length; i++) {
    const tall = (Math.sqrt(counts[i] ?? 0) / most) * 100;
    if (tall === 0) continue;
    const x = (min + i * bin - low) * scale;
    path += `M${x.toFixed(2)} 100v${(-tall).toFixed(1)}h${Math.max(0.4, bin * scale).toFixed(2)}V100`;
  }
  return path;
}
