import type { PlacedPanel } from '../../../runtime/formats/figure-layout.ts';

/** Rows across a dot are looked at this often, for its soft edge. */
const fine = 4;

/**
 * Thousands of dots laid one over the other, pixel by pixel: drawing calls take a hundred times as long.
 *
 * Centres are on whole pixels of the screen; of dots so many nobody sees the difference.
 */
export class DotRaster {
  readonly #width: number;
  readonly #height: number;
  readonly #panel: PlacedPanel;
  readonly #scale: number;
  /** Colours times coverage, then coverage; as canvases hold them, in 16 bits. */
  readonly #pixels: Uint16Array;
  readonly #mask: Uint16Array;
  readonly #reach: number;

  /** @param scale  pixels of the screen for one px of the page. */
  constructor(panel: PlacedPanel, scale: number, radius: number, opacity: number) {
    this.#panel = panel;
    this.#scale = scale;
    this.#width = Math.max(1, Math.ceil(panel.width * scale));
    this.#height = Math.max(1, Math.ceil(panel.height * scale));
    this.#pixels = new Uint16Array(this.#width * this.#height * 4);
    this.#reach = Math.ceil(radius * scale);
    this.#mask = maskOf(radius * scale, this.#reach, opacity);
  }

  /** Adds a dot at a place of the page. @param colour  `#rrggbb` as a number. */
  add(x: number, y: number, colour: number): void {
    const reach = this.#reach;
    const width = this.#width;
    const height = this.#height;
    const pixels = this.#pixels;
    const mask = this.#mask;
    const left = Math.round((x - this.#panel.left) * this.#scale) - reach;
    const top = Math.round((y - this.#panel.top) * this.#scale) - reach;
    const side = 2 * reach + 1;
    const red = colour >>> 16;
    const green = (colour >>> 8) & 255;
    const blue = colour & 255;
    for (let j = 0; j < side; j++) {
      const row = top + j;
      if (row < 0 || row >= height) continue;
      for (let i = 0; i < side; i++) {
        const at = left + i;
        const over = mask[j * side + i] ?? 0;
        if (over === 0 || at < 0 || at >= width) continue;
        const under = 256 - over;
        const p = (row * width + at) * 4;
        // 256 levels to a value of 8 bits: what shines through is not lost to rounding
        pixels[p] = ((pixels[p] ?? 0) * under + red * 255 * over) >>> 8;
        pixels[p + 1] = ((pixels[p + 1] ?? 0) * under + green * 255 * over) >>> 8;
        pixels[p + 2] = ((pixels[p + 2] ?? 0) * under + blue * 255 * over) >>> 8;
        pixels[p + 3] = ((pixels[p + 3] ?? 0) * under + 65_025 * over) >>> 8;
      }
    }
  }

  /** Draws all dots. */
  paint(ctx: CanvasRenderingContext2D): void {
    const canvas = document.createElement('canvas');
    canvas.width = this.#width;
    canvas.height = this.#height;
    const image = new ImageData(this.#width, this.#height);
    const pixels = this.#pixels;
    for (let p = 0; p < pixels.length; p += 4) {
      const cover = pixels[p + 3] ?? 0;
      if (cover === 0) continue;
      for (let c = 0; c < 3; c++) image.data[p + c] = ((pixels[p + c] ?? 0) / cover) * 255;
      image.data[p + 3] = cover / 255;
    }
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    const { left, top } = this.#panel;
    ctx.drawImage(canvas, left, top, this.#width / this.#scale, this.#height / this.#scale);
  }
}

/** Coverage of each pixel by a dot in their middle, 0 … 256. */
function maskOf(radius: number, reach: number, opacity: number): Uint16Array {
  const side = 2 * reach + 1;
  const mask = new Uint16Array(side * side);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      let inside = 0;
      for (let v = 0; v < fine; v++) {
        for (let u = 0; u < fine; u++) {
          const dx = i - reach + (u + 0.5) / fine - 0.5;
          const dy = j - reach + (v + 0.5) / fine - 0.5;
          if (dx * dx + dy * dy <= radius * radius) inside += 1;
        }
      }
      mask[j * side + i] = Math.round((256 * opacity * inside) / (fine * fine));
    }
  }
  return mask;
}
