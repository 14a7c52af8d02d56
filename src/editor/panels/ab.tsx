import { ActionIcon, Button, Group, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconSwitchHorizontal, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { Param, StoredParam } from '../../runtime/node/params.ts';
import { faceOf } from '../document/node-face.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { documentStore, openGraph } from '../store/document-store.ts';
import { viewStore } from '../store/view-store.ts';
import { AbNumbers } from './ab-numbers.tsx';
import { readDownstream } from './ab-readings.ts';
import {
  abStore,
  backToA,
  type Comparison,
  endComparison,
  flip,
  isOpen,
  keepA,
  keepB,
  keepReadings,
  type Params,
  type Side,
} from './ab-store.ts';
import classes from './inspector.module.css';
import { paramLabel, unitText, valueText } from './typed-value.ts';

interface Props {
  readonly step: string;
  readonly id: string;
}
/** Quiet time after a change before numbers are read, ms. */
const patience_ms = 250;

/** Begins to compare two settings of a node. */
export function AbButton({ step, id }: Props) {
  const isComparing = useStore(abStore, ({ comparison }) => comparison?.step === step);
  if (isComparing) return null;
  return (
    <Tooltip label="Keep these settings as A, change them, and compare" multiline maw={220}>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={classes['textButton']}
        onClick={() => keepA(documentStore.getState().path, id)}
      >
        Keep A
      </Button>
    </Tooltip>
  );
}

/** Two settings of a node: a switch between them, what differs, and what comes out downstream of each. */
export function AbPanel({ step, id }: Props) {
  const comparison = useStore(abStore, (state) => state.comparison);
  if (comparison?.step !== step) return null;
  return <Panel comparison={comparison} id={id} />;
}

function Panel({ comparison, id }: { readonly comparison: Comparison; readonly id: string }) {
  const graph = useStore(documentStore, openGraph);
  const now = graph.nodes[id]?.params ?? {};
  const { side, other } = comparison;
  const [a, b] = side === 'a' ? [now, other] : [other, now];
  useReadings(comparison.step, side, now);
  useFlipKey();
  return (
    <section className={classes['ab']} aria-label="Comparison of two settings">
      <Group justify="space-between" wrap="nowrap" gap={6}>
        <SegmentedControl
          size="xs"
          aria-label="Setting that is shown"
          value={side}
          data={[
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B' },
          ]}
          onChange={(wanted) => {
            if (wanted !== side) flip();
          }}
        />
        <Tooltip label="Flip between A and B (X)">
          <ActionIcon size={24} variant="light" aria-label="Flip between A and B" aria-keyshortcuts="X" onClick={flip}>
            <IconSwitchHorizontal size={14} />
          </ActionIcon>
        </Tooltip>
        <Group gap={4} wrap="nowrap" ml="auto">
          <Button size="compact-xs" variant="default" onClick={backToA}>
            Back to A
          </Button>
          <Button size="compact-xs" variant="filled" onClick={keepB}>
            Keep B
          </Button>
          <Tooltip label="Stop comparing; what is shown stays">
            <ActionIcon size={22} variant="subtle" color="gray" aria-label="Stop comparing" onClick={endComparison}>
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Differences id={id} a={a} b={b} />
      <AbNumbers comparison={comparison} />
    </section>
  );
}

interface DifferencesProps {
  readonly id: string;
  readonly a: Params;
  readonly b: Params;
}

function Differences({ id, a, b }: DifferencesProps) {
  const graph = useStore(documentStore, openGraph);
  const node = graph.nodes[id];
  if (!node) return null;
  const { params } = faceOf(node, graph, catalog);
  const differing = [...params].filter(([name]) => a[name] !== b[name]);
  if (differing.length === 0) {
    return (
      <Text size="xs" c="dimmed" className={classes['hint']}>
        A is kept. Change a parameter below: that is B. X flips between them.
      </Text>
    );
  }
  return (
    <table className={classes['abTable']} aria-label="Parameters that differ">
      <tbody>
        {differing.map(([name, param]) => (
          <tr key={name}>
            <th scope="row">{paramLabel(name)}</th>
            <td>{shown(param, a[name])}</td>
            <td>{shown(param, b[name])}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(param: Param, stored: StoredParam | undefined): string {
  const value = stored ?? param.default;
  return valueText(value, param.type === 'number' || param.type === 'integer' ? unitText(param, value) : '');
}

/** Reads the numbers of the side that is shown, whenever they may have changed and no sooner than things are quiet. */
function useReadings(step: string, side: Side, params: Params): void {
  const session = useSession();
  const revision = useSessionState((state) => state.revision);
  const t = useStore(viewStore, (view) => view.t);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads again when results, parameters or frame change
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const { document } = documentStore.getState();
      readDownstream(session, document, step, t, controller.signal).then(
        (readings) => {
          if (!controller.signal.aborted) keepReadings(step, side, readings);
        },
        (error: unknown) => {
          if (!controller.signal.aborted) console.error(error);
        },
      );
    }, patience_ms);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [session, revision, t, step, side, params]);
}

function useFlipKey(): void {
  useEffect(() => {
    const flipOnX = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'x' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const { comparison } = abStore.getState();
      if (!comparison || !isOpen(comparison, documentStore.getState())) return;
      event.preventDefault();
      flip();
    };
    window.addEventListener('keydown', flipOnX);
    return () => window.removeEventListener('keydown', flipOnX);
  }, []);
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
