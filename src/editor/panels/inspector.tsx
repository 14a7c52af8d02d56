import { useStore } from 'zustand';
import { documentStore, openGraph } from '../store/document-store.ts';
import { DocumentInspector } from './inspector-document.tsx';
import { ManyInspector } from './inspector-many.tsx';
import { NodeInspector } from './inspector-node.tsx';

/** Parameters, ports, notes and problems of what is selected. */
export function Inspector() {
  const graph = useStore(documentStore, openGraph);
  const selected = useStore(documentStore, ({ selection }) => selection.nodes);
  const ids = [...selected].filter((id) => graph.nodes[id]);
  const [first] = ids;
  if (first === undefined) return <DocumentInspector />;
  return ids.length === 1 ? <NodeInspector id={first} key={first} /> : <ManyInspector ids={ids} />;
}
