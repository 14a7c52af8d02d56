import { type Lineage, lineageOf } from './lineage.ts';
import type { Tracks } from './tracks.ts';

/**
 * The lineage of tracks whose label column lasts: a track is what has one label, its parent the label that an edge comes
 * from. Nodes of label 0 belong to no track.
 */
export function lineageByLabel({ frame, label, edges }: Tracks): Lineage {
  const rows = new Map<number, { id: number; begin: number; end: number; parent: number }>();
  for (let node = 0; node < label.length; node++) {
    const id = label[node] ?? 0;
    const t = frame[node] ?? 0;
    const row = rows.get(id);
    if (id === 0) continue;
    if (row) row.end = t;
    else rows.set(id, { id, begin: t, end: t, parent: 0 });
  }
  for (let edge = 0; edge < edges.source.length; edge++) {
    const mother = label[edges.source[edge] ?? 0] ?? 0;
    const row = rows.get(label[edges.target[edge] ?? 0] ?? 0);
    if (row && row.id !== mother) row.parent = mother;
  }
  return lineageOf([...rows.values()]);
}
