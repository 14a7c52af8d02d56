import { describe, expect, it } from 'vitest';
import openTrackMate from '../../../src/nodes/io/open-trackmate.ts';
import { trackMateOf } from '../../../src/runtime/formats/trackmate-write.ts';
import { filesInMemory } from '../../support/files.ts';
import { tracksOf } from '../../support/tracks.ts';

const tracks = tracksOf(
  [
    [0, 1, 2],
    [1, 1, 4],
  ],
  [[0, 1]],
);
const xml = new TextEncoder().encode([...trackMateOf(tracks, [], '')].join(''));
const params = { path: 'a.xml', parts: 'shown', pixelSize: 0, frameInterval: 0 } as const;

describe('io.open-trackmate', () => {
  it('opens what was saved, with the calibration that is stated', async () => {
    const opened = await openTrackMate.open({ ...params, pixelSize: 0.5 }, filesInMemory({ 'a.xml': xml }));
    expect(opened.tracks.x).toEqual(tracks.x);
    expect(opened.tracks.edges).toEqual(tracks.edges);
    expect(opened.tracks.calibration.pixelSize_um).toEqual({ x: 0.5, y: 0.5, z: null });
    expect(opened.outlines).toEqual({ shapes: [] });
  });
  it('names a file that is not there', async () => {
    await expect(openTrackMate.open({ ...params, path: 'b.xml' }, filesInMemory({}))).rejects.toThrow(
      'b.xml: there is no such file',
    );
  });
});
