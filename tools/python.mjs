// The Python peers, where they are installed: Debian's scikit-image, tifffile and the scripts of ../shared/peers.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const peers = fileURLToPath(new URL('../../shared/peers/', import.meta.url));
const python = '/usr/bin/python3';

/** Why the peers can't be used, or null. */
export function missingPeers() {
  if (!existsSync(peers)) return 'the folder ../shared/peers is missing';
  const modules = 'import skimage, scipy, tifffile, pandas';
  return spawnSync(python, ['-c', modules]).status === 0
    ? null
    : 'python3 with scikit-image, scipy, pandas and tifffile is missing';
}

/** Runs a peer script or code in its folder. OpenBLAS's safe mode for old processors is left off, as a user would have it. */
export function runPython(args) {
  const { OPENBLAS_CORETYPE: _type, OPENBLAS_L2_SIZE: _size, ...env } = process.env;
  const run = spawnSync(python, args, {
    cwd: peers,
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`python3 ${args[0]}: ${run.stderr}`);
  return run.stdout;
}
