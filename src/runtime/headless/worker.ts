import { parentPort } from 'node:worker_threads';
import { catalog } from '../../nodes/library.ts';
import { referenceKernels } from '../kernels/reference-kernels.ts';
import { loadSimdKernels } from '../kernels/simd-kernels.ts';
import type { ToWorker } from '../schedule/messages.ts';
import { serve } from '../schedule/serve.ts';
import { collectGarbage } from './collect-garbage.ts';
import { diskFiles } from './files.ts';
import { folderCache } from './folder-cache.ts';

const hear = serve({
  nodes: catalog.nodes,
  files: diskFiles,
  loadKernels: async (backend) => (backend === 'reference' ? referenceKernels : loadSimdKernels()),
  openCache: folderCache,
  tidy: collectGarbage,
  post: (message, moved = []) => parentPort?.postMessage(message, [...moved]),
});
parentPort?.on('message', (message: ToWorker) => hear(message));
