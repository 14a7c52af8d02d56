import { describe, expect, it } from 'vitest';
import subtract from '../../../src/nodes/segment/subtract-background.ts';
import { callNode } from '../../support/call-node.ts';
import { goldenPlanes } from '../../support/golden.ts';

const slope = {
  width: 40,
  height: 40,
  data: Float32Array.from({ length: 1600 }, (_, i) => 100 + 2 * (i % 40) + ([820, 821, 860, 861].includes(i) ? 50 : 0)),
};

describe('segment.subtract-background', () => {
  it.each(['rolling ball', 'top-hat'])('%s takes the slope off and leaves the object', async (method) => {
    const { movie } = await callNode(subtract, { movie: slope }, { method, radius: 12 });
    const inside = movie.data[820]!;
    const outside = movie.data[815]!;
    expect(inside - outside).toBeGreaterThan(40);
    expect(Math.abs(outside)).toBeLessThan(30);
  });

  it('takes off what the background kernel finds', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const { movie } = await callNode(subtract, { movie: frame! }, { method: 'gaussian', radius: 10 });
    const under = frame!.data.map((value, i) => value - movie.data[i]!);
    expect(Math.max(...under) - Math.min(...under)).toBeLessThan(Math.max(...frame!.data) - Math.min(...frame!.data));
    expect(movie.data.some((value) => value < 0)).toBe(true);
  });

  it('clips at 0 where asked to', async () => {
    const { movie } = await callNode(subtract, { movie: slope }, { method: 'gaussian', radius: 5, clip: true });
    expect(Math.min(...movie.data)).toBe(0);
  });

  it.each(['rolling ball', 'gaussian', 'top-hat'])('%s makes a constant frame 0', async (method) => {
    const flat = { width: 9, height: 9, data: new Uint16Array(81).fill(500) };
    const { movie } = await callNode(subtract, { movie: flat }, { method, radius: 5 });
    for (const value of movie.data) expect(Math.abs(value)).toBeLessThan(1e-3);
  });
});
