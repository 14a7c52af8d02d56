import { useEffect, useRef } from 'react';
import type { Session } from '../session/session.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { type OutputRef, viewStore } from '../store/view-store.ts';
import classes from './card.module.css';
import { enqueue } from './thumbnail-queue.ts';

const settleAfter_ms = 120;

/** The picture of an output at the frame that is viewed; drawn past React. */
export function Thumbnail({ step, port, label }: { step: string; port: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const session = useSession();
  const revision = useSessionState((state) => state.revision.get(step) ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is a new picture
  useEffect(() => {
    if (!canvas.current) return;
    return keepDrawn(canvas.current, session, { step, port });
  }, [session, step, port, revision]);
  return <canvas ref={canvas} className={classes['picture']} role="img" aria-label={label} />;
}

/** Draws now and whenever another frame is viewed, once the slider rests. */
function keepDrawn(canvas: HTMLCanvasElement, session: Session, output: OutputRef): () => void {
  let current = new AbortController();
  let timer = 0;
  const draw = () => {
    current.abort();
    current = new AbortController();
    const { signal } = current;
    enqueue(signal, async () => {
      try {
        await drawInto(canvas, session, output, viewStore.getState().t, signal);
      } catch (error) {
        // The card's state and the inspector say what is wrong; here is only no picture.
        if (!signal.aborted) canvas.dataset['empty'] = error instanceof Error ? error.message : String(error);
      }
    });
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(draw, settleAfter_ms);
  };
  draw();
  const stop = viewStore.subscribe((now, before) => {
    if (now.t !== before.t) later();
  });
  return () => {
    stop();
    clearTimeout(timer);
    current.abort();
  };
}

async function drawInto(
  canvas: HTMLCanvasElement,
  session: Session,
  output: OutputRef,
  t: number,
  signal: AbortSignal,
): Promise<void> {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  const bitmap = await session.thumbnail(output, t, Math.max(width, 1), signal);
  if (signal.aborted) {
    bitmap?.close();
    return;
  }
  const context = canvas.getContext('2d');
  if (!bitmap || !context) {
    canvas.dataset['empty'] = '';
    return;
  }
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const fit = Math.min(width / bitmap.width, height / bitmap.height);
  const drawn = [bitmap.width * fit, bitmap.height * fit] as const;
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = fit < 1;
  context.drawImage(bitmap, (width - drawn[0]) / 2, (height - drawn[1]) / 2, drawn[0], drawn[1]);
  bitmap.close();
  delete canvas.dataset['empty'];
}
