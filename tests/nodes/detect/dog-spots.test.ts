import { describe, expect, it } from 'vitest';
import node from '../../../src/nodes/detect/dog-spots.ts';
import { referenceKernels } from '../../../src/runtime/kernels/reference-kernels.ts';
import { contextFor, defaultsOf, particles } from '../../support/particles.ts';

const defaults = defaultsOf(node.params);

describe('detect.dog-spots', () => {
  it('finds particles with its defaults, placed by each method', async () => {
    const { movie, frame, truth } = await particles();
    const context = contextFor(movie, referenceKernels);
    for (const localisation of ['parabolic', 'gaussian fit', 'centroid'] as const) {
      const { spots } = await node.run({ movie: frame }, { ...defaults, radius: 2.1, localisation }, context);
      expect(spots.x.length).toBeGreaterThan(0.9 * truth.x.length);
      expect(spots.x.length).toBeLessThanOrEqual(truth.x.length);
    }
  });

  it('keeps spots of the quality asked for', async () => {
    const { movie, frame } = await particles();
    const context = contextFor(movie, referenceKernels);
    const { spots } = await node.run({ movie: frame }, { ...defaults, threshold: 60 }, context);
    expect(spots.x.length).toBeGreaterThan(0);
    expect(Math.min(...spots.quality)).toBeGreaterThanOrEqual(60);
  });

  it('finds nothing in a constant frame', async () => {
    const { movie } = await particles();
    const frame = { width: 32, height: 32, depth: 1, data: new Uint16Array(1024).fill(30_000) };
    const { spots } = await node.run({ movie: frame }, defaults, contextFor(movie, referenceKernels));
    expect(spots.x.length).toBe(0);
  });
});
