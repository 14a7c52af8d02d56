import { describe, expect, it } from 'vitest';
import openSpots from '../../../src/nodes/io/open-spots.ts';
import { filesInMemory } from '../../support/files.ts';

const defaults = { path: 'spots.csv', frames: 0, pixelSize: 0, frameInterval: 0 };
const open = async (text: string, params = {}) => {
  const { spots } = await openSpots.open(
    { ...defaults, ...params },
    filesInMemory({ 'spots.csv': new TextEncoder().encode(text) }),
  );
  return spots;
};

describe('opening detections', () => {
  it('sorts rows into frames and takes further columns as features', async () => {
    const spots = await open('frame,y,x,mass\n2,5.5,7,30\n0,1,2,10\n2,6,8,40\n');
    expect(spots.size).toEqual({ t: 3, c: 1, z: 1, y: 7, x: 9 });
    expect(await spots.frame(1)).toMatchObject({ x: new Float64Array(), label: null });
    expect(await spots.frame(2)).toMatchObject({
      x: Float64Array.of(7, 8),
      y: Float64Array.of(5.5, 6),
      features: { mass: Float64Array.of(30, 40) },
    });
  });
  it('takes t for frame, and labels, radius and quality where they are', async () => {
    const spots = await open('t,x,y,radius,quality,label\n0,1,2,3,4,5\n', { frames: 4, pixelSize: 0.5 });
    expect(spots.size.t).toBe(4);
    expect(spots.calibration.pixelSize_um.x).toBe(0.5);
    expect(await spots.frame(0)).toMatchObject({
      radius: Float64Array.of(3),
      quality: Float64Array.of(4),
      label: Uint32Array.of(5),
    });
  });
  it('gives a movie without frames for a table without rows', async () => {
    expect((await open('frame,x,y\n')).size.t).toBe(0);
  });
  it.each([
    ['a missing column', 'frame,x\n0,1\n', 'there is no column of numbers "y"; the columns are: frame, x'],
    ['a fraction of a frame', 'frame,x,y\n0.5,1,1\n', 'row 1 has frame 0.5, expected a whole number from 0'],
    ['a negative frame', 'frame,x,y\n-1,1,1\n', 'row 1 has frame -1'],
    ['a time for a frame', 'frame,x,y\n1e12,1,1\n', 'row 1 has frame 1000000000000'],
    ['a missing position', 'frame,x,y\n0,1,1\n1,NaN,2\n', 'row 2 has no position'],
    ['text for a number', 'frame,x,y\n0,a,1\n', 'there is no column of numbers "x"'],
  ])('refuses %s', async (_, text, message) => {
    await expect(open(text)).rejects.toThrow(message);
  });
  it('refuses fewer frames than the table has, and a file that is not there', async () => {
    await expect(open('frame,x,y\n5,1,1\n', { frames: 3 })).rejects.toThrow(
      'there is a detection in frame 5, but frames is 3',
    );
    await expect(open('frame,x,y\n', { path: 'other.csv' })).rejects.toThrow('other.csv: there is no such file');
  });
});
