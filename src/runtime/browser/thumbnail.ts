import type { Frame, Pixels } from '../data/frame.ts';
import type { Detections } from '../data/spots.ts';
import type { FrameData } from './preview-messages.ts';

/**
 * A small picture of a frame: movies between their 0.35 and 99.65 percentile, labels each in a colour of its own, spots as
 * dots. Of a stack the middle plane; of several channels a mix of up to three.
 *
 * @param width  px at most; never larger than the frame.
 */
export function drawThumbnail(data: FrameData, width: number): ImageBitmap {
  const { x, y } = data.header.size;
  const scale = Math.min(1, Math.max(1, width) / Math.max(1, x));
  const columns = Math.max(1, Math.round(x * scale));
  const rows = Math.max(1, Math.round(y * scale));
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures in workers');
  if (data.kind === 'Spots') {
    drawSpots(context, data.spots, columns, rows, scale);
  } else {
    const image = context.createImageData(columns, rows);
    if (data.kind === 'Labels') paintLabels(data.labels, image);
    else paintMovie(data.channels, image);
    context.putImageData(image, 0, 0);
  }
  return canvas.transferToImageBitmap();
}

/** Index of the pixel of the middle plane that each pixel of the picture shows. */
function picks({ width, height, depth }: Frame<Pixels | Uint32Array>, columns: number, rows: number): Uint32Array {
  const plane = width * height * Math.floor((depth - 1) / 2);
  const at = new Uint32Array(columns * rows);
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const line = plane + width * Math.min(height - 1, Math.floor(((row + 0.5) * height) / rows));
    for (let column = 0; column < columns; column++) {
      at[i++] = line + Math.min(width - 1, Math.floor(((column + 0.5) * width) / columns));
    }
  }
  return at;
}

function paintLabels(frame: Frame<Uint32Array>, { data, width, height }: ImageData): void {
  const at = picks(frame, width, height);
  for (let i = 0; i < at.length; i++) {
    const label = frame.data[at[i] ?? 0] ?? 0;
    // Steps of the golden angle: neighbours in number differ in hue.
    const hue = (label * 0.618033988749895) % 1;
    data[4 * i] = label === 0 ? 16 : wave(hue);
    data[4 * i + 1] = label === 0 ? 16 : wave(hue + 2 / 3);
    data[4 * i + 2] = label === 0 ? 16 : wave(hue + 1 / 3);
    data[4 * i + 3] = 255;
  }
}
const wave = (hue: number): number => 80 + 160 * Math.min(1, Math.max(0, Math.abs(6 * (hue % 1) - 3) - 1));

const mix: readonly (readonly [red: number, green: number, blue: number])[] = [
  [0, 1, 0],
  [1, 0, 1],
  [0, 0, 1],
];

function paintMovie(channels: readonly Frame<Pixels>[], { data, width, height }: ImageData): void {
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  const shown = channels.slice(0, mix.length);
  for (const [c, frame] of shown.entries()) {
    const [red, green, blue] = shown.length === 1 ? [1, 1, 1] : (mix[c] ?? [1, 1, 1]);
    const at = picks(frame, width, height);
    const values = Float32Array.from(at, (index) => frame.data[index] ?? 0);
    const sorted = values.filter(Number.isFinite).sort();
    const low = sorted[Math.floor(0.0035 * (sorted.length - 1))] ?? 0;
    const high = sorted[Math.ceil(0.9965 * (sorted.length - 1))] ?? 1;
    const gain = high > low ? 255 / (high - low) : 0;
    for (let i = 0; i < values.length; i++) {
      const grey = ((values[i] ?? 0) - low) * gain; // NaN and what is outside are clamped by the image
      data[4 * i] = (data[4 * i] ?? 0) + red * grey;
      data[4 * i + 1] = (data[4 * i + 1] ?? 0) + green * grey;
      data[4 * i + 2] = (data[4 * i + 2] ?? 0) + blue * grey;
    }
  }
}

function drawSpots(
  context: OffscreenCanvasRenderingContext2D,
  { x, y, radius }: Detections,
  columns: number,
  rows: number,
  scale: number,
): void {
  context.fillStyle = '#101010';
  context.fillRect(0, 0, columns, rows);
  context.fillStyle = '#ffd43b';
  for (let i = 0; i < x.length; i++) {
    context.beginPath();
    const size = Math.max(1, 0.5 * (radius[i] ?? 1) * scale);
    context.arc(((x[i] ?? 0) + 0.5) * scale, ((y[i] ?? 0) + 0.5) * scale, size, 0, 2 * Math.PI);
    context.fill();
  }
}
