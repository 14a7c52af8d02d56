import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { catalog } from '../../nodes/library.ts';
import { parseEndpoint } from '../../runtime/graph/document.ts';
import { add, graphNow, refOf, titleNow } from '../canvas/actions.ts';
import { middleOfCanvas } from '../canvas/canvas-places.ts';
import type { WireEnd } from '../canvas/canvas-store.ts';
import { ChoiceList } from '../canvas/choice-list.tsx';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { fittingPort, nodeEntries, searchNodes } from '../canvas/search-nodes.ts';
import { type EndChoice, endsFor, portChoices } from '../canvas/wire-ends.ts';
import { connect, portAt } from '../document/connect.ts';
import { columnPitch } from '../document/grid.ts';
import { faceOf } from '../document/node-face.ts';
import { edit } from '../store/document-store.ts';
import type { OutlineItem } from './outline-items.ts';

/** What the outline asks for: a node to add, or a wire. */
export type Asking =
  | { readonly what: 'add'; readonly from: WireEnd | null }
  | { readonly what: 'connect'; readonly item: OutlineItem };

interface Props {
  readonly asking: Asking | null;
  /** Key of the line that the focus goes to; `null`: where it was. */
  onClose(key: string | null): void;
}

/** Lists to choose from, in a window of their own. */
export function OutlineDialogs({ asking, onClose }: Props) {
  return (
    <Modal
      opened={asking !== null}
      onClose={() => onClose(null)}
      title={asking?.what === 'connect' ? `Connect ${titleNow(asking.item.node)}` : 'Add a node'}
      padding="sm"
      returnFocus={false}
    >
      {asking?.what === 'add' && <AddList from={asking.from} onClose={onClose} />}
      {asking?.what === 'connect' && <ConnectList item={asking.item} onClose={onClose} />}
    </Modal>
  );
}

function AddList({ from, onClose }: { from: WireEnd | null; onClose(key: string | null): void }) {
  const entries = useMemo(() => {
    const all = nodeEntries(graphNow(), catalog);
    const kind = from
      ? portAt(graphNow(), refOf(from), from.side === 'output' ? 'outputs' : 'inputs', catalog)?.kind
      : null;
    if (!from || !kind) return all;
    return all.filter(({ face }) => fittingPort(face, kind, from.side === 'output' ? 'input' : 'output'));
  }, [from]);
  return (
    <ChoiceList
      label="Search for a node"
      placeholder="Name or task"
      find={(query) => searchNodes(entries, query)}
      keyOf={({ type }) => type}
      nothing="No node is called that, or does that."
      render={({ face }) => (
        <>
          <NodeIcon face={face} />
          <span>
            <strong>{face.title}</strong>
            <small>{face.summary}</small>
          </span>
        </>
      )}
      onChoose={({ type }) => onClose(add({ type, at: placeBeside(from), from }))}
      onClose={() => onClose(null)}
    />
  );
}

/** Right of the card that is wired, left of it for what feeds it; else the middle of the canvas. */
function placeBeside(from: WireEnd | null): readonly [number, number] {
  const at = from ? graphNow().nodes[from.node]?.at : undefined;
  if (!at) return middleOfCanvas();
  return [at[0] + (from?.side === 'output' ? columnPitch : -columnPitch), at[1]];
}

function ConnectList({ item, onClose }: { item: OutlineItem; onClose(key: string | null): void }) {
  const ports = useMemo(() => portChoices(item.node), [item.node]);
  const given = ports.find(({ side, port }) => side === 'input' && port === item.input?.port);
  const [end, setEnd] = useState<EndChoice | null>(given ?? (ports.length === 1 ? (ports[0] ?? null) : null));
  const [isNew, setNew] = useState(false);
  if (end && isNew) return <AddList from={end} onClose={onClose} />;
  const matching = (choices: readonly EndChoice[], query: string) =>
    choices.filter(({ title }) => title.toLowerCase().includes(query.trim().toLowerCase()));
  if (!end) {
    return (
      <ChoiceList<EndChoice>
        key="port"
        label="Which port?"
        placeholder="Which port?"
        find={(query) => matching(ports, query)}
        keyOf={({ side, port }) => `${side} ${port}`}
        nothing="It has no such port."
        render={(port) => <Choice title={port.title} hint={port.kind} />}
        onChoose={setEnd}
        onClose={() => onClose(null)}
      />
    );
  }
  const finish = (other: EndChoice | 'new') => {
    if (other === 'new') {
      setNew(true);
      return;
    }
    const [from, to] = end.side === 'output' ? [refOf(end), refOf(other)] : [refOf(other), refOf(end)];
    const names = `Connect ${titleNow(parseEndpoint(from).node)} to ${titleNow(parseEndpoint(to).node)}`;
    edit(names, (graph) => connect(graph, from, to, catalog));
    onClose(item.key);
  };
  return (
    <ChoiceList<EndChoice | 'new'>
      key="end"
      label={end.side === 'output' ? `Where does ${end.port} go?` : `What feeds ${end.port}?`}
      placeholder={end.side === 'output' ? 'Where to?' : 'Where from?'}
      find={(query) => [...matching(endsFor(end), query), 'new' as const]}
      keyOf={(other) => (other === 'new' ? 'new' : refOf(other))}
      nothing=""
      render={(other) =>
        other === 'new' ? (
          <Choice title="A new node …" hint="" />
        ) : (
          <Choice title={other.title} hint={faceTitle(other.node)} />
        )
      }
      onChoose={finish}
      onClose={() => onClose(null)}
    />
  );
}

function Choice({ title, hint }: { title: string; hint: string }) {
  return (
    <>
      <span />
      <strong>{title}</strong>
      <small>{hint}</small>
    </>
  );
}

function faceTitle(id: string): string {
  const node = graphNow().nodes[id];
  return node ? faceOf(node, graphNow(), catalog).title : id;
}
