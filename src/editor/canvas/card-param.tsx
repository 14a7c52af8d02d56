import { useRef, useState } from 'react';
import { catalog } from '../../nodes/library.ts';
import type { NumberParam, Param, StoredParam } from '../../runtime/node/params.ts';
import { rejectParam } from '../../runtime/node/params.ts';
import { setParam } from '../document/set-param.ts';
import { edit, settle } from '../store/document-store.ts';
import classes from './card.module.css';
import { CardFile } from './card-file.tsx';

interface Props {
  readonly node: string;
  readonly step: string;
  readonly name: string;
  readonly param: Param;
  readonly value: StoredParam;
}

/** One parameter on a card: a number is typed, stepped with the arrow keys or dragged at its name. */
export function CardParam({ node, step, name, param, value }: Props) {
  if (param.type === 'file') return <CardFile node={node} step={step} param={param} name={name} />;
  const set = (next: StoredParam) => setValue(node, name, param, next);
  return (
    <div className={`${classes['param']} nodrag`} title={param.doc}>
      {param.type === 'choice' ? (
        <>
          <label htmlFor={`${step} ${name}`}>{labelOf(name)}</label>
          <select
            id={`${step} ${name}`}
            value={String(value)}
            onChange={(event) => {
              set(event.currentTarget.value);
              settle();
            }}
          >
            {param.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </>
      ) : param.type === 'number' || param.type === 'integer' ? (
        <NumberField id={`${step} ${name}`} name={name} param={param} value={value} onSet={set} />
      ) : null}
    </div>
  );
}

function setValue(node: string, name: string, param: Param, value: StoredParam): void {
  if (rejectParam(param, value) !== null) return;
  edit(`Change ${labelOf(name)}`, (graph) => setParam(graph, node, name, value, catalog), `param ${node}.${name}`);
}

interface NumberProps {
  readonly id: string;
  readonly name: string;
  readonly param: NumberParam;
  readonly value: StoredParam;
  onSet(value: StoredParam): void;
}
function NumberField({ id, name, param, value, onSet }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const drag = useRef<{ x: number; from: number } | null>(null);
  const step = param.step ?? (param.type === 'integer' ? 1 : 0.1);
  const number = typeof value === 'number' ? value : Number.parseFloat(String(value));
  const clamp = (next: number) => Math.min(param.max, Math.max(param.min, Number(next.toFixed(6))));
  const commit = (text: string) => {
    setTyped(null);
    const trimmed = text.trim();
    const plain = Number(trimmed);
    onSet(trimmed !== '' && Number.isFinite(plain) ? (param.type === 'integer' ? Math.round(plain) : plain) : trimmed);
    settle();
  };
  const isWrong = typed !== null && typed.trim() !== '' && rejectParam(param, asValue(typed)) !== null;
  return (
    <>
      <label
        htmlFor={id}
        className={classes['scrub']}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, from: number };
        }}
        onPointerMove={(event) => {
          const { current } = drag;
          if (!current || Math.abs(event.clientX - current.x) < 3) return;
          const fine = event.shiftKey ? 0.1 : 1;
          const steps = Math.round((event.clientX - current.x) / 4) * fine;
          const next = clamp(current.from + steps * step);
          onSet(param.type === 'integer' ? Math.round(next) : next);
        }}
        onPointerUp={() => {
          drag.current = null;
          settle();
        }}
      >
        {labelOf(name)}
      </label>
      <input
        id={id}
        inputMode="decimal"
        role="spinbutton"
        aria-valuenow={number}
        aria-invalid={isWrong}
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => typed !== null && commit(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(event.currentTarget.value);
          else if (event.key === 'Escape') setTyped(null);
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            const size = step * (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1);
            setTyped(null);
            onSet(clamp((Number.isFinite(number) ? number : 0) + size));
          } else return;
          event.stopPropagation();
        }}
      />
      {param.unit !== '1' && typeof value === 'number' && (
        <span className={classes['unit']}>{shortUnit(param.unit)}</span>
      )}
    </>
  );
}

const asValue = (text: string): StoredParam => (Number.isFinite(Number(text)) ? Number(text) : text);

/** `maxShift` → `max shift`. */
export const labelOf = (name: string): string =>
  name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

const shortUnit = (unit: string): string => (unit === 'grey value' ? '' : unit === 'frame' ? 'fr' : unit);
