import { buildTiff } from './tiff.ts';

/** A label image of one row as a 16-bit TIFF. */
export const labelFile = (...labels: number[]): Uint8Array =>
  buildTiff([{ width: labels.length, height: 1, bits: 16, strips: [new Uint8Array(Uint16Array.from(labels).buffer)] }]);
