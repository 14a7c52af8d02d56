import { catalog } from '../../nodes/library.ts';
import { graphAt } from '../document/graph-at.ts';
import { titleOf } from '../document/node-face.ts';
import { documentStore, openPath, select } from '../store/document-store.ts';

/** Opens the graph that a step stands in and selects its node. */
export function jumpTo(step: string): void {
  const path = step.split('/');
  const id = path.pop() ?? '';
  const { document } = documentStore.getState();
  if (!graphAt(document, path, catalog)?.nodes[id]) return;
  openPath(path);
  select({ nodes: new Set([id]) });
}

/** What a step is called: the title of its node, with those of the subgraphs around it. */
export function stepTitle(step: string): string {
  const path = step.split('/');
  const { document } = documentStore.getState();
  return path
    .map((id, depth) => {
      const graph = graphAt(document, path.slice(0, depth), catalog);
      const node = graph?.nodes[id];
      return graph && node ? titleOf(node, graph, catalog) : id;
    })
    .join(' › ');
}
