import { Button, Loader } from '@mantine/core';
import { useStore } from 'zustand';
import { timeOf } from '../../runtime/data/movie.ts';
import { useSession } from '../session/session-context.tsx';
import { viewStore } from '../store/view-store.ts';
import { useEngine, useViewer } from './engine-context.ts';
import { formatNumber, formatTime, scaleBar } from './format.ts';
import { lutColour } from './gl/luts.ts';
import type { Box } from './gl/scene.ts';
import { readingAt, readingText } from './pick.ts';
import { boxesOf } from './scene-of.ts';
import classes from './viewer.module.css';
import type { SideStatus } from './viewer-store.ts';

/** What lies over the pictures: time, scale bar, legend, what is under the pointer, and what is wrong. */
export function Overlay() {
  const sides = useViewer((state) => state.sides);
  const size = useViewer((state) => state.size);
  const flip = useViewer((state) => state.flip);
  const compare = useStore(viewStore, (state) => state.compare);
  const boxes = boxesOf({ ...viewStore.getState(), compare }, size, sides.length);
  const seen = sides.length > 1 && compare === 'flicker' ? [flip] : boxes.map((_, i) => i);
  return (
    <>
      {seen.map((side, i) => {
        const [status, box] = [sides[side], boxes[i]];
        return status && box ? <SideOverlay key={side} status={status} box={box} side={side} /> : null;
      })}
      <Readout />
      <Failure />
    </>
  );
}

function SideOverlay({ status, box, side }: { readonly status: SideStatus; readonly box: Box; readonly side: number }) {
  const scale = useViewer((state) => state.camera.scale);
  const { header, t, legend, drift } = status;
  const time = header && t !== null ? timeOf(header.calibration, t) : null;
  const bar = header ? scaleBar(header.calibration.pixelSize_um.x, scale, Math.min(140, box.width / 3)) : null;
  return (
    <div className={classes['side']} style={{ left: box.x, width: box.width, height: box.height }}>
      {header && t !== null && (
        <span className={classes['stamp']} data-testid="time-stamp">
          {time === null ? `frame ${t + 1}` : formatTime(time)}
        </span>
      )}
      {status.isBusy && (
        <span className={classes['busy']} role="status">
          <Loader size={12} color="white" /> {header ? 'computing' : 'opening'}
        </span>
      )}
      {drift && <DriftArrow dx={drift.dx} dy={drift.dy} pixel_um={header?.calibration.pixelSize_um.x ?? null} />}
      {legend && (
        <figure className={classes['legend']} aria-label={`Colours: ${legend.name}`}>
          <figcaption>
            {legend.name.replaceAll('_', ' ')}
            {legend.unit && legend.unit !== '1' ? ` (${legend.unit})` : ''}
          </figcaption>
          <div className={classes['ramp']} style={{ background: gradient('viridis') }} />
          <div className={classes['ends']}>
            <span>{formatNumber(legend.low)}</span>
            <span>{formatNumber(legend.high)}</span>
          </div>
        </figure>
      )}
      {bar && (
        <span className={classes['bar']} data-testid="scale-bar">
          {bar.text}
          <span style={{ width: bar.width }} />
        </span>
      )}
      <TroubleNote status={status} side={side} />
    </div>
  );
}

/** What went wrong, where the picture would be, and what to do. */
function TroubleNote({ status, side }: { readonly status: SideStatus; readonly side: number }) {
  const session = useSession();
  const engine = useEngine();
  const { trouble, header } = status;
  if (!trouble) return null;
  const { run } = trouble;
  return (
    <div
      className={header ? classes['note'] : classes['noteAlone']}
      data-on-picture
      data-empty={trouble.isEmpty || undefined}
      role={trouble.isEmpty ? 'status' : 'alert'}
    >
      <p>{trouble.message}</p>
      <div className={classes['noteButtons']}>
        {run !== null && (
          <Button size="compact-xs" onClick={() => session.run([run])}>
            Run to here
          </Button>
        )}
        {!trouble.isEmpty && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => engine.retry()}
            aria-label={`Try picture ${side + 1} again`}
          >
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

/** Where the field has moved to since the reference: an arrow, longer than life where the drift is small. */
function DriftArrow({
  dx,
  dy,
  pixel_um,
}: {
  readonly dx: number;
  readonly dy: number;
  readonly pixel_um: number | null;
}) {
  const length = Math.hypot(dx, dy);
  const drawn = length > 0 ? Math.min(36, 6 + length * 3) / length : 0;
  const [x, y] = [dx * drawn, dy * drawn];
  const size = pixel_um === null ? `${formatNumber(length)} px` : `${formatNumber(length * pixel_um)} µm`;
  return (
    <figure className={classes['drift']} aria-label={`Drift ${size}`}>
      <svg viewBox="-42 -42 84 84" width={72} height={72} aria-hidden="true">
        <circle r={40} className={classes['dial']} />
        <line x1={0} y1={0} x2={x} y2={y} className={classes['needle']} />
        <circle cx={x} cy={y} r={4} className={classes['tip']} />
      </svg>
      <figcaption>drift {size}</figcaption>
    </figure>
  );
}

function Readout() {
  const engine = useEngine();
  const pointer = useViewer((state) => state.pointer);
  const revision = useViewer((state) => state.revision);
  const z = useStore(viewStore, (state) => state.z);
  const picture = pointer && revision >= 0 ? (engine.pictures[pointer.side] ?? null) : null;
  const reading = pointer && readingAt(picture, pointer.at, z);
  return reading ? (
    <output className={classes['readout']} aria-label="Under the pointer">
      {readingText(reading)}
    </output>
  ) : null;
}

function Failure() {
  const failure = useViewer((state) => state.failure);
  const isLost = useViewer((state) => state.isLost);
  const message = failure ?? (isLost ? 'The graphics card was taken away; the picture comes back by itself.' : null);
  return message === null ? null : (
    <div className={classes['noteAlone']} role="alert">
      <p>{message}</p>
    </div>
  );
}

/** CSS gradient of a look-up table. */
export const gradient = (lut: string): string =>
  `linear-gradient(90deg, ${Array.from({ length: 12 }, (_, i) => {
    const [red, green, blue] = lutColour(lut, i / 11);
    return `rgb(${Math.round(red * 255)} ${Math.round(green * 255)} ${Math.round(blue * 255)})`;
  }).join(', ')})`;
