import { describe, expect, it } from 'vitest';
import filter from '../../../src/nodes/segment/filter-objects.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { callNode } from '../../support/call-node.ts';

// biome-ignore format: pixels as they lie
const labels = { width: 8, height: 7, depth: 1, data: Uint32Array.of(
  5, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0,
  0, 7, 7, 7, 0, 8, 0, 0,
  0, 7, 7, 7, 0, 8, 0, 0,
  0, 7, 7, 7, 0, 8, 0, 0,
  0, 0, 0, 0, 0, 8, 8, 8,
  0, 0, 0, 0, 0, 0, 0, 0,
) };
const kept = async (set: Parameters<typeof callNode>[2], movie?: Frame) => {
  const out = await callNode(filter, { labels, ...(movie ? { movie } : {}) }, set);
  for (let i = 0; i < labels.data.length; i++) expect([0, labels.data[i]]).toContain(out.labels.data[i]);
  return [...new Set(out.labels.data)].filter((label) => label > 0).sort();
};

describe('segment.filter-objects', () => {
  it('keeps everything by default', async () => {
    expect(await kept({})).toEqual([5, 7, 8]);
  });

  it.each([
    [{ minArea: 6 }, [7, 8]],
    [{ minArea: 9 }, [7]],
    [{ maxArea: 6 }, [5, 8]],
    [{ minSolidity: 0.9 }, [5, 7]],
    [{ maxElongation: 1.5, minArea: 2 }, [7]],
    [{ border: 'touching' }, [7]],
    [{ border: 'touching', margin: 1 }, []],
    [{ border: 'beyond', margin: 1 }, [7, 8]],
    [{ border: 'beyond', margin: 3 }, [7]],
  ])('%j keeps %j', async (set, expected) => {
    expect(await kept(set)).toEqual(expected);
  });

  it('tells disks from bars by circularity', async () => {
    const data = Uint32Array.from({ length: 600 }, (_, i) => {
      const [x, y] = [i % 30, Math.floor(i / 30)];
      return Math.hypot(x - 9, y - 9) <= 6 ? 1 : x >= 20 && x < 23 && y > 1 && y < 19 ? 2 : 0;
    });
    const { labels: round } = await callNode(
      filter,
      { labels: { width: 30, height: 20, depth: 1, data } },
      { minCircularity: 0.85 },
    );
    expect([...new Set(round.data)].sort()).toEqual([0, 1]);
  });

  it('bounds the mean intensity of the connected movie', async () => {
    const movie = { width: 8, height: 7, depth: 1, data: Uint8Array.from(labels.data, (label) => label * 10) };
    expect(await kept({ byMean: true, minMean: 60 }, movie)).toEqual([7, 8]);
    expect(await kept({ byMean: true, maxMean: 75 }, movie)).toEqual([5, 7]);
    expect(await kept({ minMean: 60 }, movie)).toEqual([5, 7, 8]);
    await expect(kept({ byMean: true, minMean: 60 })).rejects.toThrow('no movie is connected');
  });

  it('counts voxels in stacks, and refuses to bound shapes there', async () => {
    const stack = { width: 3, height: 1, depth: 3, data: Uint32Array.of(1, 0, 2, 1, 0, 0, 1, 0, 0) };
    const out = await callNode(filter, { labels: stack }, { minArea: 2 });
    expect([...out.labels.data]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0]);
    await expect(callNode(filter, { labels: stack }, { minSolidity: 0.5 })).rejects.toThrow('there are 3 planes');
  });

  it('leaves empty frames empty', async () => {
    const none = { width: 2, height: 1, depth: 1, data: new Uint32Array(2) };
    expect([...(await callNode(filter, { labels: none }, { minSolidity: 0.5 })).labels.data]).toEqual([0, 0]);
  });
});
