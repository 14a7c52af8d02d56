import { catalog } from '../../nodes/library.ts';
import { firstRows, rowCount, type Table } from '../data/table.ts';
import type { Tracks } from '../data/tracks.ts';
import type { Transform } from '../data/transform.ts';
import type { Plan } from '../graph/plan.ts';
import type { Run } from './run-graph.ts';
import { showTable } from './show-table.ts';

const shownRows = 24;
const shownColumns = 10;

/**
 * What a run found, as text: the narrow tables that it wrote, at most their first rows; and, of the steps that it ran up
 * to, what was computed.
 */
export function showResults({ executor, targets }: Run, plan: Plan): readonly string[] {
  const shown = new Map<string, string>();
  for (const step of plan) {
    const isSink = executor.results.get(step.id)?.['files'] !== undefined;
    for (const { step: id, port } of isSink ? Object.values(step.inputs) : []) {
      const table = executor.results.get(id)?.[port] as Partial<Table> | undefined;
      if (table?.columns && table.columns.length <= shownColumns) shown.set(`${id}.${port}`, shorten(table as Table));
    }
  }
  for (const id of targets) {
    const definition = catalog.nodes.get(plan.find((step) => step.id === id)?.type ?? '');
    if (!definition || definition.role === 'sink') continue;
    const values = executor.results.get(id);
    for (const [port, { kind }] of Object.entries(definition.outputs)) {
      const value = values?.[port];
      shown.set(
        `${id}.${port}`,
        value === undefined ? `${kind}: its frames are computed and kept` : about(kind, value),
      );
    }
  }
  return [...shown].map(([name, text]) => `${name}\n${text}`);
}

function shorten(table: Table): string {
  const columns = table.columns.slice(0, shownColumns);
  const more = rowCount(table) - shownRows;
  const left = table.columns.length - columns.length;
  const rest = [more > 0 ? `${more} more rows` : '', left > 0 ? `${left} more columns` : ''].filter(
    (one) => one !== '',
  );
  const text = showTable(firstRows({ ...table, columns }, shownRows));
  return rest.length > 0 ? `${text}\n… and ${rest.join(', ')}` : text;
}

function about(kind: string, value: unknown): string {
  if (kind === 'Table') return shorten(value as Table);
  if (kind === 'Transform') {
    const { dx, dy } = value as Transform;
    const furthest = dx.reduce((most, x, t) => Math.max(most, Math.hypot(x, dy[t] ?? 0)), 0);
    return `Transform of ${dx.length} frames, at most ${furthest.toFixed(2)} px from the reference`;
  }
  if (kind === 'Tracks') {
    const { frame, edges } = value as Tracks;
    return `Tracks of ${frame.length} detections with ${edges.source.length} links`;
  }
  return `${kind}: computed and kept`;
}
