import { useMemo } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../../nodes/library.ts';
import type { Table } from '../../../runtime/data/table.ts';
import { flatten } from '../../../runtime/graph/flatten.ts';
import { documentStore } from '../../store/document-store.ts';
import { inputsOf } from '../outputs.ts';
import { useOutput } from '../use-output.ts';
import { useTracksOf } from '../use-tracks-of.ts';
import type { FigureOrigin } from './figure-tracks.ts';

/** What drew a figure, for finding the tracks in it. */
export function useFigureOrigin(step: string): FigureOrigin {
  const document = useStore(documentStore, (state) => state.document);
  const about = useMemo(() => {
    const node = flatten(document, catalog, new Map(), () => {}).nodes.get(step);
    const preset = catalog.nodes.get(node?.type ?? '')?.params['group']?.default;
    const from = inputsOf(document, catalog).get(step)?.get('table');
    const needsRows = node?.type === 'figure.scatter' && from !== undefined;
    return {
      type: node?.type ?? '',
      group: String(node?.params['group'] ?? preset ?? ''),
      from: needsRows ? { step: from.node, port: from.port } : null,
    };
  }, [document, step]);
  const input = useOutput(about.from);
  const tracks = useTracksOf(step);
  const table = input.state === 'there' ? (input.value as Table) : null;
  return useMemo(
    () => ({ type: about.type, group: about.group, input: table, tracks }),
    [about.type, about.group, table, tracks],
  );
}
