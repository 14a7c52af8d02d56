import { catalog } from '../../nodes/library.ts';
import { memoryCache } from '../cache/memory-cache.ts';
import { referenceKernels } from '../kernels/reference-kernels.ts';
import { loadSimdKernels } from '../kernels/simd-kernels.ts';
import type { ToWorker } from '../schedule/messages.ts';
import { serve } from '../schedule/serve.ts';
import { type BoundFile, boundFiles } from './bound-files.ts';
import { breathe } from './breathe.ts';
import { openCache } from './open-cache.ts';

let files = boundFiles([]);
const hear = serve({
  nodes: catalog.nodes,
  get files() {
    return files;
  },
  loadKernels: async (backend) => (backend === 'reference' ? referenceKernels : loadSimdKernels()),
  openCache: async (name, warn) => (await openCache(name, warn)) ?? memoryCache(),
  breathe,
  post: (message, moved = []) => postMessage(message, { transfer: [...moved] }),
});
self.onmessage = ({
  data,
}: MessageEvent<ToWorker | { readonly type: 'files'; readonly files: readonly BoundFile[] }>) => {
  if (data.type === 'files') files = boundFiles(data.files);
  else hear(data);
};
