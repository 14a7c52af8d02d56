import type { Frame } from '../../data/frame.ts';
import type { Calibration, Channel, Labels, LabelsHeader, Movie, MovieHeader } from '../../data/movie.ts';
import type { Detections, Spots } from '../../data/spots.ts';
import type { Tracks } from '../../data/tracks.ts';
import type { Transform } from '../../data/transform.ts';
import type { NucleiSettings } from './nuclei-world.ts';
import { portableExp, portableLog } from './portable-math.ts';
import { Random } from './random.ts';
import { renderNuclei, renderNucleusLabels, type Stain } from './render-nuclei.ts';
import { bleaching, type Camera, expectedGreyValues, expose } from './simulate-camera.ts';
import type { Path } from './simulate-drift.ts';
import { simulateNuclei } from './simulate-nuclei.ts';
import { renderSpots, type SpotSettings, simulateSpots } from './simulate-spots.ts';

/** A simulated movie and all that is known about it. */
export interface Simulation {
  /** uint16, with the noise of the camera. */
  readonly movie: Movie;
  /** float32: the mean of what the camera would show. */
  readonly clean: Movie;
  readonly labels: Labels;
  readonly tracks: Tracks;
  readonly spots: Spots;
  readonly drift: Transform;
}

/** How the specimen is seen. */
export interface Optics {
  readonly channels: number;
  readonly signal: number;
  readonly background: number;
  /** Time constant of bleaching, frames; 0 is none. */
  readonly bleaching: number;
  readonly vignetting: number;
  /** Standard deviation of the point-spread function, px; particles only. */
  readonly spotSigma: number;
  readonly camera: Camera;
  readonly calibration: Calibration;
}

const stains: readonly Stain[] = ['chromatin', 'translocation', 'cell cycle'];
const names = ['nuclei', 'reporter', 'cell cycle'] as const;
const colours = ['#808080', '#00ff00', '#ff00ff'] as const;

/** A movie of nuclei with its truth. @cost that of `simulateNuclei`; pixels are drawn when a frame is asked for. */
export function openNuclei(settings: NucleiSettings, optics: Optics): Simulation {
  const film = simulateNuclei(settings);
  const { truth } = film;
  const channels = names.slice(0, optics.channels).map((name, c) => ({ name, colour: colours[c] ?? null }));
  const header = headerOf(settings, channels, optics.calibration);
  const electrons = (t: number, c: number) =>
    renderNuclei(film, t, stains[c] ?? 'chromatin', { ...optics, bleach: bleaching(t, optics.bleaching) });
  const radius = truth.area.map((area) => radiusOf(area, settings.planes));
  const { area, brightness, activity, cycle } = truth;
  const features = { area, brightness, reporter_activity: activity, cell_cycle: cycle };
  const units = { area: settings.planes > 1 ? 'px³' : 'px²', brightness: '1', reporter_activity: '1', cell_cycle: '1' };
  const { frame, x, y, z, label, edges } = truth;
  return {
    ...movies(header, optics.camera, settings.seed, electrons),
    labels: { ...labelsHeader(header), frame: async (t) => renderNucleusLabels(film, within(t, header)) },
    tracks: { ...labelsHeader(header), frame, x, y, z, radius, label, features, units, edges },
    spots: spotsOf(header, truth.first, { x, y, z, radius, quality: brightness, label, features, units }),
    drift: transformOf(header, film.drift),
  };
}

/** A movie of diffusing particles with its truth. @cost that of `simulateSpots`; pixels are drawn when a frame is asked for. */
export function openSpots(settings: SpotSettings, optics: Optics): Simulation {
  const film = simulateSpots(settings);
  const { truth } = film;
  const header = headerOf(settings, [{ name: 'particles', colour: '#808080' }], optics.calibration);
  const electrons = (t: number) =>
    renderSpots(film, t, { ...optics, sigma: optics.spotSigma, bleach: bleaching(t, optics.bleaching) });
  const { frame, x, y, z, amplitude, track, edges } = truth;
  const radius = new Float64Array(x.length).fill(optics.spotSigma * Math.sqrt(settings.planes > 1 ? 3 : 2));
  const features = { amplitude, particle: Float64Array.from(track) };
  const units = { amplitude: '1', particle: '1' };
  const size = settings.width * settings.height * settings.planes;
  return {
    ...movies(header, optics.camera, settings.seed, electrons),
    labels: {
      ...labelsHeader(header),
      frame: async (t) => {
        within(t, header);
        return { width: settings.width, height: settings.height, depth: settings.planes, data: new Uint32Array(size) };
      },
    },
    tracks: {
      ...labelsHeader(header),
      frame,
      x,
      y,
      z,
      radius,
      label: new Uint32Array(x.length),
      features,
      units,
      edges,
    },
    spots: spotsOf(header, truth.first, { x, y, z, radius, quality: amplitude, label: null, features, units }),
    drift: transformOf(header, film.drift),
  };
}

/** Radius of the disc (the ball) of so many pixels. */
function radiusOf(area: number, planes: number): number {
  return planes > 1 ? portableExp(portableLog((3 * area) / (4 * Math.PI)) / 3) : Math.sqrt(area / Math.PI);
}

interface Extent {
  readonly frames: number;
  readonly planes: number;
  readonly height: number;
  readonly width: number;
}

function headerOf(extent: Extent, channels: readonly Channel[], calibration: Calibration): MovieHeader {
  const { frames, planes, height, width } = extent;
  const size = { t: frames, c: channels.length, z: planes, y: height, x: width };
  return { size, dtype: 'uint16', channels, calibration };
}

/** What has one channel: labels, tracks, spots, drift. */
const labelsHeader = ({ size, calibration }: MovieHeader): LabelsHeader => ({ size: { ...size, c: 1 }, calibration });

/** The noisy and the clean movie of the same photons; the noise of a frame depends on seed, frame and channel only. */
function movies(
  header: MovieHeader,
  camera: Camera,
  seed: number,
  electrons: (t: number, c: number) => Frame<Float32Array>,
): { readonly movie: Movie; readonly clean: Movie } {
  return {
    movie: {
      ...header,
      frame: async (t, c) => {
        const seen = electrons(within(t, header), withinChannels(c, header));
        return { ...seen, data: expose(seen.data, camera, new Random(seed, 6, t, c)) };
      },
    },
    clean: {
      ...header,
      dtype: 'float32',
      frame: async (t, c) => {
        const seen = electrons(within(t, header), withinChannels(c, header));
        return { ...seen, data: expectedGreyValues(seen.data, camera) };
      },
    },
  };
}

function within(t: number, { size }: MovieHeader): number {
  if (Number.isInteger(t) && t >= 0 && t < size.t) return t;
  throw new RangeError(`there is no frame ${t}, the simulated movie has frames 0 to ${size.t - 1}`);
}
function withinChannels(c: number, { size }: MovieHeader): number {
  if (Number.isInteger(c) && c >= 0 && c < size.c) return c;
  throw new RangeError(`there is no channel ${c}, the simulated movie has channels 0 to ${size.c - 1}`);
}

function spotsOf(header: MovieHeader, first: Uint32Array, all: Detections): Spots {
  return {
    ...labelsHeader(header),
    frame: async (t) => {
      const start = first[within(t, header)] ?? 0;
      const end = first[t + 1] ?? start;
      const part = (column: Float64Array) => column.slice(start, end);
      const features = Object.fromEntries(Object.entries(all.features).map(([name, column]) => [name, part(column)]));
      return {
        x: part(all.x),
        y: part(all.y),
        z: part(all.z),
        radius: part(all.radius),
        quality: part(all.quality),
        label: all.label ? all.label.slice(start, end) : null,
        features,
        units: all.units,
      };
    },
  };
}

/** The exact drift, all qualities 1. */
function transformOf(header: MovieHeader, { dx, dy }: Path): Transform {
  const dz = new Float64Array(dx.length);
  return { ...labelsHeader(header), type: 'shift', dx, dy, dz, quality: new Float64Array(dx.length).fill(1) };
}
