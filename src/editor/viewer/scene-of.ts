import type { ViewState } from '../store/view-store.ts';
import type { Camera, Extent } from './camera.ts';
import { type AutoRanges, channelLooks, differenceSpans } from './channel-looks.ts';
import type { LabelColours } from './colours.ts';
import type { Box, LabelLook, Scene, View } from './gl/scene.ts';
import type { Picture } from './picture.ts';

export interface Shown {
  readonly picture: Picture | null;
  readonly colours: LabelColours | null;
}
export interface Stage {
  /** CSS px. */
  readonly size: Extent;
  readonly ratio: number;
  readonly camera: Camera;
  /** Which of two flickering pictures is seen. */
  readonly flip: 0 | 1;
  /** Place of the divider of a swipe, 0 … 1. */
  readonly swipe: number;
}

/** Where each picture lies on the stage, CSS px; one entry for each that is seen. */
export function boxesOf(view: ViewState, size: Extent, count: number): readonly Box[] {
  const { width, height } = size;
  if (count < 2 || view.compare !== 'side') return [{ x: 0, y: 0, width, height }];
  const half = Math.floor((width - gap) / 2);
  return [
    { x: 0, y: 0, width: half, height },
    { x: width - half, y: 0, width: half, height },
  ];
}
const gap = 2;

/** What the renderer is to draw. */
export function sceneOf(view: ViewState, sides: readonly Shown[], stage: Stage, auto: AutoRanges): Scene {
  const { ratio, size, camera } = stage;
  const scaled = ({ x, y, width, height }: Box): Box => ({
    x: Math.round(x * ratio),
    y: Math.round(y * ratio),
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
  });
  const boxes = boxesOf(view, size, sides.length).map(scaled);
  const whole = scaled({ x: 0, y: 0, ...size });
  const make = (side: 0 | 1, box: Box, clip: Box = box): View[] => {
    const shown = sides[side];
    return shown?.picture ? [viewOf(view, shown, shown.picture, side, box, clip, auto)] : [];
  };
  const cut = Math.round(whole.width * stage.swipe);
  const views = (): readonly View[] => {
    if (sides.length < 2 || view.compare === 'single') return make(0, whole);
    switch (view.compare) {
      case 'side':
        return [...make(0, boxes[0] ?? whole), ...make(1, boxes[1] ?? whole)];
      case 'flicker':
        return make(stage.flip, whole);
      case 'swipe':
        return [
          ...make(0, whole, { ...whole, width: cut }),
          ...make(1, whole, { ...whole, x: cut, width: whole.width - cut }),
        ];
      case 'difference':
        return differenceOf(view, sides, make(0, whole), auto);
    }
  };
  return { width: whole.width, height: whole.height, ratio, camera, views: views() };
}

function differenceOf(
  view: ViewState,
  sides: readonly Shown[],
  views: readonly View[],
  auto: AutoRanges,
): readonly View[] {
  const second = sides[1]?.picture;
  return views.map((one) => {
    if (!second) return one;
    return { ...one, difference: differenceSpans(one.channels, channelLooks(view, second, auto)) };
  });
}

function viewOf(
  view: ViewState,
  { colours }: Shown,
  picture: Picture,
  side: 0 | 1,
  box: Box,
  clip: Box,
  auto: AutoRanges,
): View {
  const { layers, offset } = picture;
  const showTails = layers.drawTracks && view.tracks.visible;
  return {
    side,
    box,
    clip,
    channels: channelLooks(view, picture, auto),
    difference: null,
    labels: picture.labels ? labelLook(view, picture, colours) : null,
    tails: showTails ? { now: picture.t, tail: view.tracks.tail, offset } : null,
    spots: view.spots ? { offset } : null,
  };
}

/** Without a picture below, labels are filled: outlines on black would hide what touches what. */
function labelLook(view: ViewState, picture: Picture, colours: LabelColours | null): LabelLook | null {
  const { draw, opacity } = view.labels;
  const others = colours?.others ?? 'hash';
  if (!picture.movie) return { fill: true, opacity: 1, others };
  return draw === 'off' ? null : { fill: draw === 'fill', opacity: draw === 'fill' ? opacity : 1, others };
}
