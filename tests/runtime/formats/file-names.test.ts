import { describe, expect, it } from 'vitest';
import {
  fitsPattern,
  naturalOrder,
  orderOfNames,
  orderOfPattern,
  tiffNames,
} from '../../../src/runtime/formats/file-names.ts';

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
  it('names the numbers that are left out, as frames or planes, and counts them', () => {
    expect(() => order('t000.tif', 't001.tif', 't004.tif')).toThrow(
      'folder: frames 2, 3 of t000.tif … t004.tif are missing: copy what is missing, or set the parameter gaps to accept',
    );
    expect(() => order('s_z0.tif', 's_z1.tif', 's_z3.tif')).toThrow('plane 2 of');
    expect(() => order('t0_z0.tif', 't1_z0.tif', 't9_z0.tif', 't0_z1.tif', 't1_z1.tif', 't9_z1.tif')).toThrow(
      'frames 2, 3, 4, 5, 6, 7, 8 of',
    );
    expect(() => order('a0.tif', 'a1.tif', 'a1000000.tif')).toThrow('2, 3, 4, 5, 6, 7, 8, 9 and 999990 more of');
  });
  it('takes gaps where they are accepted, and says at which step each frame is', () => {
    const found = orderOfNames(['t3.tif', 't5.tif', 't9.tif'], 'folder', 'accept');
    expect(found).toMatchObject({ t: 3, steps: Float64Array.of(0, 1, 3) });
  });
  it('finds nothing left out in steps of one size, in times of day, and in channels', () => {
    expect(order('t000.tif', 't005.tif', 't010.tif')).toMatchObject({ t: 3, steps: null });
    expect(order('m_120001.tif', 'm_120513.tif', 'm_121028.tif')).toMatchObject({ t: 3, steps: null });
    expect(order('s_ch0.tif', 's_ch1.tif', 's_ch3.tif')).toMatchObject({ c: 3, steps: null });
  });
  it('names the image that is missing', () => {
    expect(() => order('t1_z1.tif', 't1_z2.tif', 't2_z1.tif')).toThrow('folder: no image for t 2, z 2');
  });
});

describe('orderOfPattern', () => {
  const all = ['a_t1_c2.tif', 'a_t1_c1.tif', 'a_t10_c1.tif', 'a_t10_c2.tif', 'b_t1_c1.tif', 'a_t1_c1.txt'];
  it('takes the files that fit, with the axes it states', () => {
    const { names, order } = orderOfPattern(all, 'a_t{t}_c{c}.tif', 'd');
    expect(names).toEqual(['a_t1_c1.tif', 'a_t1_c2.tif', 'a_t10_c1.tif', 'a_t10_c2.tif']);
    expect(order).toMatchObject({ t: 2, c: 2, z: 1 });
    expect(names[order.index(1, 1, 0)]).toBe('a_t10_c2.tif');
    expect(order.channelNames).toBeUndefined();
  });
  it('takes names of channels', () => {
    const { names, order } = orderOfPattern(['x_w2RFP_t1.TIF', 'x_w1GFP_t1.TIF'], 'x_w{c}_t{t}.TIF', 'd');
    expect(order.channelNames).toEqual(['1GFP', '2RFP']);
    expect(names[order.index(0, 1, 0)]).toBe('x_w2RFP_t1.TIF');
  });
  it('takes a number for what it is called, never for another axis', () => {
    expect(orderOfPattern(['s1.tif', 's2.tif'], 's{z}.tif', 'd').order).toMatchObject({ t: 1, c: 1, z: 2 });
    expect(orderOfPattern(['t1.tif', 't2.tif'], 't{z}.tif', 'd').order).toMatchObject({ t: 1, c: 1, z: 2 });
  });
  it('names what is missing, left out, or there twice', () => {
    expect(() => orderOfPattern(all.slice(0, 3), 'a_t{t}_c{c}.tif', 'd')).toThrow('d: no image for t 10, c 1');
    const steps = ['t0.tif', 't1.tif', 't3.tif'];
    expect(() => orderOfPattern(steps, 't{t}.tif', 'd')).toThrow('frame 2 of t0.tif … t3.tif is missing');
    expect(orderOfPattern(steps, 't{t}.tif', 'd', 'accept').order.steps).toEqual(Float64Array.of(0, 1, 3));
    expect(() => orderOfPattern(['t1.tif', 't01.tif'], 't{t}.tif', 'd')).toThrow('two of its files are the same image');
    expect(() => orderOfPattern(['1_1.tif'], '{t}_{t}.tif', 'd')).toThrow('has an axis twice');
    expect(orderOfPattern(['a.tif'], 't{t}.tif', 'd').names).toEqual([]);
  });
  it('takes what stands around the braces as it is', () => {
    expect(orderOfPattern(['a+t1.tif', 'aat1.tif', 'a+t1xtif'], 'a+t{t}.tif', 'd').names).toEqual(['a+t1.tif']);
  });
});

describe('names that differ in more than numbers', () => {
  it('are not taken for time where a number is called something', () => {
    expect(() => orderOfNames(['x_w1GFP_t1.tif', 'x_w2RFP_t1.tif'], 'd')).toThrow(
      'd: its file names (x_w1GFP_t1.tif … x_w2RFP_t1.tif) differ in more than their numbers: say what is what by a path such as d/img_{c}_t{t}.tif',
    );
    expect(orderOfNames(['after.tif', 'before.tif'], 'd').t).toBe(2);
  });
});
