import { inflateSync } from 'fflate';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { type LibraryDatabase, versionsOf } from './database.ts';

export interface HistoryEntry {
  readonly time: number;
  readonly label: string;
}

/** What is kept of a project's past, newest first. */
export async function listVersions(database: LibraryDatabase, project: string): Promise<readonly HistoryEntry[]> {
  const versions = await database.getAll('versions', versionsOf(project));
  return versions.map(({ time, label }) => ({ time, label })).reverse();
}

/**
 * The document as it was.
 * @throws Error where the version is gone; GraphError where it can't be read.
 */
export async function versionAt(database: LibraryDatabase, project: string, time: number): Promise<GraphDocument> {
  const version = await database.get('versions', [project, time]);
  if (!version) throw new Error('this version is no longer kept');
  return parseDocument(new TextDecoder().decode(inflateSync(version.packed)));
}
