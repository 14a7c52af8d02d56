import { IconComponents, IconNote } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { portAt } from '../document/connect.ts';
import { useSavedSubgraphs } from '../library/use-saved-subgraphs.ts';
import { add, addSaved, cornerFor, graphNow, refOf, titleNow, wireOf } from './actions.ts';
import { canvasStore, type Search } from './canvas-store.ts';
import { ChoiceList } from './choice-list.tsx';
import { addCommentAt } from './commands-comment.ts';
import { familyOf } from './families.ts';
import { fitsInto } from './near-wire.ts';
import { NodeIcon } from './node-icon.tsx';
import { Popover } from './popover.tsx';
import { type Choice, keyOfChoice, searchChoices } from './search-choices.ts';
import { fittingPort, type NodeEntry, nodeEntries, searchNodes } from './search-nodes.ts';

/** Search for a node to add, where it was asked for; after a wire, only nodes that fit it. */
export function SearchPopover(props: { onAdded(id: string): void; onClosed(): void }) {
  const search = useStore(canvasStore, (state) => state.search);
  return search ? <OpenSearch key={`${search.screen.x} ${search.screen.y}`} search={search} {...props} /> : null;
}

interface Props {
  readonly search: Search;
  onAdded(id: string): void;
  onClosed(): void;
}
function OpenSearch({ search, onAdded, onClosed }: Props) {
  const { from, at, screen, onWire } = search;
  const kind = useRef(
    from
      ? (portAt(graphNow(), refOf(from), from.side === 'output' ? 'outputs' : 'inputs', catalog)?.kind ?? null)
      : null,
  ).current;
  const entries = useMemo(() => {
    const all = nodeEntries(graphNow(), catalog);
    const start = onWire === undefined ? undefined : wireOf(graphNow(), onWire)?.[0];
    if (start !== undefined) return all.filter(({ type }) => fitsInto(type, graphNow(), start));
    if (!from || !kind) return all;
    return all.filter(({ face }) => fittingPort(face, kind, from.side === 'output' ? 'input' : 'output'));
  }, [from, kind, onWire]);
  const close = () => canvasStore.setState({ search: null });
  const saved = useSavedSubgraphs();
  const isFree = !from && onWire === undefined;
  const choose = (choice: Choice) => {
    close();
    if (choice.kind === 'comment') {
      addCommentAt(at);
      return;
    }
    if (choice.kind === 'saved') {
      const [made] = addSaved(choice.saved.graph, at);
      if (made !== undefined) onAdded(made);
      return;
    }
    const { type } = choice.entry;
    const [column, row] = at;
    const corner =
      from?.side === 'output' ? ([column, row - 3] as const) : from ? ([column - 12, row - 3] as const) : null;
    const id = add({ type, at: corner ?? cornerFor(type, at), from, onWire: onWire ?? null });
    if (id !== null) onAdded(id);
  };
  return (
    <Popover screen={screen} label="Add a node" onClose={close}>
      {from && kind ? (
        <header>
          {from.side === 'output'
            ? `Takes ${kind} from ${titleNow(from.node)}`
            : `Gives ${kind} to ${titleNow(from.node)}`}
        </header>
      ) : null}
      <ChoiceList
        label="Search for a node"
        placeholder="Name or task: despeckle, count cells …"
        find={(query) => (isFree ? searchChoices(entries, saved, query) : nodesOnly(entries, query))}
        keyOf={keyOfChoice}
        nothing="No node is called that, or does that."
        render={(choice) => <ChoiceRow choice={choice} />}
        onChoose={choose}
        onClose={() => {
          close();
          onClosed();
        }}
      />
    </Popover>
  );
}

const nodesOnly = (entries: readonly NodeEntry[], query: string): readonly Choice[] =>
  searchNodes(entries, query).map((entry) => ({ kind: 'node', entry }));

function ChoiceRow({ choice }: { choice: Choice }) {
  if (choice.kind === 'node') {
    const { face } = choice.entry;
    return (
      <Row
        icon={<NodeIcon face={face} />}
        title={face.title}
        summary={face.summary}
        family={familyOf(face.family).title}
      />
    );
  }
  if (choice.kind === 'comment') {
    return (
      <Row icon={<IconNote size={18} aria-hidden />} title="Comment" summary="A free text on the canvas" family="" />
    );
  }
  const { name, graph } = choice.saved;
  const summary = graph.notes.split('\n')[0] || `${Object.keys(graph.nodes).length} nodes`;
  return <Row icon={<IconComponents size={18} aria-hidden />} title={name} summary={summary} family="Saved" />;
}

function Row({ icon, title, summary, family }: { icon: ReactNode; title: string; summary: string; family: string }) {
  return (
    <>
      {icon}
      <span>
        <strong>{title}</strong>
        <small>{summary}</small>
      </span>
      <small>{family}</small>
    </>
  );
}
