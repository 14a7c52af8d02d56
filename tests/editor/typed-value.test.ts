import { describe, expect, it } from 'vitest';
import { numberText, otherUnit, paramLabel, readTyped, valueText } from '../../src/editor/panels/typed-value.ts';
import { integer, number } from '../../src/runtime/node/params.ts';

const sigma = number({ default: 1, min: 0.1, max: 100, step: 0.1, unit: 'px', doc: '' });
const area = number({ default: 20, min: 0, max: 1e9, unit: 'px²', doc: '' });
const distance = integer({ default: 5, min: 1, max: 1000, unit: 'px', doc: '' });
const confidence = number({ default: 95, min: 1, max: 99.99, unit: '%', doc: '' });
const level = number({ default: 0, min: -1e9, max: 1e9, unit: 'grey value', doc: '' });

describe('a typed number', () => {
  it.each([
    ['2.5', 2.5],
    [' 2,5 ', 2.5],
    ['.5', 0.5],
    ['1e1', 10],
    ['3 px', 3],
    ['2.5 µm', '2.5 µm'],
    ['2.5um', '2.5 µm'],
  ])('%j is %j', (text, value) => expect(readTyped(text, sigma, false, null)).toEqual({ value }));

  it('takes a true minus sign and units of its own', () => {
    expect(readTyped('−3', level, false, null)).toEqual({ value: -3 });
    expect(readTyped('90 %', confidence, false, null)).toEqual({ value: 90 });
  });

  it('of an area in µm is stored in µm²', () => {
    expect(readTyped('12', area, true, 0.5)).toEqual({ value: '12 µm²' });
    expect(readTyped('12 µm²', area, false, 0.5)).toEqual({ value: '12 µm²' });
  });

  it('in px wins over a field in µm', () => expect(readTyped('3 px', sigma, true, 0.5)).toEqual({ value: 3 }));

  it.each(['', 'two', '1,000.5', '3 s', '2 3', '0x10', 'NaN', 'Infinity'])('%j is refused', (text) => {
    expect(readTyped(text, sigma, false, null)).toHaveProperty('reason');
  });

  it('out of range is refused with the bounds, a length in µm by the pixel size', () => {
    expect(readTyped('500', sigma, false, null)).toEqual({ reason: 'is 500, expected 0.1 to 100 px' });
    expect(readTyped('60', sigma, true, 0.5)).toEqual({
      reason: 'is 120, expected 0.1 to 100 px (60 µm at 0.5 µm per px)',
    });
    expect(readTyped('60', sigma, true, null)).toEqual({ value: '60 µm' });
    expect(readTyped('-1', sigma, true, null)).toHaveProperty('reason');
  });
});

describe('the unit of a length', () => {
  it('changes by the pixel size, and by its square for areas', () => {
    expect(otherUnit(sigma, 3, 0.5)).toBe('1.5 µm');
    expect(otherUnit(sigma, '1.5 µm', 0.5)).toBe(3);
    expect(otherUnit(area, 20, 0.5)).toBe('5 µm²');
    expect(otherUnit(area, '5 µm²', 0.5)).toBe(20);
    expect(otherUnit(distance, '1.3 µm', 0.5)).toBe(3);
  });

  it('stays where the pixel size is not recorded or the value would leave its range', () => {
    expect(otherUnit(sigma, 3, null)).toBeNull();
    expect(otherUnit(distance, '0.1 µm', 0.5)).toBeNull();
  });
});

it('numbers are written short', () => {
  expect(numberText(0.1 + 0.2)).toBe('0.3');
  expect(numberText(-1e9)).toBe('-1e9');
  expect(numberText(1_234_567)).toBe('1234567');
  expect(numberText(0.00005)).toBe('5e-5');
  expect(numberText(0)).toBe('0');
});

it('values and names are put in words', () => {
  expect([valueText(true), valueText(''), valueText(2, 'px')]).toEqual(['on', 'empty', '2 px']);
  expect(paramLabel('gapClosingMaxFrameGap')).toBe('Gap closing max frame gap');
  expect(paramLabel('k')).toBe('k');
});
