import type { Plane } from '../../runtime/data/frame.ts';
import type { ResultSelection } from '../store/selection-store.ts';
import type { ViewState } from '../store/view-store.ts';
import { type LabelColours, type Legend, labelColours, spotRings, trackTint } from './colours.ts';
import type { Side } from './gl/side.ts';
import type { Picture } from './picture.ts';
import { headsOf, tailsOf } from './track-index.ts';

/** Brings what the GPU holds of one side up to date, writing only what changed. */
export interface GpuSync {
  update(picture: Picture | null, view: ViewState, selection: ResultSelection, picked: number): void;
  readonly colours: LabelColours | null;
  readonly legend: Legend | null;
}

export function gpuSync(side: Side): GpuSync {
  const last = new Map<string, readonly unknown[]>();
  let colours: LabelColours | null = null;
  let spotLegend: Legend | null = null;
  const whenChanged = (what: string, on: readonly unknown[], write: () => void): void => {
    const before = last.get(what);
    if (before && on.every((value, i) => Object.is(value, before[i]))) return;
    last.set(what, on);
    write();
  };
  return {
    get colours() {
      return colours;
    },
    get legend() {
      return colours?.legend ?? spotLegend;
    },
    update: (picture, view, selection, picked) => {
      const { z, labels, tracks, onlySelected } = view;
      const selected = selection.tracks;
      whenChanged('planes', [picture?.movie, z], () => {
        side.setPlanes((picture?.movie ?? []).map((frame) => planeOf(frame, z)));
      });
      whenChanged('labels', [picture?.labels, z], () => {
        side.setLabels(picture?.labels ? planeOf(picture.labels, z) : null);
      });
      whenChanged('colours', [picture, labels, tracks.colourBy, onlySelected, selected, picked], () => {
        colours = picture?.labels ? labelColours(picture, view, selected, picked) : null;
        side.setColours(colours?.table ?? null);
      });
      const index = picture?.layers.drawTracks ? picture.tracks : null;
      const tint = [tracks.colourBy, onlySelected, selected];
      whenChanged('tails', [index, ...tint], () => {
        side.setTails(index ? tailsOf(index, trackTint(view, selected)) : null);
      });
      whenChanged('heads', [index, picture?.t, ...tint], () => {
        side.setHeads(index && picture ? headsOf(index, picture.t, trackTint(view, selected)) : null);
      });
      whenChanged('spots', [picture, z, labels.colourBy], () => {
        const drawn = picture?.spots ? spotRings(picture, view, z) : null;
        spotLegend = drawn?.legend ?? null;
        side.setSpots(drawn?.rings ?? null);
      });
    },
  };
}

/** Plane z of a frame, or its last: a view, no copy. */
export function planeOf<A extends Uint8Array | Uint16Array | Float32Array | Uint32Array>(
  frame: Plane<A> & { readonly depth: number },
  z: number,
): Plane<A> {
  const { width, height, depth, data } = frame;
  const at = Math.min(z, Math.max(0, depth - 1)) * width * height;
  return { width, height, data: data.subarray(at, at + width * height) as A };
}
