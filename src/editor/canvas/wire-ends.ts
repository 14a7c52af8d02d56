import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import { faceOf, titleOf } from '../document/node-face.ts';
import { graphNow } from './actions.ts';
import type { WireEnd } from './canvas-store.ts';
import { canConnect } from './wire-drop.ts';

/** An end of a wire as lists offer it. */
export interface EndChoice extends WireEnd {
  readonly kind: Kind;
  readonly title: string;
  readonly hint: string;
}

/** Both sides of a card; outputs first. */
export function portChoices(id: string): readonly EndChoice[] {
  const graph = graphNow();
  const node = graph.nodes[id];
  if (!node) return [];
  const face = faceOf(node, graph, catalog);
  const fed = (port: string) => graph.edges.find(([, to]) => to === `${id}.${port}`)?.[0];
  return [
    ...face.outputs.map(
      ({ name, kind }): EndChoice => ({ node: id, port: name, side: 'output', kind, title: name, hint: 'output' }),
    ),
    ...face.inputs.map(({ name, kind }): EndChoice => {
      const from = fed(name);
      return {
        node: id,
        port: name,
        side: 'input',
        kind,
        title: name,
        hint: from ? `input, from ${from}` : 'input, open',
      };
    }),
  ];
}

/** Ends of other cards to which a wire from this end can lead; open inputs first. */
export function endsFor(from: EndChoice): readonly EndChoice[] {
  const graph = graphNow();
  const side = from.side === 'output' ? 'input' : 'output';
  const taken = new Set(graph.edges.map(([, to]) => to));
  const isTaken = ({ node, port }: WireEnd) => side === 'input' && taken.has(`${node}.${port}`);
  const found = Object.entries(graph.nodes).flatMap(([id, node]) => {
    const face = faceOf(node, graph, catalog);
    return (side === 'input' ? face.inputs : face.outputs)
      .filter(({ kind }) => kind === from.kind)
      .map(({ name, kind }): EndChoice => {
        const title = `${titleOf(node, graph, catalog)} · ${name}`;
        const hint = isTaken({ node: id, port: name, side }) ? `${id}, replaces the wire there` : id;
        return { node: id, port: name, side, kind, title, hint };
      })
      .filter((end) => canConnect(from, end));
  });
  return found.sort((a, b) => Number(isTaken(a)) - Number(isTaken(b)));
}
