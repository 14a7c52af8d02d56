import { catalog } from '../../nodes/library.ts';
import { ResultHost } from './host.ts';
import type { ToHost } from './host-messages.ts';
import { openCache } from './open-cache.ts';
import { startWorkers } from './start-workers.ts';

const host = new ResultHost({
  nodes: catalog.nodes,
  backend: 'simd',
  openCache,
  startWorkers,
  post: (message) => postMessage(message),
});
self.onmessage = ({ data }: MessageEvent<ToHost>) => host.hear(data);
