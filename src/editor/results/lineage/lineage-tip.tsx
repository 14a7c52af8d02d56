import { scalesOf } from '../../../runtime/data/scales.ts';
import type { Tracks } from '../../../runtime/data/tracks.ts';
import { trackIndex } from '../../viewer/track-index.ts';
import { shownNumber } from '../table/cell-text.ts';
import classes from './lineage.module.css';
import type { LineageLayout } from './lineage-layout.ts';

interface LineageTipProps {
  readonly tracks: Tracks;
  readonly layout: LineageLayout;
  readonly track: number;
  readonly t: number;
  /** px */
  readonly x: number;
  readonly y: number;
  /** There is no room below. */
  readonly isLow: boolean;
}

/** What is known of the track under the pointer. */
export function LineageTip({ tracks, layout, track, t, x, y, isLow }: LineageTipProps) {
  const { timeOf, time } = scalesOf(tracks.calibration);
  return (
    <div
      className={classes['tip']}
      style={{ left: x + 10, top: isLow ? undefined : y + 14, bottom: isLow ? 12 : undefined }}
    >
      <strong>Track {track}</strong>
      <span>{lifeOf(tracks, layout, track)}</span>
      <span>
        Frame {t}
        {time === 's' ? `, ${shownNumber(timeOf(t))} s` : ''}
      </span>
    </div>
  );
}

/** A track in words, for those who do not see the tree. */
export const trackSentence = (tracks: Tracks, layout: LineageLayout, track: number): string =>
  `Track ${track}. ${lifeOf(tracks, layout, track)}`;

function lifeOf(tracks: Tracks, { childStarts, children }: LineageLayout, track: number): string {
  const { tracklets } = trackIndex(tracks);
  const begin = tracklets.begin[track - 1] ?? 0;
  const end = tracklets.end[track - 1] ?? 0;
  const parent = tracklets.parent[track - 1] ?? 0;
  const own = children.subarray(childStarts[track - 1] ?? 0, childStarts[track] ?? 0);
  const parts = [`frames ${begin} to ${end}`];
  if (parent > 0) parts.push(`from track ${parent}`);
  if (own.length > 1) parts.push(`divides into ${[...own].join(' and ')}`);
  else if (own.length === 1) parts.push(`goes on as ${own[0]}`);
  return `Lineage ${tracklets.lineage[track - 1] ?? 0}, ${parts.join(', ')}`;
}
