import { describe, expect, it } from 'vitest';
import node from '../../../src/nodes/detect/log-spots.ts';
import { referenceKernels } from '../../../src/runtime/kernels/reference-kernels.ts';
import { contextFor, defaultsOf, particles } from '../../support/particles.ts';

const defaults = defaultsOf(node.params);

describe('detect.log-spots', () => {
  it('finds particles with its defaults', async () => {
    const { movie, frame, truth } = await particles();
    const { spots } = await node.run(
      { movie: frame },
      { ...defaults, radius: 2.1 },
      contextFor(movie, referenceKernels),
    );
    expect(spots.x.length).toBeGreaterThan(0.9 * truth.x.length);
    expect(spots.x.length).toBeLessThanOrEqual(truth.x.length);
  });

  it('places spots at pixels without sub-pixel localisation', async () => {
    const { movie, frame } = await particles();
    const context = contextFor(movie, referenceKernels);
    const { spots } = await node.run({ movie: frame }, { ...defaults, doSubpixelLocalization: false }, context);
    expect([...spots.x, ...spots.y].every(Number.isInteger)).toBe(true);
  });

  it('overlooks single hot pixels with median filtering', async () => {
    const { movie } = await particles();
    const data = new Uint16Array(64 * 64).fill(100);
    data[20 * 64 + 20] = 60_000;
    const frame = { width: 64, height: 64, depth: 1, data };
    const context = contextFor(movie, referenceKernels);
    const run = async (doMedianFiltering: boolean) =>
      (await node.run({ movie: frame }, { ...defaults, doMedianFiltering }, context)).spots.x.length;
    expect([await run(false), await run(true)]).toEqual([1, 0]);
  });

  it('takes the distance of planes from the calibration: flat spots of real planes fit better than as if planes were pixels', async () => {
    const { movie, frame } = await particles({ planes: 9, planeDistance_px: 2 });
    const context = contextFor(movie, referenceKernels);
    const { spots } = await node.run({ movie: frame }, { ...defaults, radius: 2.6 }, context);
    const uncalibrated = {
      ...movie,
      calibration: { ...movie.calibration, pixelSize_um: { x: null, y: null, z: null } },
    };
    const blind = await node.run(
      { movie: frame },
      { ...defaults, radius: 2.6 },
      contextFor(uncalibrated, referenceKernels),
    );
    expect(spots.x.length).toBeGreaterThan(5);
    expect(blind.spots.quality).not.toEqual(spots.quality);
    expect(new Set(spots.z).size).toBeGreaterThan(3);
  });

  it('names features by the channel', async () => {
    const { movie, frame } = await particles();
    const context = contextFor(movie, referenceKernels);
    const { spots } = await node.run({ movie: frame }, { ...defaults, channel: 2 }, context);
    expect(Object.keys(spots.features)).toEqual(['mean_intensity_ch2', 'contrast_ch2', 'snr_ch2']);
  });

  it('finds nothing in a constant frame', async () => {
    const { movie } = await particles();
    const frame = { width: 32, height: 32, depth: 1, data: new Uint8Array(1024).fill(9) };
    const { spots } = await node.run({ movie: frame }, defaults, contextFor(movie, referenceKernels));
    expect(spots.x.length).toBe(0);
  });
});
