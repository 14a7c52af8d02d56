import type { Frame, Pixels } from '../../runtime/data/frame.ts';
import { defaultChannel, type ViewState } from '../store/view-store.ts';
import type { ChannelLook } from './gl/scene.ts';
import { type Histogram, histogramOf } from './histogram.ts';
import { keyOf } from './layers.ts';
import type { Picture } from './picture.ts';

type Range = readonly [low: number, high: number];
/** Colours of several channels that name none, so that any two are told apart. */
const byNumber = ['cyan', 'magenta', 'yellow', 'green', 'red', 'blue', 'grey'];

/** Contrast found in the pictures: from the first frame shown of an output, so that playing does not flicker. */
export interface AutoRanges {
  rangeOf(picture: Picture, c: number): Range;
  /** Finds it anew in the frame at hand. */
  forget(picture: Picture, c: number): void;
}

export function autoRanges(revisionOf: (step: string) => number): AutoRanges {
  const known = new Map<string, { readonly revision: number; readonly range: Range }>();
  return {
    rangeOf: (picture, c) => {
      const channel = picture.movie?.[c];
      const { movie } = picture.layers;
      if (!channel || !movie) return [0, 1];
      const revision = revisionOf(movie.step);
      const key = rangeKey(picture, c);
      const found = known.get(key);
      if (found?.revision === revision) return found.range;
      const range = isPainted(picture) ? ([0, 255] as const) : histogramIn(channel).auto;
      known.set(key, { revision, range });
      return range;
    },
    forget: (picture, c) => {
      known.delete(rangeKey(picture, c));
    },
  };
}

/** Key of a channel's range in the view store. */
export const rangeKey = ({ layers }: Picture, c: number): string => `${layers.movie ? keyOf(layers.movie) : ''}/${c}`;

/** The colours of a picture are its content: red, green and blue bytes. */
const isPainted = ({ movieHeader }: Picture): boolean =>
  movieHeader?.dtype === 'uint8' &&
  movieHeader.size.c === 3 &&
  ['#ff0000', '#00ff00', '#0000ff'].every((colour, c) => movieHeader.channels[c]?.colour?.toLowerCase() === colour);

const histograms = new WeakMap<Pixels, Histogram>();

/** The histogram of a frame, of all its planes; found once. */
export function histogramIn({ data }: Frame<Pixels>): Histogram {
  const known = histograms.get(data);
  if (known) return known;
  const made = histogramOf(data);
  histograms.set(data, made);
  return made;
}

/** Name of the look-up table of channel c. */
export function lutOf(view: ViewState, picture: Picture, c: number): string {
  const chosen = view.channels[c]?.lut;
  if (chosen) return chosen;
  const channels = picture.movieHeader?.channels ?? [];
  if (channels.length <= 1) return 'grey';
  return channels[c]?.colour ?? byNumber[c % byNumber.length] ?? 'grey';
}

/** How the channels of a picture are drawn; `null` for those that are hidden. */
export function channelLooks(view: ViewState, picture: Picture, auto: AutoRanges): readonly (ChannelLook | null)[] {
  return (picture.movie ?? []).map((_, c) => {
    const channel = view.channels[c] ?? defaultChannel;
    if (!channel.visible) return null;
    return {
      lut: lutOf(view, picture, c),
      range: view.ranges[rangeKey(picture, c)] ?? auto.rangeOf(picture, c),
      gamma: channel.gamma,
    };
  });
}

/** Difference of grey values drawn in full colour, by channel: half the wider of the two contrasts. */
export function differenceSpans(
  first: readonly (ChannelLook | null)[],
  second: readonly (ChannelLook | null)[],
): readonly (number | null)[] {
  return first.map((look, c) => {
    const other = second[c];
    if (!look || !other) return null;
    return Math.max(look.range[1] - look.range[0], other.range[1] - other.range[0], Number.MIN_VALUE) / 2;
  });
}
