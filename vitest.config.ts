import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { headlessFiles } from './tests/support/headless-command.ts';
import { gpuKernels } from './tools/plugins/gpu-kernels.ts';
import { simdKernels } from './tools/plugins/simd-kernels.ts';

const plugins = () => [simdKernels(), gpuKernels()];
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: plugins(),
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{contracts,golden,reference,property,nodes,runtime,graphs,editor}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react(), ...plugins()],
        worker: { format: 'es', plugins },
        server: { headers: isolation },
        // Bundled before the tests begin: a dependency found later reloads the page in the middle of a test.
        optimizeDeps: {
          include: [
            'idb',
            'xstate',
            'gpu.js',
            'fflate',
            'fzstd',
            'papaparse',
            'react',
            'react/jsx-dev-runtime',
            'react-dom',
            'react-dom/client',
            'react-resizable-panels',
            'zustand',
            'zustand/shallow',
            'zustand/vanilla',
            '@dagrejs/dagre',
            '@mantine/core',
            '@mantine/hooks',
            '@tabler/icons-react',
            '@tanstack/react-virtual',
            '@xyflow/react',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { headlessFiles },
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: {
                executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
                args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
              },
            }),
          },
        },
      },
      {
        // Runs what `npm run build` made: the command line in child processes, the editor in Chromium.
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
