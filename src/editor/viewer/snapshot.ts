import { timeOf } from '../../runtime/data/movie.ts';
import { withPngText } from '../../runtime/formats/png-text.ts';
import type { Session } from '../session/session.ts';
import { viewStore } from '../store/view-store.ts';
import { toView } from './camera.ts';
import type { Engine } from './engine.ts';
import { formatTime, scaleBar } from './format.ts';
import { boxesOf } from './scene-of.ts';
import { shapesOn } from './shape-list.ts';

/** What is seen, as PNG: pictures with their overlays, scale bar, time stamp and drawn shapes, and the graph that made it. */
export async function snapshot(engine: Engine, session: Session): Promise<Blob> {
  const { size, camera } = engine.store.getState();
  const ratio = devicePixelRatio;
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(size.width * ratio)),
    Math.max(1, Math.round(size.height * ratio)),
  );
  const pen = canvas.getContext('2d');
  const source = engine.canvas();
  if (!pen || !source) throw new Error('there is no picture to save');
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  // The drawing buffer is only readable in the task that drew it.
  engine.drawNow();
  pen.drawImage(source, 0, 0);
  pen.scale(ratio, ratio);
  const boxes = boxesOf(viewStore.getState(), size, engine.pictures.length);
  boxes.forEach((box, side) => {
    const picture = engine.pictures[side];
    if (!picture) return;
    pen.save();
    pen.translate(box.x, box.y);
    const { pixelSize_um } = picture.header.calibration;
    drawBar(pen, box.width, box.height, scaleBar(pixelSize_um.x, camera.scale, Math.min(140, box.width / 3)));
    const time = timeOf(picture.header.calibration, picture.t);
    drawText(pen, time === null ? `frame ${picture.t + 1}` : formatTime(time), 10, 20, 'left');
    pen.strokeStyle = '#ffd43b';
    pen.lineWidth = 1.5;
    for (const { shape } of shapesOn(engine)) {
      const points = shape.points.map(([x, y]) => toView(camera, box, x, y));
      pen.beginPath();
      for (const [i, [x, y]] of points.entries()) {
        if (shape.type === 'point') pen.arc(x, y, 4, 0, 7);
        else if (i === 0) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      }
      if (shape.type === 'polygon') pen.closePath();
      pen.stroke();
    }
    pen.restore();
  });
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const output = engine.pictures.find((picture) => picture !== null)?.layers.output;
  const provenance = output ? session.provenance(output) : '';
  if (provenance === '') return blob;
  return new Blob([withPngText(new Uint8Array(await blob.arrayBuffer()), provenance)], { type: 'image/png' });
}

type Pen = OffscreenCanvasRenderingContext2D;

function drawBar(
  pen: Pen,
  width: number,
  height: number,
  bar: { readonly width: number; readonly text: string },
): void {
  const right = width - 12;
  pen.fillStyle = 'rgb(0 0 0 / 45%)';
  pen.fillRect(right - bar.width - 6, height - 36, bar.width + 12, 30);
  pen.fillStyle = '#fff';
  pen.fillRect(right - bar.width, height - 14, bar.width, 4);
  drawText(pen, bar.text, right - bar.width / 2, height - 20, 'center');
}

function drawText(pen: Pen, text: string, x: number, y: number, align: CanvasTextAlign): void {
  pen.font = '600 12px system-ui, sans-serif';
  pen.textAlign = align;
  pen.lineWidth = 3;
  pen.strokeStyle = 'rgb(0 0 0 / 70%)';
  pen.strokeText(text, x, y);
  pen.fillStyle = '#fff';
  pen.fillText(text, x, y);
}
