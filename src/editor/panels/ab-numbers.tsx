import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../session/session-context.tsx';
import { viewStore } from '../store/view-store.ts';
import type { Reading } from './ab-readings.ts';
import type { Comparison } from './ab-store.ts';
import classes from './inspector.module.css';
import { countText } from './quantities.ts';
import { requestRun } from './run-queue.ts';

interface Props {
  readonly comparison: Comparison;
}
interface Pair {
  readonly reading: Reading;
  readonly a: number | null;
  readonly b: number | null;
}
/** Rows shown before the rest is asked for. */
const fewRows = 8;

/** The numbers downstream of both settings side by side, those that differ first. */
export function AbNumbers({ comparison }: Props) {
  const [isAll, setAll] = useState(false);
  const t = useStore(viewStore, (view) => view.t);
  const { side } = comparison;
  const pairs = pairsOf(comparison);
  if (pairs.length === 0) return null;
  const ordered = [...pairs].sort((one, other) => rank(one) - rank(other));
  const shown = isAll ? pairs : ordered.slice(0, fewRows);
  return (
    <>
      <table className={classes['abTable']} aria-label="Numbers downstream">
        <thead>
          <tr>
            <th scope="col">Downstream, frame {t}</th>
            <th scope="col" data-shown={side === 'a'}>
              A
            </th>
            <th scope="col" data-shown={side === 'b'}>
              B
            </th>
            <th scope="col">B − A</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ reading, a, b }) => (
            <tr key={reading.key} data-changed={a !== b}>
              <th scope="row" className={classes['reading']} title={titleOf(reading)}>
                {titleOf(reading)}
              </th>
              <td>{text(a)}</td>
              <td>{text(b)}</td>
              <td>{difference(a, b)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > fewRows && (
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => setAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show all ${countText(pairs.length, 'number')}`}
        </Button>
      )}
      <RunHint comparison={comparison} pairs={pairs} />
    </>
  );
}

/** What to do about numbers that are not known with the setting that is shown. */
function RunHint({ comparison: { side }, pairs }: Props & { readonly pairs: readonly Pair[] }) {
  const session = useSession();
  const unknown = pairs.filter((pair) => pair[side] === null);
  const other = side === 'a' ? 'b' : 'a';
  if (unknown.length === 0) {
    return pairs.some((pair) => pair[other] === null) ? (
      <Text size="xs" c="dimmed" className={classes['hint']}>
        Flip to {other.toUpperCase()} to read its numbers.
      </Text>
    ) : null;
  }
  const steps = [...new Set(unknown.map(({ reading }) => reading.step))];
  return (
    <Text size="xs" c="dimmed" component="div" className={classes['hint']}>
      – is not computed with {side.toUpperCase()} yet.{' '}
      <Button
        size="compact-xs"
        variant="light"
        leftSection={<IconPlayerPlay size={12} />}
        onClick={() => requestRun(session, steps)}
      >
        Run {side.toUpperCase()}
      </Button>
    </Text>
  );
}

function pairsOf({ readings }: Comparison): readonly Pair[] {
  const a = new Map(readings.a.map((one) => [one.key, one]));
  const b = new Map(readings.b.map((one) => [one.key, one]));
  return [...new Map([...a, ...b])].map(([key, reading]) => ({
    reading,
    a: a.get(key)?.value ?? null,
    b: b.get(key)?.value ?? null,
  }));
}

/** What differs comes first, then what is not known, then what is the same. */
const rank = ({ a, b }: Pair): number => (a === null || b === null ? 1 : a === b ? 2 : 0);
const titleOf = ({ title, unit }: Reading): string => (unit === '' ? title : `${title}, ${unit}`);
const text = (value: number | null): string => (value === null ? '–' : shortNumber(value));

function difference(a: number | null, b: number | null): string {
  if (a === null || b === null) return '';
  const delta = b - a;
  if (delta === 0) return '0';
  const percent = a === 0 ? '' : ` (${signed(Number(((100 * delta) / Math.abs(a)).toPrecision(2)))} %)`;
  return `${signed(delta)}${percent}`;
}

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${shortNumber(Math.abs(value))}`;
const shortNumber = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
