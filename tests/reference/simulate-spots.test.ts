import { describe, expect, it } from 'vitest';
import { renderSpots, type SpotSettings, simulateSpots } from '../../src/runtime/kernels/reference/simulate-spots.ts';

const settings: SpotSettings = {
  seed: 1,
  frames: 40,
  width: 256,
  height: 200,
  planes: 1,
  particles: 100,
  step: 1.5,
  directed: 0,
  drift: 0,
  deathRate: 0,
};
const light = { signal: 100, background: 20, bleach: 1, sigma: 1.5 };

describe('simulateSpots', () => {
  it('keeps about as many particles in view as asked', () => {
    const { first } = simulateSpots(settings).truth;
    const counts = Array.from({ length: 40 }, (_, t) => first[t + 1]! - first[t]!);
    expect(Math.min(...counts)).toBeGreaterThan(70);
    expect(Math.max(...counts)).toBeLessThan(130);
  });

  it('steps normally: the mean square step is 2 · step² in the plane', () => {
    const { edges, x, y } = simulateSpots(settings).truth;
    let sum = 0;
    edges.source.forEach((source, e) => {
      const target = edges.target[e]!;
      sum += (x[target]! - x[source]!) ** 2 + (y[target]! - y[source]!) ** 2;
    });
    expect(edges.source.length).toBeGreaterThan(3000);
    expect(sum / edges.source.length / (2 * 1.5 ** 2)).toBeCloseTo(1, 1);
  });

  it('moves resting particles by the drift', () => {
    const film = simulateSpots({ ...settings, step: 0, drift: 0.6 });
    const { edges, x, y, frame } = film.truth;
    edges.source.forEach((source, e) => {
      const target = edges.target[e]!;
      const t = frame[target]!;
      expect(x[target]! - x[source]!).toBeCloseTo(film.drift.dx[t]! - film.drift.dx[t - 1]!, 9);
      expect(y[target]! - y[source]!).toBeCloseTo(film.drift.dy[t]! - film.drift.dy[t - 1]!, 9);
    });
  });

  it('gives a particle that comes back, and one that lights up, a new track of consecutive frames', () => {
    const { track, frame } = simulateSpots({ ...settings, deathRate: 0.05 }).truth;
    const runs = new Map<number, number[]>();
    track.forEach((one, i) => {
      runs.set(one, [...(runs.get(one) ?? []), frame[i]!]);
    });
    for (const frames of runs.values()) expect(frames).toEqual(frames.map((_, k) => frames[0]! + k));
    expect(runs.size).toBeGreaterThan(200);
  });

  it('draws each particle at its position: the centroid of a lone one', () => {
    const film = simulateSpots({ ...settings, particles: 1, seed: 12, frames: 30 });
    const { first, x, y } = film.truth;
    const inside = (i: number) => Math.min(x[i]!, y[i]!, 255 - x[i]!, 199 - y[i]!) > 9;
    const t = Array.from({ length: 30 }, (_, k) => k).find((k) => first[k + 1]! - first[k]! === 1 && inside(first[k]!));
    if (t === undefined) throw new Error('no frame with one particle');
    const i = film.truth.first[t]!;
    const { data, width } = renderSpots(film, t, { ...light, background: 0 });
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    data.forEach((value, p) => {
      sum += value;
      sumX += value * (p % width);
      sumY += value * Math.floor(p / width);
    });
    expect(sumX / sum).toBeCloseTo(film.truth.x[i]!, 2);
    expect(sumY / sum).toBeCloseTo(film.truth.y[i]!, 2);
    expect(sum / (2 * Math.PI * 1.5 ** 2 * 100 * film.truth.amplitude[i]!)).toBeCloseTo(1, 2);
  });

  it('spreads a particle over planes, brightest on its own', () => {
    const film = simulateSpots({ ...settings, planes: 7, particles: 40, frames: 1 });
    const { data } = renderSpots(film, 0, { ...light, background: 0 });
    const { x, y, z } = film.truth;
    const at = (plane: number, i: number) => data[(plane * 200 + Math.round(y[i]!)) * 256 + Math.round(x[i]!)]!;
    let agreed = 0;
    for (let i = 0; i < x.length; i++) {
      const profile = Array.from({ length: 7 }, (_, plane) => at(plane, i));
      if (Math.abs(profile.indexOf(Math.max(...profile)) - z[i]!) <= 0.5) agreed++;
    }
    expect(agreed / x.length).toBeGreaterThan(0.9);
  });

  it('is empty without particles or frames', () => {
    expect(simulateSpots({ ...settings, particles: 0 }).truth.x.length).toBe(0);
    expect([...simulateSpots({ ...settings, frames: 0 }).truth.first]).toEqual([0]);
  });
});
