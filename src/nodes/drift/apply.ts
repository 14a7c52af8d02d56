import type { Frame, Pixels } from '../../runtime/data/frame.ts';
import { checkTransform } from '../../runtime/kernels/reference/check-transform.ts';
import { type Area, commonArea } from '../../runtime/kernels/reference/common-area.ts';
import { shiftPlanes } from '../../runtime/kernels/reference/shift-planes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'drift.apply',
  version: 1,
  title: 'Apply drift',
  summary: 'Moves each frame back by its drift, so that the field stands still.',
  keywords: ['correct drift', 'registration', 'stabilise', 'Fast4DReg', 'Correct 3D drift', 'align', 'shift'],
  sources: ['scipy.ndimage.shift(order 1, 3)', 'Fast4DReg: doi:10.1242/jcs.260728'],
  help: 'Takes away a drift that was estimated on this movie or on another channel of it; all channels are moved alike. Cubic keeps detail and is right for most movies; bilinear never gives values outside of those around it and smooths a little; Fourier keeps the finest detail and the noise, and rings near sharp edges. Displacements of whole px copy pixels unchanged. Apply it last, after bleaching and background, so that the part that was not seen keeps the value of fill: 0, black, as Fast4DReg and Correct 3D drift leave it. What the camera did not see is filled with a value, continued from the nearest edge pixel, or cut off: crop keeps the area that is seen in all frames, so that the movie gets smaller. Along z planes are interpolated linearly; planes that were not seen are filled with the value, else repeat the nearest. A NaN pixel makes its neighbourhood NaN. A movie without frames stays one.',
  inputs: { movie: port('Movie', 'Movie to correct.'), transform: port('Transform', 'Its drift.') },
  outputs: { movie: port('Movie', 'Corrected movie, float32.') },
  params: {
    interpolation: choice({
      options: ['bilinear', 'cubic', 'Fourier'],
      default: 'cubic',
      doc: 'How values between pixels are found.',
    }),
    edges: choice({
      options: ['fill', 'extend', 'crop'],
      default: 'fill',
      doc: 'What becomes of the parts that were not seen: a value, the nearest edge pixel, or a movie cut to what all frames show.',
    }),
    fill: number({
      onlyWith: { edges: ['fill'] },
      default: 0,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'Value of what was not seen, for fill.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'each',
  describe({ movie }, { edges }, { transform }) {
    checkTransform(transform, movie);
    if (edges !== 'crop') return {};
    const { width, height } = commonArea({ ...transform, size: movie.size });
    return { movie: { size: { ...movie.size, x: width, y: height } } };
  },
  async run({ movie, transform }, { interpolation, edges, fill }, { t, headers, kernels }) {
    const moved = { x: -(transform.dx[t] ?? 0), y: -(transform.dy[t] ?? 0), z: -(transform.dz[t] ?? 0) };
    const shifted = await shiftPlanes(movie, moved, kernels, {
      interpolation: interpolation === 'Fourier' ? 'fourier' : interpolation,
      outside: edges === 'fill' ? fill : 'extend',
    });
    if (edges !== 'crop') return { movie: shifted };
    return { movie: cut(shifted, commonArea({ ...transform, size: headers.movie.size })) };
  },
});

function cut(frame: Frame<Float32Array>, { x0, y0, width, height }: Area): Frame<Pixels> {
  const data = new Float32Array(width * height * frame.depth);
  for (let row = 0; row < height * frame.depth; row++) {
    const z = Math.floor(row / height);
    const from = (z * frame.height + y0 + (row % height)) * frame.width + x0;
    data.set(frame.data.subarray(from, from + width), row * width);
  }
  return { width, height, depth: frame.depth, data };
}
