import { describe, expect, it } from 'vitest';
import { sliderScale } from '../../src/editor/panels/slider-scale.ts';
import { catalog } from '../../src/nodes/catalog.ts';
import { integer, type NumberParam, number, rejectParam } from '../../src/runtime/node/params.ts';

const all = [...catalog].flatMap(([id, { params }]) =>
  Object.entries(params).flatMap(([name, param]): (readonly [string, NumberParam])[] =>
    param.type === 'number' || param.type === 'integer' ? [[`${id}.${name}`, param]] : [],
  ),
);

const sliding = all.flatMap(([name, param]) => {
  const scale = sliderScale(param, param.default);
  return scale ? [[name, param, scale] as const] : [];
});

it('most numbers have a slider', () => expect(sliding.length).toBeGreaterThan(all.length / 2));

describe.each(sliding)('the slider of %s', (_, param, scale) => {
  it('gives allowed values in rising order, and its default stands on it', () => {
    let last = Number.NEGATIVE_INFINITY;
    for (let position = 0; position <= scale.steps; position++) {
      const value = scale.valueAt(position);
      expect(rejectParam(param, value)).toBeNull();
      expect(value).toBeGreaterThanOrEqual(last);
      last = value;
    }
    expect(scale.valueAt(0)).toBe(param.min);
    const at = scale.positionOf(param.default);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(scale.steps);
    const off = Math.abs(scale.valueAt(Math.round(at)) - param.default);
    expect(off).toBeLessThanOrEqual(Math.max(param.step ?? 0, Math.abs(param.default) * 0.1));
  });
});

describe('a slider', () => {
  it('is linear over a narrow range', () => {
    const scale = sliderScale(number({ default: 0.5, min: 0, max: 1, step: 0.05, unit: '1', doc: '' }), 0.5);
    expect(scale?.steps).toBe(20);
    expect(scale?.valueAt(13)).toBe(0.65);
  });

  it('is logarithmic over a wide one, 0 at its end', () => {
    const scale = sliderScale(number({ default: 1, min: 0, max: 100, step: 0.1, unit: 'px', doc: '' }), 1);
    expect(scale?.valueAt(0)).toBe(0);
    expect(scale?.valueAt(scale.steps)).toBe(100);
    expect(scale?.positionOf(1)).toBeGreaterThan(0.3 * (scale?.steps ?? 0));
  });

  it('reaches as far as a value that was typed', () => {
    const size = number({ default: 20, min: 0, max: 1e9, unit: 'px²', doc: '' });
    expect(sliderScale(size, 20)?.valueAt(400)).toBe(2000);
    expect(sliderScale(size, 50_000)?.valueAt(400)).toBe(50_000);
  });

  it('is not offered for grey values, seeds and what is 0 for "as recorded"', () => {
    expect(sliderScale(number({ default: 0, min: -1e9, max: 1e9, unit: 'grey value', doc: '' }), 0)).toBeNull();
    expect(sliderScale(integer({ default: 1, min: 0, max: 2 ** 31 - 1, unit: '1', doc: '' }), 1)).toBeNull();
    expect(sliderScale(integer({ default: 0, min: 0, max: 64, unit: '1', doc: '' }), 0)).toBeNull();
    expect(sliderScale(number({ default: 0, min: 0, max: 1000, step: 0.01, unit: 'µm', doc: '' }), 0)).toBeNull();
  });
});
