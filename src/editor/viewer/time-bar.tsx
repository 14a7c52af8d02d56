import { ActionIcon, NativeSelect, Slider, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { viewStore } from '../store/view-store.ts';
import { useEngine, useViewer } from './engine-context.ts';
import { HeatStrip } from './heat-strip.tsx';
import { goTo, stepBy, togglePlay } from './navigation.ts';
import classes from './viewer.module.css';

const rates = [1, 2, 5, 10, 15, 25, 50];

/** Time and depth: play, step, sliders; the strip shows which frames are computed. */
export function TimeBar() {
  const engine = useEngine();
  const frames = useViewer(({ sides }) => Math.max(1, ...sides.map((side) => side.header?.size.t ?? 1)));
  const planes = useViewer(({ sides }) => Math.max(1, ...sides.map((side) => side.header?.size.z ?? 1)));
  const t = useStore(viewStore, (state) => Math.min(state.t, frames - 1));
  const z = useStore(viewStore, (state) => Math.min(state.z, planes - 1));
  const playing = useStore(viewStore, (state) => state.playing);
  const rate = useStore(viewStore, (state) => state.rate);
  if (frames === 1 && planes === 1) return null;
  return (
    <div className={classes['time']}>
      {frames > 1 && (
        <div className={classes['timeRow']}>
          <ActionIcon.Group>
            <Step
              label="Previous frame (left arrow)"
              onClick={() => stepBy(engine, -1)}
              icon={<IconPlayerSkipBack size={14} />}
            />
            <Tooltip label={playing ? 'Pause (space)' : 'Play every frame (space)'}>
              <ActionIcon
                variant="light"
                size="md"
                aria-label={playing ? 'Pause' : 'Play'}
                onClick={() => togglePlay(engine)}
              >
                {playing ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
              </ActionIcon>
            </Tooltip>
            <Step
              label="Next frame (right arrow)"
              onClick={() => stepBy(engine, 1)}
              icon={<IconPlayerSkipForward size={14} />}
            />
          </ActionIcon.Group>
          <div className={classes['timeSlider']}>
            <Slider
              size={4}
              min={0}
              max={frames - 1}
              value={t}
              onChange={(value) => goTo(engine, value)}
              thumbLabel="Frame"
              label={(value) => `frame ${value + 1}`}
              thumbSize={12}
            />
            <HeatStrip frames={frames} />
          </div>
          <span className={classes['count']} data-testid="frame-count">
            {t + 1}&thinsp;/&thinsp;{frames}
          </span>
          <NativeSelect
            size="xs"
            className={classes['rate'] ?? ''}
            aria-label="Frames a second"
            value={String(rate)}
            data={rates.map((one) => ({ value: String(one), label: `${one}/s` }))}
            onChange={(event) => viewStore.setState({ rate: Number(event.currentTarget.value) })}
          />
        </div>
      )}
      {planes > 1 && (
        <div className={classes['timeRow']}>
          <span className={classes['axis']}>z</span>
          <div className={classes['timeSlider']}>
            <Slider
              size={4}
              min={0}
              max={planes - 1}
              value={z}
              onChange={(value) => viewStore.setState({ z: value })}
              thumbLabel="Plane"
              label={(value) => `plane ${value + 1}`}
              thumbSize={12}
            />
          </div>
          <span className={classes['count']}>
            {z + 1}&thinsp;/&thinsp;{planes}
          </span>
        </div>
      )}
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: React.ReactNode;
  onClick(): void;
}

function Step({ label, icon, onClick }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" size="md" color="gray" aria-label={label.replace(/ \(.*/, '')} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
