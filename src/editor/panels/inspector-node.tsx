import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { subgraphOf } from '../document/graph-at.ts';
import { faceOf } from '../document/node-face.ts';
import { documentStore, openGraph } from '../store/document-store.ts';
import { AbButton, AbPanel } from './ab.tsx';
import classes from './inspector.module.css';
import { Help } from './inspector-help.tsx';
import { MovieFacts } from './inspector-movie.tsx';
import { Note } from './inspector-note.tsx';
import { Params } from './inspector-params.tsx';
import { Ports } from './inspector-ports.tsx';
import { Problems } from './inspector-problems.tsx';
import { Section } from './inspector-section.tsx';
import { NodeTitle } from './inspector-title.tsx';
import { StaleNotice } from './why-stale.tsx';

interface Props {
  readonly id: string;
}

/** All about one node. */
export function NodeInspector({ id }: Props) {
  const graph = useStore(documentStore, openGraph);
  const path = useStore(documentStore, (state) => state.path);
  const node = graph.nodes[id];
  if (!node) return null;
  const face = faceOf(node, graph, catalog);
  const step = [...path, id].join('/');
  const definition = catalog.nodes.get(node.type);
  const inner = subgraphOf(graph, id, catalog);
  return (
    <div className={classes['inspector']} key={step}>
      <NodeTitle id={id} step={step} type={node.type} title={node.title} face={face} />
      <MovieFacts id={id} face={face} />
      <Problems step={step} />
      <StaleNotice step={step} />
      <AbPanel step={step} id={id} />
      <Params ids={[id]} nodes={[node]} face={face} tools={<AbButton step={step} id={id} />} />
      <Ports id={id} face={face} />
      <Section title="Note" isOpen={node.note !== undefined}>
        <Note id={id} note={node.note ?? ''} />
      </Section>
      <Help help={definition?.help ?? inner?.notes ?? ''} sources={definition?.sources ?? []} />
    </div>
  );
}
