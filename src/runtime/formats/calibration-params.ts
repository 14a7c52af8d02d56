import { number } from '../node/params.ts';

/** What nodes that open files let the user say where the file does not: see `restated`. */
export const calibrationParams = {
  pixelSize: number({
    default: 0,
    min: 0,
    max: 1000,
    step: 0.01,
    unit: 'µm',
    doc: 'Pixel size in x and y; 0 = as recorded, if it is.',
  }),
  frameInterval: number({
    default: 0,
    min: 0,
    max: 1e7,
    step: 1,
    unit: 's',
    doc: 'Time between frames; 0 = as recorded, if it is.',
  }),
} as const;
