import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useSession } from '../session/session-context.tsx';
import type { Reading } from './ab-readings.ts';
import type { Comparison } from './ab-store.ts';
import classes from './inspector.module.css';
import { requestRun } from './run-queue.ts';

interface Props {
  readonly comparison: Comparison;
}

/** The numbers downstream of both settings side by side, with what changed. */
export function AbNumbers({ comparison }: Props) {
  const session = useSession();
  const { readings, side } = comparison;
  const ofA = new Map(readings.a.map((one) => [one.key, one]));
  const ofB = new Map(readings.b.map((one) => [one.key, one]));
  const all = [...new Map([...ofA, ...ofB]).values()];
  if (all.length === 0) return null;
  const isUnknown = all.some(({ key }) => (side === 'a' ? ofA : ofB).get(key)?.value == null);
  return (
    <>
      <table className={classes['abTable']} aria-label="Numbers downstream">
        <thead>
          <tr>
            <th scope="col">Downstream</th>
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
          {all.map((reading) => (
            <tr key={reading.key}>
              <th scope="row">
                {reading.title}
                {reading.unit !== '' && <span className={classes['unitNote']}> {reading.unit}</span>}
              </th>
              <td>{text(ofA.get(reading.key))}</td>
              <td>{text(ofB.get(reading.key))}</td>
              <td>{difference(ofA.get(reading.key), ofB.get(reading.key))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isUnknown && (
        <Text size="xs" c="dimmed" component="div" className={classes['hint']}>
          – is not computed yet with {side.toUpperCase()}.{' '}
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconPlayerPlay size={12} />}
            onClick={() => requestRun(session, [...new Set(all.map(({ key }) => key.replace(/\.[^./]*$/, '')))])}
          >
            Run {side.toUpperCase()}
          </Button>
        </Text>
      )}
    </>
  );
}

function text(reading: Reading | undefined): string {
  const value = reading?.value;
  return value === undefined || value === null ? '–' : shortNumber(value);
}

function difference(a: Reading | undefined, b: Reading | undefined): string {
  if (a?.value == null || b?.value == null) return '';
  const delta = b.value - a.value;
  if (delta === 0) return '0';
  const percent = a.value === 0 ? '' : ` (${signed(Number(((100 * delta) / Math.abs(a.value)).toPrecision(2)))} %)`;
  return `${signed(delta)}${percent}`;
}

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${shortNumber(Math.abs(value))}`;
const shortNumber = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
