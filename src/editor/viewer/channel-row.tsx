import { ActionIcon, Menu, Slider, Text, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { type ChannelView, defaultChannel, viewStore } from '../store/view-store.ts';
import { histogramIn, lutOf, rangeKey } from './channel-looks.ts';
import { Contrast } from './contrast.tsx';
import { useEngine, useViewer } from './engine-context.ts';
import { lutNames } from './gl/luts.ts';
import { rangeAt } from './histogram.ts';
import { gradient } from './overlay.tsx';
import classes from './viewer.module.css';

const setChannel = (c: number, change: Partial<ChannelView>): void =>
  viewStore.setState(({ channels }) => ({
    channels: { ...channels, [c]: { ...defaultChannel, ...channels[c], ...change } },
  }));

/** One channel: on or off, colour, contrast, gamma. */
export function ChannelRow({ side, c }: { readonly side: 0 | 1; readonly c: number }) {
  const engine = useEngine();
  const view = useStore(viewStore);
  useViewer((state) => state.revision);
  const picture = engine.pictures[side];
  const frame = picture?.movie?.[c];
  if (!picture || !frame) return null;
  const key = rangeKey(picture, c);
  const channel = view.channels[c] ?? defaultChannel;
  const name = picture.movieHeader?.channels[c]?.name || `Channel ${c + 1}`;
  const lut = lutOf(view, picture, c);
  const histogram = histogramIn(frame);
  const range = view.ranges[key] ?? engine.auto.rangeOf(picture, c);
  const setRange = (next: readonly [number, number] | null): void => {
    if (next === null) engine.auto.forget(picture, c);
    viewStore.setState(({ ranges }) => {
      const { [key]: _, ...others } = ranges;
      return { ranges: next === null ? others : { ...others, [key]: next } };
    });
    if (next === null) engine.store.setState((state) => ({ revision: state.revision + 1 }));
  };
  return (
    <div className={classes['channel']}>
      <Tooltip label={channel.visible ? 'Hide' : 'Show'}>
        <ActionIcon
          variant="subtle"
          size="sm"
          color="gray"
          aria-label={`Show ${name}`}
          aria-pressed={channel.visible}
          onClick={() => setChannel(c, { visible: !channel.visible })}
        >
          {channel.visible ? <IconEye size={14} /> : <IconEyeOff size={14} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button
            type="button"
            className={classes['lut']}
            aria-label={`Colour of ${name}: ${lut}`}
            style={{ background: gradient(lut) }}
          />
        </Menu.Target>
        <Menu.Dropdown className={classes['luts'] ?? ''}>
          {lutNames.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => setChannel(c, { lut: one })}
              leftSection={<span className={classes['lutSample']} style={{ background: gradient(one) }} />}
            >
              {one}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Text size="xs" className={classes['channelName'] ?? ''} title={name} truncate>
        {name}
      </Text>
      <Contrast name={name} histogram={histogram} range={range} colours={gradient(lut)} onChange={setRange} />
      <Menu position="bottom-end" withinPortal closeOnItemClick={false} width={210}>
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" color="gray" aria-label={`Contrast and gamma of ${name}`}>
            <IconAdjustmentsHorizontal size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Contrast</Menu.Label>
          <Menu.Item onClick={() => setRange(null)}>Auto</Menu.Item>
          <Menu.Item onClick={() => setRange(rangeAt(histogram, 0.02, 0.98))}>Percentile 2 to 98</Menu.Item>
          <Menu.Item onClick={() => setRange([histogram.min, Math.max(histogram.max, histogram.min + 1e-9)])}>
            Full: least to greatest
          </Menu.Item>
          {picture.movieHeader?.dtype !== 'float32' && (
            <Menu.Item onClick={() => setRange([0, picture.movieHeader?.dtype === 'uint8' ? 255 : 65_535])}>
              All of {picture.movieHeader?.dtype === 'uint8' ? '8' : '16'} bits
            </Menu.Item>
          )}
          <Menu.Label>Gamma {channel.gamma.toFixed(2)}</Menu.Label>
          <div className={classes['gamma']}>
            <Slider
              size="xs"
              min={0.2}
              max={3}
              step={0.05}
              value={channel.gamma}
              thumbLabel={`Gamma of ${name}`}
              label={null}
              onChange={(gamma) => setChannel(c, { gamma })}
              onDoubleClick={() => setChannel(c, { gamma: 1 })}
            />
          </div>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
