import { describe, expect, it } from 'vitest';
import { fitsPattern, naturalOrder, orderOfNames, tiffNames } from '../../../src/runtime/formats/file-names.ts';

describe('naturalOrder', () => {
  it('sorts numbers in names as numbers', () => {
    expect(['t10.tif', 't2.tif', 't1.tif', 'T1.tif', 't01.tif', 's.tif'].sort(naturalOrder)).toEqual([
      'T1.tif',
      's.tif',
      't01.tif',
      't1.tif',
      't2.tif',
      't10.tif',
    ]);
  });
  it('sorts numbers that no float holds', () => {
    expect(['90071992547409931.tif', '90071992547409930.tif'].sort(naturalOrder)[0]).toBe('90071992547409930.tif');
  });
});

describe('tiffNames', () => {
  it('leaves out other files and hidden ones', () => {
    expect(tiffNames(['b.TIF', 'a.tiff', 'notes.txt', '._b.tif'])).toEqual(['a.tiff', 'b.TIF']);
  });
});

describe('fitsPattern', () => {
  it.each([
    ['t001.tif', 't*.tif', true],
    ['t001.tif', 't00?.tif', true],
    ['t001.tiff', 't*.tif', false],
    ['a.b.c', '*.c', true],
    ['abc', 'a*c*', true],
    ['abc', '*', true],
    ['abc', 'ab', false],
    ['', '?', false],
  ])('%s fits %s: %s', (name, pattern, fits) => expect(fitsPattern(name, pattern)).toBe(fits));
  it('takes no longer for many stars', () => expect(fitsPattern('a'.repeat(3000), `${'*a'.repeat(40)}b`)).toBe(false));
});

describe('orderOfNames', () => {
  const order = (...names: string[]) => orderOfNames(names, 'folder');
  it('takes one number that varies as time', () =>
    expect(order('img_0.tif', 'img_1.tif')).toMatchObject({ t: 2, c: 1, z: 1 }));
  it('takes names without a common form as time', () =>
    expect(order('a.tif', 'b2.tif')).toMatchObject({ t: 2, c: 1, z: 1 }));
  it('takes a number called z as depth and one called ch as channel', () => {
    expect(order('s1_z0.tif', 's1_z1.tif')).toMatchObject({ t: 1, c: 1, z: 2 });
    expect(order('s1_ch00.tif', 's1_ch01.tif')).toMatchObject({ t: 1, c: 2, z: 1 });
  });
  it('does not take a word that ends in t for time', () => {
    expect(() => order('night1_z0.tif', 'night1_z1.tif', 'night2_z0.tif', 'night2_z1.tif')).toThrow(
      '2 numbers vary in its file names',
    );
  });
  it('takes several numbers by their names, in whatever order they stand', () => {
    const names = ['ch0_t01.tif', 'ch0_t05.tif', 'ch1_t01.tif', 'ch1_t05.tif'];
    const found = orderOfNames(names, 'folder');
    expect(found).toMatchObject({ t: 2, c: 2, z: 1 });
    expect(names[found.index(1, 0, 0)]).toBe('ch0_t05.tif');
    expect(names[found.index(0, 1, 0)]).toBe('ch1_t01.tif');
  });
  it('names the image that is missing', () => {
    expect(() => order('t1_z1.tif', 't1_z2.tif', 't2_z1.tif')).toThrow('folder: no image for t 2, z 2');
  });
});
