import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './canvas.module.css';

interface Props<T> {
  readonly label: string;
  readonly placeholder: string;
  /** What answers a query, best first. */
  readonly find: (query: string) => readonly T[];
  readonly keyOf: (item: T) => string;
  readonly nothing: string;
  render(item: T): ReactNode;
  onChoose(item: T): void;
  onClose(): void;
}
const mostShown = 60;

/** A field with a list that narrows while typing; arrows move, Enter chooses, Escape closes. */
export function ChoiceList<T>({ label, placeholder, find, keyOf, nothing, render, onChoose, onClose }: Props<T>) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = find(query).slice(0, mostShown);
  const at = Math.min(active, Math.max(0, found.length - 1));
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const item = found[at];
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && item !== undefined) onChoose(item);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={classes['query']}
        // biome-ignore lint/a11y/noAutofocus: the popover opens to be typed into
        autoFocus
        data-autofocus
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        placeholder={placeholder}
        value={query}
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} className={classes['results']} id={`${id}-list`} role="listbox" aria-label={label}>
        {found.map((item, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and hears the keys, as a combobox does
          <div
            key={keyOf(item)}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            className={classes['result']}
            onPointerMove={() => setActive(i)}
            onClick={() => onChoose(item)}
          >
            {render(item)}
          </div>
        ))}
      </div>
      {found.length === 0 && <div className={classes['none']}>{nothing}</div>}
    </>
  );
}
