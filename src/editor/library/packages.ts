/** A package that is part of the editor. */
export interface Package {
  readonly name: string;
  readonly licence: string;
  readonly use: string;
}

/** What the editor is made with; the licences are those that the packages state. */
export const packages: readonly Package[] = [
  { name: 'react', licence: 'MIT', use: 'user interface' },
  { name: '@xyflow/react', licence: 'MIT', use: 'canvas' },
  { name: '@mantine/core', licence: 'MIT', use: 'controls' },
  { name: '@tabler/icons-react', licence: 'MIT', use: 'icons' },
  { name: '@dagrejs/dagre', licence: 'MIT', use: 'automatic layout' },
  { name: '@tanstack/react-virtual', licence: 'MIT', use: 'long tables' },
  { name: 'react-resizable-panels', licence: 'MIT', use: 'panels' },
  { name: 'zustand', licence: 'MIT', use: 'state' },
  { name: 'xstate', licence: 'MIT', use: 'runs' },
  { name: 'gpu.js', licence: 'MIT', use: 'GPU kernels' },
  { name: 'idb', licence: 'ISC', use: 'keeping graphs and results' },
  { name: 'fflate', licence: 'MIT', use: 'compression' },
  { name: 'fzstd', licence: 'MIT', use: 'reading Zstandard' },
  { name: 'papaparse', licence: 'MIT', use: 'reading tables' },
  { name: '@noble/hashes', licence: 'MIT', use: 'keys of results' },
];
