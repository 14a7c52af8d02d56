import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineageOf, lineageProblems, lineageRows } from '../../../src/runtime/data/lineage.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { noDetections } from '../../../src/runtime/data/spots.ts';
import {
  formatTrackTable,
  lineageOfTracks,
  parseTrackTable,
  tracksOfLineage,
} from '../../../src/runtime/formats/ctc.ts';

const parse = (text: string) => parseTrackTable(text, 'res_track.txt');
const header = { size: { t: 6, c: 1, z: 1, y: 8, x: 8 }, calibration: uncalibrated };

describe('parseTrackTable', () => {
  it('reads id, first frame, last frame and parent', () => {
    expect(lineageRows(parse('1 0 3 0\n2 4 9 1\n'))).toEqual([
      { id: 1, begin: 0, end: 3, parent: 0 },
      { id: 2, begin: 4, end: 9, parent: 1 },
    ]);
  });
  it('reads tabs, blanks, empty lines, both line ends, a byte order mark and no last line end', () => {
    expect(formatTrackTable(parse('\uFEFF\t3  0 1\t0 \r\n\r\n 1 2 2 3'))).toBe('1 2 2 3\n3 0 1 0\n');
  });
  it('gives no rows for an empty file', () => {
    expect(parse('').id.length).toBe(0);
  });
  it.each([
    ['1 0 3', 'line 1: "1 0 3" has 3 values, expected 4'],
    ['1 0 3 0\n2 x 3 0', 'line 2: the first frame is "x", expected a whole number'],
    ['1 0 1.5 0', 'line 1: the last frame is "1.5"'],
    ['1 -1 5 0', 'line 1: the first frame is "-1"'],
    ['0 0 5 0', 'line 1: the id is "0", expected a whole number from 1'],
    ['1 0 3 -2', 'line 1: the parent is "-2"'],
    ['1 4 3 0', 'line 1: track 1 ends in frame 3, before it begins in frame 4'],
    ['1 0 3 0\n\n1 4 5 0', 'line 3: track 1 was already given in line 1'],
    ['2 0 3 7', 'line 1: track 2 has parent 7, which has no line'],
    ['2 3 4 1\n1 0 3 0', 'line 1: track 2 begins in frame 3, but its parent 1 lasts until frame 3'],
    ['5 3 4 5', 'line 1: track 5 begins in frame 3, but its parent 5'],
  ])('refuses %j, naming file and line', (text, message) => {
    expect(() => parse(text)).toThrow(`res_track.txt: ${message}`);
  });
  it('reads the tables of the challenge and writes them back byte for byte', () => {
    for (const name of ['in-ctc-truth.txt', 'in-ctc-result.txt']) {
      const text = readFileSync(new URL(`../../fixtures/golden/${name}`, import.meta.url), 'utf8');
      expect(formatTrackTable(parse(text))).toBe(text);
    }
  });
  it('ends in rows or in an error that names a line, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '7', ' ', '\n', '-', 'x', '\t'), maxLength: 60 }),
        (text) => {
          try {
            const rows = lineageRows(parse(text));
            const sorted = [...rows].sort((a, b) => a.id - b.id);
            expect(lineageRows(parse(formatTrackTable(lineageOf(rows))))).toEqual(sorted);
          } catch (error) {
            expect(String(error)).toMatch(/^FormatError: res_track\.txt: line \d+: /);
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('lineageProblems', () => {
  const row = (id: number, begin: number, end: number, parent = 0) => ({ id, begin, end, parent });
  const frames = (...ids: number[][]) => ids.map((one) => Uint32Array.from(one));
  it('finds nothing wrong with a division and with a gap that goes on under a new id', () => {
    const lineage = lineageOf([row(1, 0, 0), row(2, 1, 2, 1), row(3, 1, 1, 1), row(4, 3, 3, 3)]);
    expect(lineageProblems(lineage, frames([1], [2, 3], [2], [4]))).toEqual([]);
  });
  it.each([
    [[row(1, 0, 1), row(1, 0, 1)], 'track 1 has two rows'],
    [[row(0, 0, 1), row(1, 0, 1)], 'ids begin at 1'],
    [[row(1, 1, 0)], 'ends in frame 0, before it begins'],
    [[row(1, 0, 1, 9)], 'parent 9, which has no row'],
    [[row(1, 0, 1), row(2, 1, 1, 1)], 'its parent 1 lasts until frame 1'],
    [[], 'id 1 is in the image of frame 0, but has no row'],
    [[row(1, 1, 1)], 'id 1 is in the image of frame 0, but its row says 1 to 1'],
    [[row(1, 0, 1), row(2, 1, 1)], 'track 2 should be in frame 1'],
    [[row(1, 0, 2)], 'ends in frame 2, but the images end with frame 1'],
  ])('says of %j: %s', (rows, problem) => {
    expect(lineageProblems(lineageOf(rows), frames([1], [1])).join('\n')).toContain(problem);
  });
  it('says no more than asked for', () => {
    expect(lineageProblems(lineageOf([row(1, 0, 99)]), frames([], [], []), 3).length).toBe(3);
  });
});

describe('tracksOfLineage', () => {
  const lineage = parse('1 0 1 0\n2 2 9 1\n3 2 3 1\n4 8 9 0\n');
  it('gives a node for every frame within the movie, and edges to both daughters', () => {
    const tracks = tracksOfLineage(lineage, header, null);
    expect(Array.from(tracks.frame)).toEqual([0, 1, 2, 2, 3, 3, 4, 5]);
    expect(Array.from(tracks.label)).toEqual([1, 1, 2, 3, 2, 3, 2, 2]);
    expect(Array.from(tracks.edges.source, (from, e) => [from, tracks.edges.target[e]])).toEqual([
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 5],
      [4, 6],
      [6, 7],
    ]);
    expect(tracks.x[0]).toBeNaN();
  });
  it('places nodes where objects are seen, and links across a gap', () => {
    const at = (label: number, x: number) => ({
      ...noDetections,
      x: Float64Array.of(x, 0),
      y: Float64Array.of(5, 0),
      z: new Float64Array(2),
      radius: Float64Array.of(2, 1),
      label: Uint32Array.of(label, 77),
    });
    const tracks = tracksOfLineage(lineage, header, [at(1, 3), noDetections, at(2, 4), noDetections, at(2, 6)]);
    expect(Array.from(tracks.label)).toEqual([1, 2, 2]);
    expect(Array.from(tracks.x)).toEqual([3, 4, 6]);
    expect(Array.from(tracks.edges.target)).toEqual([1, 2]);
  });
  it('comes back from its tracks, numbered anew, unless a track goes on under a new id without a gap', () => {
    const table = '1 0 1 0\n2 2 5 1\n3 2 3 1\n4 5 5 3\n';
    const { lineage: again, idOfNode } = lineageOfTracks(tracksOfLineage(parse(table), header, null));
    expect(formatTrackTable(again)).toBe(table);
    expect(Math.max(...idOfNode)).toBe(4);
    const joined = lineageOfTracks(tracksOfLineage(parse('1 0 1 0\n2 2 5 1\n'), header, null));
    expect(formatTrackTable(joined.lineage)).toBe('1 0 5 0\n');
  });
});
