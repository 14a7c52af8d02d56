import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it. `mkdir` with `recursive` never ends on file systems that refuse new folders as if
 * the parent were not there, such as /proc.
 * @throws Error of the system, naming the folder that can't be made.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const about = await stat(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && dirname(folder) !== folder) return null;
      throw error;
    });
    if (about?.isDirectory()) break;
    if (about) throw new Error(`${folder} is a file`);
    missing.push(folder);
  }
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
      // Another process may have made it meanwhile.
      const isThere = error.code === 'EEXIST' && (await stat(folder)).isDirectory();
      if (!isThere) throw error;
    });
  }
}
