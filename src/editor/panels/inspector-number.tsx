import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { isLength, type NumberParam, type StoredParam } from '../../runtime/node/params.ts';
import classes from './inspector.module.css';
import type { FieldProps } from './inspector-field.ts';
import { type SliderScale, sliderScale } from './slider-scale.ts';
import { isInMicrons, numberOf, numberText, otherUnit, paramLabel, readTyped, unitText } from './typed-value.ts';

interface Draft {
  readonly text: string;
  /** What the text stands for; `null` while it stands for nothing allowed. */
  readonly value: StoredParam | null;
}
type Props = FieldProps<NumberParam>;

/** A number with its unit, and a slider where the range is sensible. */
export function NumberField(props: Props) {
  const { name, param, value, pixel_um } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const inMicrons = value !== undefined && isInMicrons(param, value);
  const isTyping = draft !== null && (draft.value === null || draft.value === value);
  const type = (text: string) => {
    const typed = readTyped(text, param, inMicrons, pixel_um);
    const read = 'value' in typed ? typed.value : null;
    setDraft({ text, value: read });
    props.refuse('reason' in typed ? typed.reason : null);
    if (read !== null) props.set(read);
  };
  const end = () => {
    setDraft(null);
    props.settle();
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') end();
    if (event.key === 'Escape') {
      props.refuse(null);
      end();
    }
    const towards = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (towards === 0 || value === undefined) return;
    event.preventDefault();
    type(numberText(stepped(param, value, towards * (event.shiftKey ? 10 : 1))));
  };
  return (
    <div className={classes['number']}>
      <Slider {...props} />
      <TextInput
        id={props.id}
        size="xs"
        className={classes['numberInput']}
        value={isTyping ? draft.text : value === undefined ? '' : numberText(numberOf(value))}
        placeholder={value === undefined ? 'mixed' : ''}
        inputMode="decimal"
        autoComplete="off"
        error={props.isRefused}
        aria-invalid={props.isRefused}
        aria-describedby={props.describedBy}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={(event) => {
          props.refuse(null);
          event.currentTarget.select();
        }}
        onBlur={end}
        onKeyDown={keys}
        onKeyUp={(event) => {
          if (event.key.startsWith('Arrow')) props.settle();
        }}
        rightSectionWidth="auto"
        rightSection={<Unit {...props} inMicrons={inMicrons} label={paramLabel(name)} />}
      />
    </div>
  );
}

/** The unit in the field; for a length the switch between px and µm. */
function Unit({
  param,
  value,
  pixel_um,
  set,
  settle,
  label,
  inMicrons,
}: Props & { readonly label: string; readonly inMicrons: boolean }) {
  const text = unitText(param, value ?? param.default);
  if (text === '') return null;
  if (!isLength(param) || value === undefined) return <span className={classes['unit']}>{text}</span>;
  const other = otherUnit(param, value, pixel_um);
  const hint =
    other !== null
      ? `Give it in ${inMicrons ? 'px' : 'µm'}: ${typeof other === 'number' ? `${numberText(other)} ${param.unit}` : other}`
      : pixel_um === null
        ? 'The pixel size is not recorded: set it where the movie is opened, to give lengths in µm'
        : `This value has no ${inMicrons ? 'px' : 'µm'} within the range`;
  return (
    <Tooltip label={hint}>
      <ActionIcon
        variant="transparent"
        className={classes['unitSwitch']}
        data-microns={inMicrons}
        aria-label={`Unit of ${label}: ${text}. ${hint}`}
        aria-disabled={other === null}
        onClick={() => {
          if (other === null) return;
          set(other);
          settle();
        }}
      >
        {text}
      </ActionIcon>
    </Tooltip>
  );
}

function Slider({ name, param, value, pixel_um, set, settle, refuse }: Props) {
  const inMicrons = value !== undefined && isInMicrons(param, value);
  const inParamUnit = inMicrons ? otherUnit({ ...param, type: 'number' }, value, pixel_um) : value;
  const current = typeof inParamUnit === 'number' ? inParamUnit : null;
  const scale = name === 'channel' ? null : sliderScale(param, current ?? param.default);
  if (!scale || (current === null && value !== undefined)) return null;
  return (
    <input
      type="range"
      className={classes['slider']}
      aria-label={`${paramLabel(name)}, slider`}
      aria-valuetext={value === undefined ? 'mixed' : `${numberText(numberOf(value))} ${unitText(param, value)}`}
      min={0}
      max={scale.steps}
      step={1}
      value={Math.round(scale.positionOf(current ?? param.default))}
      onChange={(event) => {
        const from = scale.positionOf(current ?? param.default);
        const next = movedValue(scale, from, Number(event.currentTarget.value), current);
        refuse(null);
        set(inMicrons ? (otherUnit(param, next, pixel_um) ?? next) : next);
      }}
      onPointerUp={settle}
      onKeyUp={settle}
      onBlur={settle}
    />
  );
}

/** The value at a position; where it is the same as before, the next one in the direction of the move. */
function movedValue(scale: SliderScale, from: number, to: number, current: number | null): number {
  const towards = to > from ? 1 : -1;
  let position = to;
  while (scale.valueAt(position) === current && position > 0 && position < scale.steps) position += towards;
  return scale.valueAt(position);
}

/** The value some steps on, within the range; where the parameter has no step, a tenth of the leading digit's place. */
function stepped(param: NumberParam, value: StoredParam, steps: number): number {
  const number = numberOf(value);
  if (isInMicrons(param, value)) return Math.max(0, number + steps * placeOf(number));
  const step = param.step ?? (param.type === 'integer' ? 1 : placeOf(number || param.default || 1));
  return Math.min(param.max, Math.max(param.min, Number((number + steps * step).toPrecision(10))));
}

const placeOf = (value: number): number => 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 1);
