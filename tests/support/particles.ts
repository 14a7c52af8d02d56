import type { MovieHeader } from '../../src/runtime/data/movie.ts';
import { openSpots } from '../../src/runtime/kernels/reference/open-simulation.ts';
import type { RunContext } from '../../src/runtime/node/define.ts';
import type { Kernels } from '../../src/runtime/node/kernels.ts';
import type { Params, ParamValues } from '../../src/runtime/node/params.ts';

/** One frame of simulated particles (sigma 1.5 px), its movie's header and the truth. */
export async function particles({ planes = 1, planeDistance_px = 1 } = {}) {
  const settings = { seed: 3, frames: 1, width: 160, height: 160, planes, particles: 24, step: 0, directed: 0 };
  const simulation = openSpots(
    { ...settings, drift: 0, deathRate: 0 },
    {
      channels: 1,
      signal: 150,
      background: 20,
      bleaching: 0,
      vignetting: 0,
      spotSigma: 1.5,
      camera: { offset: 100, gain: 4, readNoise: 3 },
      calibration: { pixelSize_um: { x: 0.1, y: 0.1, z: 0.1 * planeDistance_px }, frameInterval_s: 1, times_s: null },
    },
  );
  return {
    movie: simulation.movie,
    frame: await simulation.movie.frame(0, 0),
    truth: await simulation.spots.frame(0),
  };
}

/** The default of each parameter. */
export const defaultsOf = <P extends Params>(params: P): ParamValues<P> =>
  Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default])) as ParamValues<P>;

/** What a node that takes one movie is called with. */
export function contextFor<
  I extends { readonly movie: { readonly kind: 'Movie'; readonly doc: string; readonly optional: false } },
>(movie: MovieHeader, kernels: Kernels): RunContext<I> {
  return {
    t: 0,
    z: 0,
    c: 0,
    headers: { movie } as RunContext<I>['headers'],
    kernels,
    signal: new AbortController().signal,
    cautions: [],
  };
}
