import { catalog } from '../../nodes/library.ts';
import type { ContentHash } from '../graph/hash.ts';
import { loadSimdKernels } from '../kernels/simd-kernels.ts';
import type { HeldRecord } from '../schedule/frame-values.ts';
import { Preview } from './preview.ts';
import type { ToPreview } from './preview-messages.ts';

let preview: Preview | undefined;

function connect(port: MessagePort, memory: number): Preview {
  const waiting = new Map<number, (values: HeldRecord | null) => void>();
  let tickets = 0;
  port.onmessage = ({ data }: MessageEvent<{ readonly ticket: number; readonly values: HeldRecord | null }>) => {
    waiting.get(data.ticket)?.(data.values);
    waiting.delete(data.ticket);
  };
  const find = (key: ContentHash): Promise<HeldRecord | null> =>
    new Promise((resolve) => {
      const ticket = tickets++;
      waiting.set(ticket, resolve);
      port.postMessage({ ticket, key });
    });
  return new Preview(
    {
      nodes: catalog.nodes,
      loadKernels: loadSimdKernels,
      find,
      post: (message, moved = []) => postMessage(message, { transfer: [...moved] }),
    },
    memory,
  );
}

self.onmessage = ({ data }: MessageEvent<ToPreview>) => {
  if (data.type === 'connect') preview = connect(data.port, data.memory);
  else preview?.hear(data);
};
