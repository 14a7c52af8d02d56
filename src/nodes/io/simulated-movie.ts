import { lineageByLabel } from '../../runtime/data/lineage-by-label.ts';
import { lineageTable } from '../../runtime/data/lineage-table.ts';
import { openNuclei, openSpots } from '../../runtime/kernels/reference/open-simulation.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, integer, number, toggle } from '../../runtime/node/params.ts';

/** Distance of planes, µm. */
const planeStep_um = 2;

export default defineSource({
  id: 'io.simulated-movie',
  version: 1,
  title: 'Simulated movie',
  summary: 'Makes a live-cell movie whose cells, tracks, divisions, drift and noise-free pixels are known exactly.',
  keywords: ['sample', 'demo', 'test', 'synthetic', 'phantom', 'ground truth', 'benchmark', 'example data'],
  sources: [
    'A model of its own: nuclei as soft, textured ellipses with persistent random motion; Poisson and normal camera noise',
    'Cell Tracking Challenge: labels that last and a graph of divisions (doi:10.1038/nmeth.4473)',
  ],
  help: 'To learn the nodes without data of your own, and to measure a pipeline against the truth: the outputs labels, tracks, spots, drift and clean say what a perfect method would find. Kind nuclei: nuclei move, push each other, grow, divide, die, leave and enter; channel 1 is chromatin, channel 2 a reporter that pulses between nucleus and cytoplasm, channel 3 a reporter of the cell cycle. Kind spots: particles smaller than the resolution that diffuse; labels are then empty. Signal against background and read noise sets the difficulty; drift and bleaching are what the drift and bleach nodes must undo. Tracks and spots are in camera coordinates, so they move with the drift. The same seed and parameters give the same bytes on every machine. 0 cells give an empty field.',
  outputs: {
    movie: port('Movie', 'What the camera recorded, uint16.'),
    labels: port('Labels', 'True nuclei; the value is the track number. Empty for spots.'),
    tracks: port('Tracks', 'True tracks and divisions.'),
    lineage: port('Table', 'The same as a track table: track, begin, end, parent. Empty for spots.'),
    drift: port('Transform', 'True displacement of the stage since frame 0.'),
    clean: port('Movie', 'The same movie without noise, float32.'),
    spots: port('Spots', 'True positions: of particles, or the centroids of nuclei.'),
  },
  params: {
    kind: choice({
      options: ['nuclei', 'spots'],
      default: 'nuclei',
      doc: 'Nuclei of cells, or particles smaller than the resolution.',
    }),
    seed: integer({ default: 1, min: 0, max: 2 ** 31 - 1, unit: '1', doc: 'Another seed is another movie.' }),
    frames: integer({ default: 100, min: 0, max: 100_000, unit: 'frame', doc: 'Length of the movie.' }),
    width: integer({ default: 512, min: 16, max: 8192, unit: 'px', doc: 'Columns.' }),
    height: integer({ default: 512, min: 16, max: 8192, unit: 'px', doc: 'Rows.' }),
    planes: integer({
      default: 1,
      min: 1,
      max: 200,
      unit: '1',
      doc: 'Planes, 2 µm apart; 1 is a projection of everything.',
    }),
    channels: integer({
      default: 1,
      min: 1,
      max: 3,
      unit: '1',
      doc: 'Chromatin, then a translocation reporter, then a cell cycle reporter; spots have one channel.',
    }),
    cells: integer({ default: 150, min: 0, max: 5000, unit: '1', doc: 'Nuclei or particles in view, about.' }),
    motility: number({
      default: 1,
      min: 0,
      max: 5,
      step: 0.1,
      unit: '1',
      doc: 'Scale of their motion: 1 moves nuclei by about 0.5 px and particles by 1.5 px per frame and axis; 0 is none.',
    }),
    directed: number({
      onlyWith: { kind: ['spots'] },
      default: 0,
      min: 0,
      max: 1,
      step: 0.05,
      unit: '1',
      doc: 'Part of the particles that also run straight on; no effect on nuclei.',
    }),
    division: toggle({ onlyWith: { kind: ['nuclei'] }, default: true, doc: 'Nuclei divide every 60 to 140 frames.' }),
    deathRate: number({
      default: 0.0005,
      min: 0,
      max: 1,
      step: 0.0005,
      unit: '1',
      doc: 'Probability per frame that a cell dies, or that a particle goes out and another lights up.',
    }),
    drift: number({
      default: 0.6,
      min: 0,
      max: 20,
      step: 0.1,
      unit: 'px',
      doc: 'Jitter of the stage per frame and axis; its trend and two jumps scale with it. 0 is no drift.',
    }),
    bleaching: number({
      default: 80,
      min: 0,
      max: 1e6,
      step: 10,
      unit: 'frame',
      doc: 'Time constant of bleaching, down to a quarter of the fluorescence. 0 is no bleaching.',
    }),
    signal: number({
      default: 150,
      min: 0,
      max: 10_000,
      step: 10,
      unit: '1',
      doc: 'Photoelectrons per pixel of an average nucleus, or in the brightest pixel of an average particle.',
    }),
    background: number({
      default: 30,
      min: 0,
      max: 10_000,
      step: 5,
      unit: '1',
      doc: 'Photoelectrons per pixel beside the cells.',
    }),
    vignetting: number({
      onlyWith: { kind: ['nuclei'] },
      default: 0.25,
      min: 0,
      max: 0.9,
      step: 0.05,
      unit: '1',
      doc: 'Part of the light that is missing in the corners; no effect on spots.',
    }),
    spotSigma: number({
      onlyWith: { kind: ['spots'] },
      default: 1.5,
      min: 0.3,
      max: 20,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of the image of a particle; no effect on nuclei.',
    }),
    readNoise: number({
      default: 3,
      min: 0,
      max: 1000,
      step: 0.5,
      unit: '1',
      doc: 'Standard deviation of the read noise, photoelectrons.',
    }),
    gain: number({ default: 4, min: 0.01, max: 1000, step: 0.1, unit: '1', doc: 'Grey values per photoelectron.' }),
    offset: number({
      default: 100,
      min: 0,
      max: 60_000,
      step: 10,
      unit: 'grey value',
      doc: 'Grey value of an unlit pixel.',
    }),
    pixelSize: number({ default: 0.65, min: 0.001, max: 1000, step: 0.01, unit: 'µm', doc: 'Pixel size.' }),
    interval: number({ default: 300, min: 0.000_001, max: 1e7, step: 1, unit: 's', doc: 'Time between frames.' }),
  },
  async open(p) {
    const { seed, frames, width, height, planes, motility, drift, deathRate, division } = p;
    const { channels, signal, background, bleaching, vignetting, spotSigma, readNoise, gain, offset } = p;
    const pixelSize_um = { x: p.pixelSize, y: p.pixelSize, z: planes > 1 ? planeStep_um : null };
    const calibration = { pixelSize_um, frameInterval_s: p.interval, times_s: null };
    const camera = { offset, gain, readNoise };
    const optics = { channels, signal, background, bleaching, vignetting, spotSigma, camera, calibration };
    const field = { seed, frames, width, height, planes, drift, deathRate };
    const simulation =
      p.kind === 'nuclei'
        ? openNuclei({ ...field, cells: p.cells, motility, division }, optics)
        : openSpots({ ...field, particles: p.cells, step: 1.5 * motility, directed: p.directed }, optics);
    return { ...simulation, lineage: lineageTable(lineageByLabel(simulation.tracks), frames) };
  },
});
