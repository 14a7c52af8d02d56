import { beforeAll, describe, expect, it } from 'vitest';
import type { NucleiSettings } from '../../src/runtime/kernels/reference/nuclei-world.ts';
import { renderNuclei, renderNucleusLabels } from '../../src/runtime/kernels/reference/render-nuclei.ts';
import { type NucleiFilm, simulateNuclei } from '../../src/runtime/kernels/reference/simulate-nuclei.ts';

const settings: NucleiSettings = {
  seed: 3,
  frames: 60,
  width: 200,
  height: 160,
  planes: 1,
  cells: 24,
  motility: 1,
  drift: 0.6,
  division: true,
  deathRate: 0.002,
};
const light = { signal: 150, background: 30, bleach: 1, vignetting: 0 };
const nodesOf = (film: NucleiFilm, t: number) => {
  const [start, end] = [film.truth.first[t]!, film.truth.first[t + 1]!];
  return Array.from({ length: end - start }, (_, i) => start + i);
};

/** Per label: pixels and centroid. */
function measured(film: NucleiFilm, t: number) {
  const { width, height, data } = renderNucleusLabels(film, t);
  const found = new Map<number, { area: number; x: number; y: number; z: number }>();
  data.forEach((label, i) => {
    if (label === 0) return;
    const one = found.get(label) ?? { area: 0, x: 0, y: 0, z: 0 };
    one.area++;
    one.x += i % width;
    one.y += Math.floor(i / width) % height;
    one.z += Math.floor(i / (width * height));
    found.set(label, one);
  });
  return found;
}

describe('simulateNuclei', () => {
  let film: NucleiFilm;
  beforeAll(() => {
    film = simulateNuclei(settings);
  });

  it('has the nodes that its label images have, at their centroids', () => {
    for (const t of [0, 17, 59]) {
      const found = measured(film, t);
      const nodes = nodesOf(film, t);
      expect(nodes.map((i) => film.truth.label[i])).toEqual([...found.keys()].sort((a, b) => a - b));
      for (const i of nodes) {
        const one = found.get(film.truth.label[i]!)!;
        expect(film.truth.area[i]).toBe(one.area);
        expect(film.truth.x[i]).toBeCloseTo(one.x / one.area, 9);
        expect(film.truth.y[i]).toBeCloseTo(one.y / one.area, 9);
      }
    }
  });

  it('keeps the truth in planes: a label is a solid of several planes with its centroid', () => {
    const deep = simulateNuclei({ ...settings, frames: 2, planes: 9 });
    const found = measured(deep, 1);
    for (const i of nodesOf(deep, 1)) {
      const one = found.get(deep.truth.label[i]!)!;
      expect(deep.truth.area[i]).toBe(one.area);
      expect(deep.truth.z[i]).toBeCloseTo(one.z / one.area, 9);
    }
    expect(Math.max(...deep.truth.z)).toBeGreaterThan(Math.min(...deep.truth.z) + 1);
  });

  it('draws nuclei where the labels are: twice as bright inside as outside', () => {
    const labels = renderNucleusLabels(film, 30).data;
    const pixels = renderNuclei(film, 30, 'chromatin', light).data;
    const sum = [0, 0];
    const count = [0, 0];
    labels.forEach((label, i) => {
      const inside = label > 0 ? 1 : 0;
      sum[inside]! += pixels[i]!;
      count[inside]! += 1;
    });
    expect(sum[1]! / count[1]!).toBeGreaterThan((2 * sum[0]!) / count[0]!);
  });

  it('moves nuclei that stand still by exactly the drift, up to the pixel grid', () => {
    const still = simulateNuclei({ ...settings, motility: 0, division: false, deathRate: 0, width: 300, height: 300 });
    const { x, y, label } = still.truth;
    const inside = (i: number) => Math.min(x[i]!, y[i]!, 299 - x[i]!, 299 - y[i]!) > 16;
    let compared = 0;
    for (const t of [10, 30, 59]) {
      for (const j of nodesOf(still, t)) {
        const i = nodesOf(still, 0).find((one) => label[one] === label[j]);
        if (i === undefined || !inside(i) || !inside(j)) continue;
        const dx = x[j]! - x[i]! - still.drift.dx[t]!;
        const dy = y[j]! - y[i]! - still.drift.dy[t]!;
        compared++;
        expect(Math.hypot(dx, dy)).toBeLessThan(0.5);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('lets the cells in view have no common flow beside the drift', () => {
    const long = simulateNuclei({ ...settings, width: 400, height: 400, cells: 100, division: false, deathRate: 0 });
    const { x, y, edges, frame } = long.truth;
    const flow = new Float64Array(2);
    let steps = 0;
    for (let e = 0; e < edges.source.length; e++) {
      const [i, j] = [edges.source[e]!, edges.target[e]!];
      if (Math.min(x[i]!, y[i]!, 399 - x[i]!, 399 - y[i]!) < 30) continue;
      const t = frame[j]!;
      flow[0]! += x[j]! - x[i]! - (long.drift.dx[t]! - long.drift.dx[t - 1]!);
      flow[1]! += y[j]! - y[i]! - (long.drift.dy[t]! - long.drift.dy[t - 1]!);
      steps++;
    }
    expect(steps).toBeGreaterThan(2000);
    expect(Math.hypot(flow[0]! / steps, flow[1]! / steps)).toBeLessThan(0.03);
  });

  it('links each node to one of the frame before at most, and divides into exactly two', () => {
    const { edges, frame, label } = film.truth;
    const targets = new Set(edges.target);
    expect(targets.size).toBe(edges.target.length);
    const daughters = new Map<number, number[]>();
    for (let e = 0; e < edges.source.length; e++) {
      const [source, target] = [edges.source[e]!, edges.target[e]!];
      expect(frame[target]).toBe(frame[source]! + 1);
      daughters.set(source, [...(daughters.get(source) ?? []), target]);
    }
    let divisions = 0;
    for (const [mother, ends] of daughters) {
      if (ends.every((end) => label[end] === label[mother])) {
        expect(ends.length).toBe(1);
        continue;
      }
      divisions++;
      expect(ends.length).toBe(2);
      expect(new Set(ends.map((end) => label[end])).has(label[mother])).toBe(false);
    }
    expect(divisions).toBeGreaterThan(5);
  });

  it('has divisions with two daughters each in a long movie, too', () => {
    const { edges, label } = simulateNuclei({
      ...settings,
      seed: 8,
      frames: 300,
      width: 256,
      height: 256,
      cells: 40,
    }).truth;
    const ends = new Map<number, number>();
    edges.source.forEach((source, e) => {
      if (label[edges.target[e]!] !== label[source]) ends.set(source, (ends.get(source) ?? 0) + 1);
    });
    expect(ends.size).toBeGreaterThan(40);
    expect([...new Set(ends.values())]).toEqual([2]);
  });

  it('gives a cell that comes back a new track: every track is one run of frames, numbered as they appear', () => {
    const { label, frame } = film.truth;
    const runs = new Map<number, number[]>();
    label.forEach((one, i) => {
      runs.set(one, [...(runs.get(one) ?? []), frame[i]!]);
    });
    for (const frames of runs.values()) {
      expect(frames).toEqual(frames.map((_, k) => frames[0]! + k));
    }
    expect([...runs.keys()]).toEqual(Array.from({ length: runs.size }, (_, k) => k + 1));
    const starts = [...runs.values()].map((frames) => frames[0]!);
    const ends = [...runs.values()].map((frames) => frames.at(-1)!);
    expect(starts.filter((t) => t > 0).length).toBeGreaterThan(5);
    expect(ends.filter((t) => t < settings.frames - 1).length).toBeGreaterThan(5);
  });

  it('lets cells die at the given rate', () => {
    const dying = simulateNuclei({ ...settings, division: false, deathRate: 0.05, drift: 0, motility: 0 });
    const counts = [0, 20, 40].map((t) => nodesOf(dying, t).length);
    // A death takes 7 frames: 0.95^(t - 7) are left.
    expect(counts[1]! / counts[0]!).toBeGreaterThan(0.3);
    expect(counts[1]! / counts[0]!).toBeLessThan(0.75);
    expect(counts[2]! / counts[0]!).toBeLessThan(0.4);
    expect(
      dying.truth.edges.source.every(
        (source, e) => dying.truth.label[source] === dying.truth.label[dying.truth.edges.target[e]!],
      ),
    ).toBe(true);
  });

  it('shows the reporter in the nucleus when inactive and around it when active', () => {
    const { label, activity } = film.truth;
    const labels = renderNucleusLabels(film, 10).data;
    const pixels = renderNuclei(film, 10, 'translocation', light).data;
    const nodes = nodesOf(film, 10);
    const inside = (i: number) => {
      let sum = 0;
      let n = 0;
      labels.forEach((one, p) => {
        if (one !== label[i]) return;
        sum += pixels[p]!;
        n++;
      });
      return sum / n;
    };
    const active = nodes.filter((i) => activity[i]! > 0.8);
    const inactive = nodes.filter((i) => activity[i]! < 0.1);
    expect(Math.min(active.length, inactive.length)).toBeGreaterThan(0);
    expect(Math.min(...inactive.map(inside))).toBeGreaterThan(1.5 * Math.min(...active.map(inside)));
  });

  it('oscillates: the activity of a long track crosses one half more than twice', () => {
    const { label, activity } = film.truth;
    const tracks = new Map<number, number[]>();
    label.forEach((one, i) => {
      tracks.set(one, [...(tracks.get(one) ?? []), activity[i]!]);
    });
    const longest = [...tracks.values()].sort((a, b) => b.length - a.length)[0] ?? [];
    const crossings = longest.filter((value, i) => i > 0 && value > 0.5 !== longest[i - 1]! > 0.5).length;
    expect(crossings).toBeGreaterThan(2);
  });

  it('dims with bleaching and vignetting as stated', () => {
    const bright = renderNuclei(film, 5, 'chromatin', { ...light, background: 0 }).data;
    const dim = renderNuclei(film, 5, 'chromatin', { ...light, background: 0, bleach: 0.4 }).data;
    const brightest = bright.indexOf(Math.max(...bright));
    expect(dim[brightest]! / bright[brightest]!).toBeCloseTo(0.4, 5);
    const empty = simulateNuclei({ ...settings, cells: 0 });
    const corner = renderNuclei(empty, 5, 'chromatin', { ...light, vignetting: 0.25 }).data;
    expect(corner[0]! / corner[80 * 200 + 100]!).toBeCloseTo(0.75, 2);
  });

  it('is an empty field without cells, and nothing at all without frames', () => {
    const empty = simulateNuclei({ ...settings, cells: 0 });
    expect(empty.truth.label.length).toBe(0);
    expect(renderNucleusLabels(empty, 3).data.every((label) => label === 0)).toBe(true);
    expect(new Set(renderNuclei(empty, 3, 'chromatin', light).data)).toEqual(new Set([30]));
    const none = simulateNuclei({ ...settings, frames: 0 });
    expect([none.rows.length, [...none.truth.first]]).toEqual([0, [0]]);
  });

  it('survives a crowded, tiny field', () => {
    const crowded = simulateNuclei({ ...settings, frames: 5, width: 16, height: 16, cells: 30, planes: 3 });
    expect(crowded.truth.x.every((x) => x >= 0 && x <= 15)).toBe(true);
  });
});
