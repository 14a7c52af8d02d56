import { useState } from 'react';
import { useStore } from 'zustand';
import { kindColours } from '../shell/theme.ts';
import { documentStore } from '../store/document-store.ts';
import { connectOrSay, outsideName, titleNow, toggleOutside } from './actions.ts';
import classes from './canvas.module.css';
import { placeAt } from './canvas-places.ts';
import { canvasStore, type WireEnd } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';
import { ChoiceList } from './choice-list.tsx';
import { Popover } from './popover.tsx';
import { type EndChoice, endsFor, portChoices } from './wire-ends.ts';

/** A wire laid without a pointer: first the end at the card, then the other one. */
export function WireDialog({ view }: { view: CanvasView }) {
  const node = useStore(canvasStore, (state) => state.wiringFrom);
  return node === null ? null : <OpenDialog key={node} node={node} view={view} />;
}

type Target = EndChoice | 'new' | 'outside';

function OpenDialog({ node, view }: { node: string; view: CanvasView }) {
  const ports = portChoices(node);
  const [chosen, setChosen] = useState<EndChoice | null>(ports.length === 1 ? (ports[0] ?? null) : null);
  const [screen] = useState(() => view.beside(node));
  const isInside = documentStore.getState().path.length > 0;
  const close = () => {
    canvasStore.setState({ wiringFrom: null });
    view.focusCard(node);
  };
  const finish = (target: Target) => {
    canvasStore.setState({ wiringFrom: null });
    if (!chosen) return;
    if (target === 'outside') {
      toggleOutside(chosen);
      view.focusCard(node);
      return;
    }
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
        <ChoiceList<EndChoice>
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
            find={(query) => [
              ...matching(endsFor(chosen), query),
              'new' as const,
              ...(isInside ? ['outside' as const] : []),
            ]}
            keyOf={(target) => (typeof target === 'string' ? target : keyOf(target))}
            nothing=""
            render={(target) =>
              typeof target === 'string' ? (
                <>
                  <span />
                  <strong>{target === 'new' ? 'A new node …' : outsideText(chosen)}</strong>
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

const outsideText = (end: EndChoice): string => {
  const name = outsideName(end);
  return name === null ? 'The outside of the subgraph' : `No longer the outside (${name})`;
};

const keyOf = ({ node, port, side }: WireEnd): string => `${side} ${node}.${port}`;

function PortRow({ port }: { port: EndChoice }) {
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

const matching = (ports: readonly EndChoice[], query: string): readonly EndChoice[] => {
  const words = query.toLowerCase().split(/\s+/);
  return ports.filter(({ title, hint, kind, node }) =>
    words.every((word) => `${title} ${hint} ${kind} ${node}`.toLowerCase().includes(word)),
  );
};
