import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromFile, openTiffStack } from '../../src/runtime/formats/tiff/stack.ts';
import { diskFiles } from '../../src/runtime/headless/files.ts';
import { hashesIn, newFolder, runCli } from '../support/cli.ts';

const small = ['open.frames=12', 'open.width=192', 'open.height=160', 'open.cells=18'].flatMap((set) => ['--set', set]);
let folder = '';
beforeAll(async () => {
  folder = await newFolder();
});

async function run(name: string, ...more: readonly string[]) {
  const out = join(folder, name);
  const result = await runCli('run', name, '--out', out, '--cache', join(folder, 'cache'), ...more);
  expect(result.code, result.stderr).toBe(0);
  return { out, files: await hashesIn(out), stdout: result.stdout };
}
const text = (...path: readonly string[]) => readFile(join(...path), 'utf8');

/** The rows of a CSV file that Cellwire wrote, as objects. */
async function rowsOf(...path: readonly string[]): Promise<readonly Readonly<Record<string, string>>[]> {
  const lines = (await text(...path))
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const names = lines[0]?.split(',') ?? [];
  return lines.slice(1).map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

describe('templates run from the command line on the embedded sample', () => {
  it('nuclei-tracking gives labels, tracks, tables and a figure, and scores above 0.95 against the truth', async () => {
    const { out, files, stdout } = await run('nuclei-tracking', '--sample', ...small);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'tracked-labels.tif',
        'tracks.csv',
        'objects.csv',
        'drift.csv',
        'bleaching.csv',
        'intensity.svg',
        '01_RES/res_track.txt',
        '01_RES/mask011.tif',
      ]),
    );
    expect(stdout).toContain(join(out, 'tracks.csv'));
    expect(await text(out, 'intensity.svg')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    const scored = await run(
      'score-against-truth',
      '--sample',
      '--input',
      `result=${join(out, '01_RES')}`,
      ...small.map((one) => one.replace('open.', 'truth.')),
    );
    const scores = new Map(
      (await rowsOf(scored.out, 'scores.csv')).map(({ metric, value }) => [metric, Number(value)]),
    );
    expect(scores.get('DET')).toBeGreaterThan(0.95);
    expect(scores.get('SEG')).toBeGreaterThan(0.85);
    expect(scores.get('TRA')).toBeGreaterThan(0.95);
    expect(scored.stdout).toContain('DET');
  });

  it('spot-tracking follows diffusing particles: their mean squared displacement grows with the lag', async () => {
    const { out, files } = await run('spot-tracking', '--sample', ...small);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['tracks.csv', 'spots.csv', 'msd.csv', 'trajectories.svg']),
    );
    const msd = (await rowsOf(out, 'msd.csv')).map((row) => Number(row['msd']));
    expect(msd[3]).toBeGreaterThan(2 * (msd[0] ?? Number.NaN));
    expect((await rowsOf(out, 'tracks.csv')).length).toBeGreaterThan(20);
  });

  it('kymograph gives one row of pixels a frame, and a projection', async () => {
    const { out, files } = await run(
      'kymograph',
      '--sample',
      ...small,
      '--set',
      'profile.x1=10',
      '--set',
      'profile.y1=20',
      '--set',
      'profile.x2=150',
      '--set',
      'profile.y2=120',
    );
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['kymograph.tif', 'maximum.tif', 'positions.csv']));
    const shown = JSON.parse((await runCli('inspect', join(out, 'kymograph.tif'))).stdout) as {
      movie: { size: { x: number; y: number } };
    };
    expect(shown.movie.size).toMatchObject({ y: 12, x: Math.ceil(Math.hypot(140, 100) + 1) });
  });

  it('drift-and-bleach gives a movie that stands still and keeps its size, with tables of both corrections', async () => {
    const { out, files } = await run('drift-and-bleach', '--sample', ...small);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['corrected.tif', 'drift.csv', 'bleaching.csv', 'bleaching-fit.csv']),
    );
    const shown = JSON.parse((await runCli('inspect', join(out, 'corrected.tif'))).stdout) as {
      movie: { size: object; calibration: { frameInterval_s: number } };
    };
    expect(shown.movie.size).toEqual({ t: 12, c: 1, z: 1, y: 160, x: 192 });
    expect(shown.movie.calibration.frameInterval_s).toBe(300);
    const movie = await openTiffStack(await diskFiles.open(join(out, 'corrected.tif')), fromFile);
    const { values } = await movie.plane(11, 0, 0);
    const pixels = Array.from(values as Float32Array);
    // What the camera did not see is 0 and nothing else; the camera itself never gave less than its offset.
    expect(pixels.filter((value) => value === 0).length).toBeGreaterThan(100);
    expect(Math.min(...pixels.filter((value) => value !== 0))).toBeGreaterThan(50);
  });

  it('nuclei-tracking counts an object of a stack once, not once in every plane', async () => {
    const stack = ['--set', 'open.planes=5', '--set', 'open.cells=6', '--set', 'open.frames=2'];
    const { out } = await run('nuclei-tracking', '--sample', ...small, ...stack);
    const rows = (await rowsOf(out, 'objects.csv')).filter(({ frame }) => frame === '0');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(10);
    expect(rows.some((row) => Number(row['bbox_depth']) > 1)).toBe(true);
  });
});
