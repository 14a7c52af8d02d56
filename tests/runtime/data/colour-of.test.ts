import { describe, expect, it } from 'vitest';
import { colourMaps, colourOf, hexOf } from '../../../src/runtime/data/colour-of.ts';

describe('colourOf', () => {
  it('runs through the hues', () => {
    const sixths = [0, 1, 2, 3, 4, 5, 6].map((k) => hexOf(colourOf('spectrum', k / 6)));
    expect(sixths).toEqual(['#ff0000', '#ffff00', '#00ff00', '#00ffff', '#0000ff', '#ff00ff', '#ff0000']);
  });
  it('begins and ends the maps as their tables do', () => {
    expect([hexOf(colourOf('fire', 0)), hexOf(colourOf('fire', 1))]).toEqual(['#000000', '#ffffff']);
    expect([hexOf(colourOf('ice', 0)), hexOf(colourOf('ice', 1))]).toEqual(['#009c8c', '#e6001a']);
    expect([hexOf(colourOf('grey', 0)), hexOf(colourOf('grey', 1))]).toEqual(['#000000', '#ffffff']);
  });
  // matplotlib 3.7: cm.viridis at 0, 64, 128, 192 and 255
  it.each([
    [0, [68, 1, 84]],
    [64, [59, 82, 139]],
    [128, [33, 145, 140]],
    [192, [94, 201, 98]],
    [255, [253, 231, 37]],
  ] as const)('viridis at %i is within 4 of 255', (at, table) => {
    const colour = colourOf('viridis', at / 255);
    for (let k = 0; k < 3; k++) expect(Math.abs(colour[k]! * 255 - table[k]!)).toBeLessThan(4);
  });
  // corners of ImageJ's fire, at steps of 1/31
  it.each([
    [4, [49, 0, 165]],
    [10, [173, 0, 151]],
    [15, [229, 57, 5]],
    [22, [255, 175, 0]],
  ] as const)('fire at step %i is within 4 of 255', (step, table) => {
    const colour = colourOf('fire', step / 31);
    for (let k = 0; k < 3; k++) expect(Math.abs(colour[k]! * 255 - table[k]!)).toBeLessThan(4);
  });
  it('stays within 0 … 1 for every map and takes the ends beyond them', () => {
    for (const map of colourMaps) {
      for (let k = -20; k <= 120; k++) {
        for (const part of colourOf(map, k / 100)) expect(part >= 0 && part <= 1).toBe(true);
      }
      expect(colourOf(map, 7)).toEqual(colourOf(map, 1));
      expect(colourOf(map, Number.NaN)).toEqual(colourOf(map, 0));
    }
  });
});
