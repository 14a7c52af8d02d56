import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Tracks } from '../../../src/runtime/data/tracks.ts';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import { readTrackMate, type TrackMateOptions } from '../../../src/runtime/formats/trackmate-read.ts';
import { trackMateOf } from '../../../src/runtime/formats/trackmate-write.ts';
import { describeWith } from '../../support/golden.ts';
import { readTrackMate as readByPattern } from '../../support/trackmate-xml.ts';
import { branchingTracks, tracksOf } from '../../support/tracks.ts';

const defaults: TrackMateOptions = { parts: 'shown', pixelSize_um: 0, frameInterval_s: 0 };
const read = (xml: string, options: Partial<TrackMateOptions> = {}) =>
  readTrackMate(xml, 'a.xml', { ...defaults, ...options });
const write = (tracks: Tracks, provenance = '') => [...trackMateOf(tracks, [], provenance)].join('');
/** Equal but for the last digit of what went through µm. */
function expectSame(actual: Tracks, expected: Tracks): void {
  const { x, y, z, radius, features, ...exact } = expected;
  const { x: _x, y: _y, z: _z, radius: _r, features: _f, ...others } = actual;
  expect(others).toEqual(exact);
  const columns = { x, y, z, radius, ...features };
  for (const [name, values] of Object.entries(columns)) {
    const got = { x: actual.x, y: actual.y, z: actual.z, radius: actual.radius, ...actual.features }[name]!;
    const far = (value: number, i: number) => Math.abs(got[i]! - value) / (1 + Math.abs(value)) || 0;
    const worst = values.reduce((most, value, i) => Math.max(most, far(value, i)), 0);
    expect(worst, name).toBeLessThan(5e-16);
    expect(Array.from(got, Number.isNaN), name).toEqual(Array.from(values, Number.isNaN));
  }
}

const branching = branchingTracks({
  features: {
    area: Float64Array.of(30, 31, 32, Number.NaN, 34, 35),
    'Mean (DAPI) & <more>': Float64Array.of(1, 2, 3, 4, 5, 1e-9),
    x: Float64Array.of(1, 1, 1, 1, 1, 1),
  },
  units: { area: 'px²', 'Mean (DAPI) & <more>': 'grey value', x: '1' },
});

describe('a TrackMate session that we wrote', () => {
  it('gives back splits, merges, gaps, units, labels and features', () => {
    expectSame(read(write(branching)).tracks, branching);
  });
  it('has physical units, tracks of linked spots and the counts that TrackMate shows', () => {
    const xml = write(branching);
    expect(xml).toContain('<Model spatialunits="µm" timeunits="sec">');
    expect(xml).toContain(
      'nslices="3" nframes="8" pixelwidth="0.3" pixelheight="0.3" voxeldepth="1.1" timeinterval="90"',
    );
    expect(xml.match(/<Track .*>/g)).toEqual([
      '<Track name="Track_0" TRACK_ID="0" TRACK_INDEX="0" NUMBER_SPOTS="5" NUMBER_GAPS="1" LONGEST_GAP="2" NUMBER_SPLITS="1" NUMBER_MERGES="1" TRACK_DURATION="450" TRACK_START="0" TRACK_STOP="450">',
    ]);
    expect(xml).toContain(`POSITION_X="${5 * 0.3}"`);
    expect(xml).toContain('feature="AREA" name="area" shortname="area" dimension="AREA"');
  });
  it('keeps pixels and frames where the movie is not calibrated, and irregular times', () => {
    const bare = tracksOf(
      [
        [0, 1, 2],
        [3, 1, 2],
      ],
      [[0, 1]],
    );
    expectSame(read(write(bare)).tracks, bare);
    const times_s = Float64Array.of(0, 10, 25, 60);
    const calibration = { ...bare.calibration, frameInterval_s: 20, times_s };
    const timed = read(write({ ...bare, calibration })).tracks;
    // Frames 1 and 2 have no spots: they lie between their neighbours.
    expect(timed.calibration.times_s ?? []).toEqual([]);
    const full = tracksOf(
      [
        [0, 1, 2],
        [1, 1, 2],
        [2, 1, 2],
        [3, 1, 2],
      ],
      [[0, 1]],
      { calibration },
    );
    expectSame(read(write(full)).tracks, full);
  });
  it('is a session without spots for empty tracks', () => {
    const empty = tracksOf([], [], { size: { t: 0, c: 1, z: 1, y: 4, x: 5 } });
    expectSame(read(write(empty)).tracks, empty);
  });
});

const session = (spots: string, edges = '', more = '') =>
  `<TrackMate><Model spatialunits="pixel" timeunits="frame"><FeatureDeclarations><SpotFeatures><Feature feature="A" dimension="NONE"/></SpotFeatures></FeatureDeclarations><AllSpots><SpotsInFrame frame="0">${spots}</SpotsInFrame><SpotsInFrame frame="1"><Spot ID="9" POSITION_X="1" POSITION_Y="1" RADIUS="1"/></SpotsInFrame></AllSpots><AllTracks><Track TRACK_ID="0">${edges}</Track></AllTracks>${more}</Model><Settings><ImageData width="9" height="9" nslices="1" nframes="2" pixelwidth="1" pixelheight="1" voxeldepth="1" timeinterval="1"/></Settings></TrackMate>`;
const spot = (id: number, more = 'POSITION_X="1" POSITION_Y="2"') => `<Spot ID="${id}" RADIUS="1" ${more}/>`;
const edge = (a: number, b: number) => `<Edge SPOT_SOURCE_ID="${a}" SPOT_TARGET_ID="${b}"/>`;

describe('a TrackMate session', () => {
  it('links forward in time whichever end is called source', () => {
    expect(read(session(spot(1), edge(9, 1))).tracks.edges).toEqual({
      source: Uint32Array.of(0),
      target: Uint32Array.of(1),
    });
  });
  it('leaves out hidden spots and filtered tracks, or takes all', () => {
    const hidden = 'POSITION_X="3" POSITION_Y="2" VISIBILITY="0"';
    const xml = session(spot(1) + spot(2, hidden), edge(1, 9), '<FilteredTracks></FilteredTracks>');
    expect(read(xml).tracks.x.length).toBe(0);
    expect(read(xml, { parts: 'all' }).tracks.x).toEqual(Float64Array.of(1, 3, 1));
  });
  it('gives outlines in px of the image', () => {
    const contour = '<Spot ID="3" RADIUS="1" POSITION_X="4" POSITION_Y="5" ROI_N_POINTS="3">-1 -1 1 -1 0 2</Spot>';
    expect(read(session(contour)).outlines.shapes).toEqual([
      {
        type: 'polygon',
        name: 'ID3',
        t: 0,
        points: [
          [3, 4],
          [5, 4],
          [4, 7],
        ],
      },
    ]);
  });
  it.each<readonly [string, string, string]>([
    ['two spots of one number', session(spot(1) + spot(1)), 'two <Spot> have ID="1"'],
    ['a link to no spot', session(spot(1), edge(1, 5)), '<Edge> of track 0 names spot 5'],
    ['a link within a frame', session(spot(1) + spot(2), edge(1, 2)), '<Edge> from spot 1 to 2 of track 0 joins two'],
    ['a link to itself', session(spot(1), edge(1, 1)), 'joins a detection with itself'],
    ['a link twice', session(spot(1), edge(1, 9) + edge(9, 1)), 'stands there twice'],
    ['text for a position', session(spot(1, 'POSITION_X="1,5" POSITION_Y="2"')), '<Spot ID="1"> has POSITION_X="1,5"'],
    ['a missing position', session(spot(1, 'POSITION_X="1"')), 'has no POSITION_Y'],
    ['an infinite position', session(spot(1, 'POSITION_X="1e999" POSITION_Y="2"')), 'POSITION_X="1e999"'],
    ['text for a feature', session(spot(1, 'POSITION_X="1" POSITION_Y="2" A="x"')), '<Spot ID="1"> has A="x"'],
    ['a frame that disagrees', session(spot(1, 'POSITION_X="1" POSITION_Y="2" FRAME="7"')), 'has FRAME="7"'],
    [
      'a contour that is cut',
      session('<Spot ID="3" RADIUS="1" POSITION_X="4" POSITION_Y="5" ROI_N_POINTS="3">1 2 3</Spot>'),
      'ROI_N_POINTS="3" and 3 numbers',
    ],
    [
      'a frame beyond all movies',
      session(spot(1)).replace('frame="1"', 'frame="1e12"'),
      '<SpotsInFrame> is of frame "1e12"',
    ],
    [
      'a pixel of no size',
      session(spot(1)).replace('pixelwidth="1"', 'pixelwidth="0"'),
      '<ImageData> has pixelwidth="0"',
    ],
    ['frames without end', session(spot(1)).replace('nframes="2"', 'nframes="2e9"'), '<ImageData> has nframes="2e9"'],
    [
      'a filtered track that is not there',
      session(spot(1), '', '<FilteredTracks><TrackID TRACK_ID="4"/></FilteredTracks>'),
      'names a track that is not there',
    ],
    ['another XML', '<svg/>', 'expected <TrackMate>'],
    ['no XML', 'frame,x,y', 'it has no elements'],
    ['entities', `<!DOCTYPE a [<!ENTITY b "c">]>${session(spot(1))}`, 'a document type or entities'],
    ['nesting without end', '<TrackMate>'.repeat(5000), 'nested more than 200 deep'],
    ['an end in the middle', session(spot(1)).slice(0, 400), 'not closed'],
  ])('is refused for %s', (_, xml, message) => {
    expect(() => read(xml)).toThrow(FormatError);
    expect(() => read(xml)).toThrow(message);
    expect(() => read(xml)).toThrow('a.xml: ');
  });
});

describe('an export of tracks', () => {
  const xml =
    '<Tracks nTracks="1" spaceUnits="µm" frameInterval="2" timeUnits="min"><particle nSpots="2"><detection t="1" x="4" y="2" z="0"/><detection t="3" x="5" y="2" z="0"/></particle></Tracks>';
  it('is a chain for each particle, in px once the pixel size is stated', () => {
    const { tracks } = read(xml, { pixelSize_um: 0.5 });
    expect([...tracks.x, ...tracks.frame, ...tracks.edges.source, ...tracks.edges.target]).toEqual([8, 10, 1, 3, 0, 1]);
    expect(tracks.calibration).toMatchObject({ pixelSize_um: { x: 0.5 }, frameInterval_s: 120 });
  });
  it('asks for the pixel size', () => {
    expect(() => read(xml)).toThrow('state pixelSize');
  });
});

const particles = 'data/particles';
describeWith(particles)('TrackMate sessions of others', () => {
  const folder = new URL(`../../../../shared/${particles}/`, import.meta.url);
  const open = (name: string, parts: 'shown' | 'all' = 'all') => {
    const path = new URL(name, folder).pathname;
    return { path, ...read(readFileSync(path, 'utf8'), { parts }) };
  };
  const laptrack = [
    'with_gap_closing',
    'with_merging',
    'with_splitting',
    'with_splitting_merging',
    'without_gap_closing',
  ];
  it.each([
    ...laptrack.map((name) => `laptrack-expected/trackmate_tracks_${name}.xml`),
    'pycellin-trackmate-xml/FakeTracks.xml',
    'pycellin-trackmate-xml/Celegans-5pc-17timepoints.xml',
    'trackmate-FakeTracks/FakeTracks.xml',
  ])('%s has all spots and links of the file, and comes back equal from what we write', (name) => {
    const { path, tracks } = open(name);
    const truth = readByPattern(path);
    expect(tracks.frame).toEqual(Uint32Array.from(truth.spots, ({ frame }) => frame));
    const ids = truth.spots.map(({ id }) => id);
    const links = Array.from(tracks.edges.source, (a, i) => `${ids[a]}>${ids[tracks.edges.target[i]!]}`);
    expect(links.sort()).toEqual([...truth.edges].sort());
    expectSame(read(write(tracks)).tracks, tracks);
  });
  it('shows what TrackMate shows: two tracks of seven passed its filters', () => {
    const { path, tracks, outlines } = open('pycellin-trackmate-xml/FakeTracks.xml', 'shown');
    const passed = readByPattern(path).tracks.filter(({ attributes }) => /^[04]$/.test(attributes.get('TRACK_ID')!));
    expect(passed.length).toBe(2);
    expect(tracks.edges.source.length).toBe(passed.flatMap(({ edges }) => edges).length);
    expect(outlines.shapes.length).toBe(tracks.frame.length);
  });
  it('takes µm and minutes of C. elegans for what they are', () => {
    const { tracks } = open('pycellin-trackmate-xml/Celegans-5pc-17timepoints.xml');
    expect(tracks.calibration).toEqual({
      pixelSize_um: { x: 0.1984666072986889, y: 0.1984666072986889, z: 1 },
      frameInterval_s: 120,
      times_s: null,
    });
    expect(tracks.x[0]! * 0.1984666072986889).toBeCloseTo(27.872640131642775, 12);
  });
  it('reads the export of tracks', () => {
    const { tracks } = open('trackmate-FakeTracks/FakeTracks_Tracks.xml');
    expect(tracks.x[0]).toBe(64.32265546876424);
    expect(tracks.frame.length - tracks.edges.source.length).toBe(4);
  });
});
