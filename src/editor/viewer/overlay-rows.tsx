import { NativeSelect, SegmentedControl, Slider, Switch } from '@mantine/core';
import { useStore } from 'zustand';
import { selectionStore } from '../store/selection-store.ts';
import { type ViewState, viewStore } from '../store/view-store.ts';
import { useViewer } from './engine-context.ts';
import classes from './viewer.module.css';

const setLabels = (change: Partial<ViewState['labels']>): void =>
  viewStore.setState(({ labels }) => ({ labels: { ...labels, ...change } }));
const setTracks = (change: Partial<ViewState['tracks']>): void =>
  viewStore.setState(({ tracks }) => ({ tracks: { ...tracks, ...change } }));

/** How labels, tracks and spots lie over the picture. */
export function OverlayRows() {
  const hasLabels = useViewer(({ sides }) => sides.some((side) => side.hasLabels));
  const hasTracks = useViewer(({ sides }) => sides.some((side) => side.hasTracks && side.layers?.drawTracks));
  const hasSpots = useViewer(({ sides }) => sides.some((side) => side.hasSpots));
  const canSelect = useViewer(({ sides }) => sides.some((side) => side.hasTracks));
  return (
    <>
      {(hasLabels || hasSpots) && <ObjectRow hasLabels={hasLabels} />}
      {hasTracks && <TrackRow />}
      {hasSpots && <SpotRow />}
      {canSelect && <SelectionRow />}
    </>
  );
}

function ObjectRow({ hasLabels }: { readonly hasLabels: boolean }) {
  const { draw, opacity, colourBy } = useStore(viewStore, (state) => state.labels);
  const features = useViewer(({ sides }) => sides.find((side) => side.features.length > 0)?.features ?? none);
  const hasTracks = useViewer(({ sides }) => sides.some((side) => side.hasTracks));
  const onTracks = useViewer(({ sides }) => sides.some((side) => side.layers?.drawTracks === true));
  const by = colourBy === 'id' && onTracks ? 'track' : colourBy;
  const choices = [
    { value: 'id', label: 'number' },
    ...(hasTracks ? [{ value: 'track', label: 'track' }] : []),
    ...features.map((name) => ({ value: name, label: name.replaceAll('_', ' ') })),
  ];
  return (
    <div className={classes['option']}>
      <span>{hasLabels ? 'Labels' : 'Colour'}</span>
      {hasLabels && (
        <SegmentedControl
          size="xs"
          aria-label="Labels as"
          value={draw}
          onChange={(value) => setLabels({ draw: value as ViewState['labels']['draw'] })}
          data={[
            { value: 'off', label: 'off' },
            { value: 'outline', label: 'outline' },
            { value: 'fill', label: 'fill' },
          ]}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label="Colour by"
        className={classes['grow'] ?? ''}
        value={choices.some(({ value }) => value === by) ? by : 'id'}
        data={choices}
        onChange={(event) => setLabels({ colourBy: event.currentTarget.value })}
      />
      {draw === 'fill' && hasLabels && (
        <Slider
          size="xs"
          className={classes['short'] ?? ''}
          min={0.05}
          max={1}
          step={0.05}
          value={opacity}
          thumbLabel="Opacity of labels"
          label={(value) => `${Math.round(value * 100)} %`}
          onChange={(value) => setLabels({ opacity: value })}
        />
      )}
    </div>
  );
}
const none: readonly string[] = [];

function TrackRow() {
  const { visible, tail, colourBy } = useStore(viewStore, (state) => state.tracks);
  return (
    <div className={classes['option']}>
      <span>Tracks</span>
      <Switch
        size="xs"
        aria-label="Draw tracks"
        checked={visible}
        onChange={(event) => setTracks({ visible: event.currentTarget.checked })}
      />
      <NativeSelect
        size="xs"
        aria-label="Colour of tracks by"
        className={classes['grow'] ?? ''}
        value={colourBy}
        data={[
          { value: 'track', label: 'track' },
          { value: 'lineage', label: 'lineage' },
        ]}
        onChange={(event) => setTracks({ colourBy: event.currentTarget.value === 'lineage' ? 'lineage' : 'track' })}
      />
      <Slider
        size="xs"
        className={classes['short'] ?? ''}
        min={0}
        max={100}
        value={tail}
        thumbLabel="Length of tails, frames"
        label={(value) => `tail ${value} frames`}
        onChange={(value) => setTracks({ tail: value })}
      />
    </div>
  );
}

function SpotRow() {
  const spots = useStore(viewStore, (state) => state.spots);
  return (
    <div className={classes['option']}>
      <span>Spots</span>
      <Switch
        size="xs"
        label="circles of their radius"
        checked={spots}
        onChange={(event) => viewStore.setState({ spots: event.currentTarget.checked })}
      />
    </div>
  );
}

function SelectionRow() {
  const count = useStore(selectionStore, (state) => state.tracks.size);
  const only = useStore(viewStore, (state) => state.onlySelected);
  return (
    <div className={classes['option']}>
      <span>Selection</span>
      <Switch
        size="xs"
        label={`selected only (${count} ${count === 1 ? 'track' : 'tracks'})`}
        checked={only}
        onChange={(event) => viewStore.setState({ onlySelected: event.currentTarget.checked })}
      />
    </div>
  );
}
