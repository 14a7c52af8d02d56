import { Autocomplete, NativeSelect, Switch, TextInput } from '@mantine/core';
import type { ChoiceParam, NumberParam, TextParam, ToggleParam } from '../../runtime/node/params.ts';
import classes from './inspector.module.css';
import type { FieldProps } from './inspector-field.ts';

/** One of a few named values. */
export function ChoiceField({ id, describedBy, param, value, set, settle }: FieldProps<ChoiceParam>) {
  const options = param.options.map((option) => ({ value: option, label: option }));
  return (
    <NativeSelect
      id={id}
      size="xs"
      aria-describedby={describedBy}
      value={value === undefined ? '' : String(value)}
      data={value === undefined ? [{ value: '', label: 'mixed' }, ...options] : options}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (chosen === '') return;
        set(chosen);
        settle();
      }}
    />
  );
}

interface ChannelProps extends FieldProps<NumberParam> {
  readonly channels: readonly string[];
}

/** A channel by its name. */
export function ChannelField({ id, describedBy, value, channels, set, settle }: ChannelProps) {
  const options = channels.map((name, at) => ({
    value: String(at + 1),
    label: name ? `${at + 1} · ${name}` : `Channel ${at + 1}`,
  }));
  const current = value === undefined ? '' : String(value);
  const isThere = options.some((option) => option.value === current);
  const lost = { value: current, label: current === '' ? 'mixed' : `${current} · the movie has no such channel` };
  return (
    <NativeSelect
      id={id}
      size="xs"
      aria-describedby={describedBy}
      error={!isThere && current !== ''}
      value={current}
      data={isThere ? options : [lost, ...options]}
      onChange={(event) => {
        const chosen = Number(event.currentTarget.value);
        if (chosen < 1) return;
        set(chosen);
        settle();
      }}
    />
  );
}

/** On or off. */
export function ToggleField({ id, describedBy, value, set, settle }: FieldProps<ToggleParam>) {
  return (
    <Switch
      id={id}
      size="xs"
      aria-describedby={describedBy}
      checked={value === true}
      {...(value === undefined ? { label: 'mixed' } : {})}
      onChange={(event) => {
        set(event.currentTarget.checked);
        settle();
      }}
    />
  );
}

interface TextProps extends FieldProps<TextParam> {
  /** Columns of the table that comes in; empty where none is known. */
  readonly columns: readonly string[];
}

/** A text; where it names columns, those of the table are offered. */
export function TextField(props: TextProps) {
  const { id, describedBy, param, value, columns, set, settle } = props;
  const shared = {
    id,
    size: 'xs',
    value: value === undefined ? '' : String(value),
    placeholder: value === undefined ? 'mixed' : param.default === '' ? 'none' : '',
    autoComplete: 'off',
    'aria-describedby': describedBy,
    onBlur: settle,
  } as const;
  if (!param.columns || columns.length === 0) {
    return <TextInput {...shared} onChange={(event) => set(event.currentTarget.value)} />;
  }
  const several = param.columns === 'several';
  const before = several ? shared.value.replace(/[^,]*$/, '') : '';
  const typed = shared.value.slice(before.length).trim().toLowerCase();
  const fitting = columns.filter((column) => column.toLowerCase().includes(typed));
  const isWhole = columns.includes(shared.value.slice(before.length).trim());
  return (
    <Autocomplete
      {...shared}
      data={(isWhole ? columns : fitting).map((column) => joined(before, column))}
      filter={({ options }) => options}
      renderOption={({ option }) => option.value.slice(option.value.lastIndexOf(',') + 1).trim()}
      maxDropdownHeight={220}
      comboboxProps={{ withinPortal: true }}
      classNames={{ option: classes['option'] ?? '' }}
      onChange={set}
      onOptionSubmit={settle}
    />
  );
}

const joined = (before: string, column: string): string =>
  before.trim() === '' ? column : `${before.trim().replace(/,$/, '')}, ${column}`;
