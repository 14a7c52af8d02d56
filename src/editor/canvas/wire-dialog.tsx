import { useState } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../../runtime/data/kinds.ts';
import { faceOf, titleOf } from '../document/node-face.ts';
import { kindColours } from '../shell/theme.ts';
import { connectOrSay, graphNow, titleNow } from './actions.ts';
import classes from './canvas.module.css';
import { placeAt } from './canvas-places.ts';
import { canvasStore, type WireEnd } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';
import { ChoiceList } from './choice-list.tsx';
import { Popover } from './popover.tsx';
import { canConnect } from './wire-drop.ts';

/** A wire laid without a pointer: first the end at the card, then the other one. */
export function WireDialog({ view }: { view: CanvasView }) {
  const node = useStore(canvasStore, (state) => state.wiringFrom);
  return node === null ? null : <OpenDialog key={node} node={node} view={view} />;
}

interface PortChoice extends WireEnd {
  readonly kind: Kind;
  readonly title: string;
  readonly hint: string;
}
type Target = PortChoice | 'new';

function OpenDialog({ node, view }: { node: string; view: CanvasView }) {
  const ports = portsOf(node);
  const [chosen, setChosen] = useState<PortChoice | null>(ports.length === 1 ? (ports[0] ?? null) : null);
  const [screen] = useState(() => view.beside(node));
  const close = () => {
    canvasStore.setState({ wiringFrom: null });
    view.focusCard(node);
  };
  const finish = (target: Target) => {
    canvasStore.setState({ wiringFrom: null });
    if (!chosen) return;
    if (target === 'new') {
      canvasStore.setState({ search: { screen, at: placeAt(screen), from: chosen } });
      return;
    }
    connectOrSay(chosen, target, screen);
    view.focusCard(node);
  };
  return (
    <Popover screen={screen} label={`Lay a wire at ${titleNow(node)}`} onClose={close}>
      {chosen === null ? (
        <ChoiceList<PortChoice>
          key="first"
          label={`Which port of ${titleNow(node)}?`}
          placeholder="Which port?"
          find={(query) => matching(ports, query)}
          keyOf={keyOf}
          nothing="This card has no port of that name."
          render={(port) => <PortRow port={port} />}
          onChoose={setChosen}
          onClose={close}
        />
      ) : (
        <>
          <header>
            {chosen.side === 'output' ? 'From' : 'Into'} {chosen.hint || chosen.title} ({chosen.kind})
          </header>
          <ChoiceList<Target>
            key="second"
            label={chosen.side === 'output' ? `Where does ${chosen.port} go?` : `What feeds ${chosen.port}?`}
            placeholder={chosen.side === 'output' ? 'Where to?' : 'Where from?'}
            find={(query) => [...matching(endsFor(chosen), query), 'new' as const]}
            keyOf={(target) => (target === 'new' ? 'new' : keyOf(target))}
            nothing=""
            render={(target) =>
              target === 'new' ? (
                <>
                  <span />
                  <strong>A new node …</strong>
                </>
              ) : (
                <PortRow port={target} />
              )
            }
            onChoose={finish}
            onClose={close}
          />
        </>
      )}
    </Popover>
  );
}

const keyOf = ({ node, port, side }: WireEnd): string => `${side} ${node}.${port}`;

function PortRow({ port }: { port: PortChoice }) {
  return (
    <>
      <span
        className={classes['dot']}
        style={{ background: kindColours[port.kind], justifySelf: 'center' }}
        aria-hidden
      />
      <span>
        <strong>{port.title}</strong>
        <small>{port.hint}</small>
      </span>
      <small>{port.kind}</small>
    </>
  );
}

const matching = (ports: readonly PortChoice[], query: string): readonly PortChoice[] => {
  const words = query.toLowerCase().split(/\s+/);
  return ports.filter(({ title, hint, kind, node }) =>
    words.every((word) => `${title} ${hint} ${kind} ${node}`.toLowerCase().includes(word)),
  );
};

/** Both sides of a card; outputs first. */
function portsOf(id: string): readonly PortChoice[] {
  const graph = graphNow();
  const node = graph.nodes[id];
  if (!node) return [];
  const face = faceOf(node, graph, catalog);
  const fed = (port: string) => graph.edges.find(([, to]) => to === `${id}.${port}`)?.[0];
  return [
    ...face.outputs.map(({ name, kind }) => ({
      node: id,
      port: name,
      side: 'output' as const,
      kind,
      title: name,
      hint: 'output',
    })),
    ...face.inputs.map(({ name, kind }) => ({
      node: id,
      port: name,
      side: 'input' as const,
      kind,
      title: name,
      hint: fed(name) ? `input, from ${fed(name)}` : 'input, open',
    })),
  ];
}

/** Ends of other cards to which a wire from this end can lead; open inputs first. */
function endsFor(from: PortChoice): readonly PortChoice[] {
  const graph = graphNow();
  const side = from.side === 'output' ? 'input' : 'output';
  const taken = new Set(graph.edges.map(([, to]) => to));
  const found = Object.entries(graph.nodes).flatMap(([id, node]) => {
    const face = faceOf(node, graph, catalog);
    return (side === 'input' ? face.inputs : face.outputs)
      .map(
        ({ name, kind }) =>
          ({
            node: id,
            port: name,
            side,
            kind,
            title: `${titleOf(node, graph, catalog)} · ${name}`,
            hint: side === 'input' && taken.has(`${id}.${name}`) ? `${id}, replaces the wire there` : id,
          }) satisfies PortChoice,
      )
      .filter((end) => end.kind === from.kind && canConnect(from, end));
  });
  return found.sort((a, b) => Number(taken.has(`${a.node}.${a.port}`)) - Number(taken.has(`${b.node}.${b.port}`)));
}
