import { afterEach, describe, expect, it } from 'vitest';
import { colourTable } from '../../src/editor/viewer/gl/colour-table.ts';
import { lutBytes } from '../../src/editor/viewer/gl/luts.ts';
import { createRenderer, type Renderer } from '../../src/editor/viewer/gl/renderer.ts';
import type { ChannelLook, Scene, View } from '../../src/editor/viewer/gl/scene.ts';
import { idColour } from '../../src/editor/viewer/id-colour.ts';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';

let canvas: HTMLCanvasElement;
let renderer: Renderer;
const open = (restored = () => {}): void => {
  canvas = document.createElement('canvas');
  renderer = createRenderer(canvas, restored);
};
afterEach(() => renderer.dispose());

const plane = <A extends Pixels | Uint32Array>(width: number, data: A): Plane<A> => ({
  width,
  height: data.length / width,
  data,
});
const look = (low: number, high: number, more: Partial<ChannelLook> = {}): ChannelLook => ({
  lut: 'grey',
  range: [low, high],
  gamma: 1,
  ...more,
});
/** One image pixel on one pixel of the canvas. */
const scene = (width: number, height: number, more: Partial<View>, scale = 1): Scene => {
  const box = { x: 0, y: 0, width: width * scale, height: height * scale };
  const view: View = {
    side: 0,
    box,
    clip: box,
    channels: [],
    difference: null,
    labels: null,
    tails: null,
    spots: null,
    ...more,
  };
  return {
    width: box.width,
    height: box.height,
    ratio: 1,
    camera: { x: (width - 1) / 2, y: (height - 1) / 2, scale },
    views: [view],
  };
};
/** RGBA of the canvas, top row first. */
function pixels(): readonly (readonly number[])[] {
  const gl = canvas.getContext('webgl2');
  if (!gl) throw new Error('no context');
  const { width, height } = canvas;
  const bytes = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  return Array.from({ length: width * height }, (_, i) => {
    const at = ((height - 1 - Math.floor(i / width)) * width + (i % width)) * 4;
    return [...bytes.subarray(at, at + 4)];
  });
}
const reds = (): readonly number[] => pixels().map(([red]) => red ?? -1);
const bytes = (colour: readonly number[]): readonly number[] => colour.map((part) => Math.round(part * 255));

describe('planes', () => {
  it('neighbouring 16-bit values are told apart, row by row from the top', () => {
    open();
    renderer.sides[0].setPlanes([plane(3, Uint16Array.of(0, 40_000, 40_001, 65_534, 65_535, 40_000))]);
    renderer.draw(scene(3, 2, { channels: [look(40_000, 40_001)] }));
    expect(reds()).toEqual([0, 0, 255, 255, 255, 0]);
    renderer.draw(scene(3, 2, { channels: [look(65_534, 65_535)] }));
    expect(reds()).toEqual([0, 0, 0, 0, 255, 0]);
  });

  it('all 256 values of an 8-bit plane come out as they are', () => {
    open();
    renderer.sides[0].setPlanes([
      plane(
        16,
        Uint8Array.from({ length: 256 }, (_, i) => i),
      ),
    ]);
    renderer.draw(scene(16, 16, { channels: [look(0, 255)] }));
    expect(reds()).toEqual(Array.from({ length: 256 }, (_, i) => i));
  });

  it('float values are exact to one part in 2^23, NaN is black, infinities are the ends', () => {
    open();
    const next = Math.fround(1 + 2 ** -23);
    renderer.sides[0].setPlanes([plane(3, Float32Array.of(1, next, Number.NaN, Number.POSITIVE_INFINITY, -1e30, 2))]);
    renderer.draw(scene(3, 2, { channels: [look(1, next)] }));
    expect(reds()).toEqual([0, 255, 0, 255, 0, 255]);
    expect(pixels()[2]).toEqual([0, 0, 0, 255]);
  });

  it('gamma and look-up table are applied after contrast', () => {
    open();
    renderer.sides[0].setPlanes([plane(4, Uint8Array.of(0, 64, 128, 255))]);
    renderer.draw(scene(4, 1, { channels: [look(0, 255, { gamma: 0.5 })] }));
    expect(reds()).toEqual([0, 128, 181, 255]);
    const fire = lutBytes('fire');
    renderer.draw(scene(4, 1, { channels: [look(0, 255, { lut: 'fire' })] }));
    expect(pixels().map((pixel) => pixel.slice(0, 3))).toEqual(
      [0, 64, 128, 255].map((value) => [...fire.subarray(value * 4, value * 4 + 3)]),
    );
  });

  it('channels add up, a hidden one is left out', () => {
    open();
    renderer.sides[0].setPlanes([plane(2, Uint16Array.of(0, 100)), plane(2, Uint8Array.of(10, 10))]);
    const channels = [look(0, 100, { lut: 'red' }), look(0, 10, { lut: '#0000ff' })];
    renderer.draw(scene(2, 1, { channels }));
    expect(pixels()).toEqual([
      [0, 0, 255, 255],
      [255, 0, 255, 255],
    ]);
    renderer.draw(scene(2, 1, { channels: [channels[0] ?? null, null] }));
    expect(pixels()[0]).toEqual([0, 0, 0, 255]);
  });

  it('beside the picture the canvas is clear, and a plane of another size replaces the first', () => {
    open();
    renderer.sides[0].setPlanes([plane(2, Uint8Array.of(255, 255, 255, 255))]);
    renderer.sides[0].setPlanes([plane(1, Float32Array.of(1))]);
    renderer.draw({ ...scene(3, 1, { channels: [look(0, 1)] }), camera: { x: 1, y: 0, scale: 1 } });
    expect(pixels()).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('zoomed out, a pixel of the screen shows the mean of what it covers', () => {
    open();
    renderer.sides[0].setPlanes([plane(4, Uint8Array.of(0, 0, 100, 100, 200, 200, 100, 100))]);
    const small = scene(4, 2, { channels: [look(0, 255)] }, 0.5);
    renderer.draw(small);
    expect(reds()).toEqual([100, 100]);
  });

  it('a plane of 4096 × 4096 is shown, its last pixel in its place', () => {
    open();
    const data = new Uint16Array(4096 * 4096);
    data[data.length - 1] = 65_535;
    renderer.sides[0].setPlanes([plane(4096, data)]);
    const box = { x: 0, y: 0, width: 4, height: 4 };
    const base = scene(4, 4, { channels: [look(0, 65_535)], box, clip: box });
    renderer.draw({ ...base, camera: { x: 4093.5, y: 4093.5, scale: 1 } });
    expect(reds().filter((red) => red > 0)).toEqual([255]);
    expect(reds()[15]).toBe(255);
  });
});

describe('difference', () => {
  it('is orange where the first of two is brighter, blue where the second is, of unlike types too', () => {
    open();
    renderer.sides[0].setPlanes([plane(3, Uint16Array.of(100, 200, 50))]);
    renderer.sides[1].setPlanes([plane(3, Float32Array.of(100, 100, 150))]);
    renderer.draw(scene(3, 1, { channels: [look(0, 200)], difference: [100] }));
    expect(pixels()[0]).toEqual([0, 0, 0, 255]);
    expect(pixels()[1]?.[0]).toBe(255);
    expect(pixels()[2]?.[2]).toBe(255);
    expect(pixels()[2]?.[0]).toBeLessThan(100);
  });
});

describe('labels', () => {
  const fill = { fill: true, opacity: 1, others: 'hash' } as const;

  it('labels that agree in their last 16 bits have colours of their own', () => {
    open();
    const ids = [70_000, 70_000 + 65_536, 4_294_967_295, 1];
    renderer.sides[0].setLabels(plane(4, Uint32Array.from(ids)));
    const base = scene(4, 1, { labels: fill }, 9);
    renderer.draw(base);
    const row = pixels().slice(4 * 36, 5 * 36);
    ids.forEach((id, i) => {
      const middle = row[i * 9 + 4] ?? [];
      for (const [k, part] of bytes(idColour(id)).entries()) {
        expect(Math.abs((middle[k] ?? -9) - part)).toBeLessThanOrEqual(1);
      }
    });
  });

  it('takes colours of any 32-bit number from a table, and hides what has none', () => {
    open();
    const ids = [70_000, 70_001, 4_294_967_295, 0];
    const red = { colour: [1, 0, 0], state: 1 } as const;
    const green = { colour: [0, 1, 0], state: 1 } as const;
    renderer.sides[0].setLabels(plane(4, Uint32Array.from(ids)));
    renderer.sides[0].setColours(
      colourTable(
        new Map<number, typeof red | typeof green>([
          [70_000, red],
          [4_294_967_295, green],
        ]),
      ),
    );
    renderer.draw(scene(4, 1, { labels: { ...fill, others: 'none' } }, 9));
    const row = pixels().slice(4 * 36, 5 * 36);
    expect([4, 13, 22, 31].map((x) => row[x]?.slice(0, 3))).toEqual([
      [255, 0, 0],
      [0, 0, 0],
      [0, 255, 0],
      [0, 0, 0],
    ]);
  });

  it('a table of 100,000 labels finds every one', () => {
    const entries = new Map(
      Array.from({ length: 100_000 }, (_, i) => [i * 37 + 1, { colour: [1, 1, 1], state: 1 } as const] as const),
    );
    const { bits, data } = colourTable(entries as never);
    const placed = new Set<number>();
    for (let i = 0; i < data.length; i += 2) if (data[i]) placed.add(data[i]!);
    expect(placed.size).toBe(100_000);
    expect(2 ** bits).toBeLessThan(1_100_000);
  });

  it('outlines follow the border inside the object at any zoom', () => {
    open();
    const data = new Uint32Array(25);
    for (const y of [1, 2, 3]) for (const x of [1, 2, 3]) data[y * 5 + x] = 9;
    renderer.sides[0].setLabels(plane(5, data));
    renderer.draw(scene(5, 5, { labels: { fill: false, opacity: 1, others: 'grey' } }, 20));
    const at = (x: number, y: number) => (pixels()[y * 100 + x]?.[0] ?? 0) > 100;
    expect(at(50, 20)).toBe(true);
    expect(at(20, 50)).toBe(true);
    expect(at(50, 50)).toBe(false);
    expect(at(50, 18)).toBe(false);
    renderer.draw(scene(5, 5, { labels: { fill: false, opacity: 1, others: 'grey' } }));
    expect(reds().map((red) => (red > 100 ? 1 : 0))).toEqual([
      0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });
});

describe('tracks and spots', () => {
  it('links are drawn between their frame and the end of the tail only', () => {
    open();
    renderer.sides[0].setPlanes([plane(20, new Uint8Array(400))]);
    renderer.sides[0].setTails({
      ends: Float32Array.of(2, 10, 17, 10),
      times: Float32Array.of(3, 4),
      tint: Uint8Array.of(255, 0, 0, 128),
    });
    const lit = (now: number): boolean => {
      renderer.draw(scene(20, 20, { channels: [look(0, 1)], tails: { now, tail: 2, offset: [0, 0] } }));
      return (pixels()[10 * 20 + 9]?.[0] ?? 0) > 50;
    };
    expect([3, 4, 5, 6, 7].map(lit)).toEqual([false, true, true, true, false]);
  });

  it('a ring has the radius of its spot', () => {
    open();
    renderer.sides[0].setPlanes([plane(41, new Uint8Array(41 * 41))]);
    renderer.sides[0].setSpots({ circle: Float32Array.of(20, 20, 12), tint: Uint8Array.of(0, 255, 0, 128) });
    renderer.draw(scene(41, 41, { channels: [look(0, 1)], spots: { offset: [0, 0] } }));
    const green = (x: number, y: number) => pixels()[y * 41 + x]?.[1] ?? 0;
    expect(green(32, 20)).toBeGreaterThan(150);
    expect(green(20, 8)).toBeGreaterThan(150);
    expect(green(20, 20)).toBe(0);
    expect(green(36, 20)).toBe(0);
  });
});

it('a lost context comes back with the same picture', async () => {
  const back = new Promise<void>((resolve) => open(resolve));
  renderer.sides[0].setPlanes([plane(2, Uint16Array.of(1000, 2000))]);
  renderer.sides[0].setLabels(plane(2, Uint32Array.of(0, 80_000)));
  renderer.sides[0].setColours(colourTable(new Map([[80_000, { colour: [0, 0, 1], state: 1 }]])));
  renderer.sides[0].setSpots({ circle: Float32Array.of(0, 0, 0.2), tint: Uint8Array.of(0, 255, 0, 128) });
  const wanted = scene(
    2,
    1,
    {
      channels: [look(1000, 2000)],
      labels: { fill: true, opacity: 0.5, others: 'hash' },
      spots: { offset: [0, 0] },
    },
    8,
  );
  renderer.draw(wanted);
  const before = pixels();
  expect(new Set(before.map(String)).size).toBeGreaterThan(2);
  const context = canvas.getContext('webgl2');
  const lose = context?.getExtension('WEBGL_lose_context');
  const gone = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve));
  lose?.loseContext();
  await gone;
  expect(renderer.isLost).toBe(true);
  renderer.draw(wanted);
  await new Promise((resolve) => setTimeout(resolve, 50));
  lose?.restoreContext();
  await back;
  renderer.draw(wanted);
  expect(pixels()).toEqual(before);
});
