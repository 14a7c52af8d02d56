import { ActionIcon, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconArrowUpCircle, IconArrowUpCircleFilled } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Param, StoredParam } from '../../runtime/node/params.ts';
import { edit, settle } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { ChannelField, ChoiceField, TextField, ToggleField } from './inspector-choice.tsx';
import type { FieldProps } from './inspector-field.ts';
import { FileField } from './inspector-file.tsx';
import { NumberField } from './inspector-number.tsx';
import { withParam } from './param-edits.ts';
import { paramLabel, unitText, valueText } from './typed-value.ts';

/** What the rows of one node share. */
export interface ParamScene {
  /** Ids in the open graph; all of one type. */
  readonly ids: readonly string[];
  /** Step of the first of them. */
  readonly step: string;
  readonly pixel_um: number | null;
  /** Names of the channels that come in; empty where unknown. */
  readonly channels: readonly string[];
  readonly columns: readonly string[];
  readonly showDocs: boolean;
}
interface Props {
  readonly scene: ParamScene;
  readonly name: string;
  readonly param: Param;
  readonly value: StoredParam | undefined;
  readonly isDimmed: boolean;
  /** Set inside a subgraph: whether the parameter is shown on the subgraph's own card, and a switch of it. */
  readonly promotion: { readonly isPromoted: boolean; toggle(): void } | null;
}

/** One parameter: label, control, what is wrong with the text typed, and a way back to the default. */
export function ParamRow({ scene, name, param, value, isDimmed, promotion }: Props) {
  const id = useId();
  const [reason, setReason] = useState<string | null>(null);
  const label = paramLabel(name);
  const isOwn = param.type !== 'file' && value !== param.default;
  const usual = valueText(param.default, param.type === 'number' || param.type === 'integer' ? unitText(param, 0) : '');
  const set = (next: StoredParam) =>
    edit(
      `${label}: ${valueText(next)}`,
      (graph) => withParam(graph, scene.ids, name, next),
      `param:${scene.ids.join()}:${name}`,
    );
  const field: FieldProps = {
    id,
    describedBy: reason === null ? `${id}-doc` : `${id}-reason ${id}-doc`,
    name,
    param,
    value,
    pixel_um: scene.pixel_um,
    isRefused: reason !== null,
    set,
    settle,
    refuse: setReason,
  };
  return (
    <div className={classes['row']} data-dimmed={isDimmed} data-own={isOwn}>
      <Tooltip label={docOf(param, name, isDimmed)} multiline maw={320} position="left" openDelay={400}>
        <label className={classes['label']} htmlFor={id}>
          {label}
        </label>
      </Tooltip>
      <div className={classes['control']}>
        <Control field={field} scene={scene} />
      </div>
      <div className={classes['tools']}>
        {promotion && (
          <Tooltip
            label={promotion.isPromoted ? 'Shown on the card of the subgraph' : 'Show on the card of the subgraph'}
          >
            <ActionIcon
              size={20}
              variant="subtle"
              color={promotion.isPromoted ? 'indigo' : 'gray'}
              aria-pressed={promotion.isPromoted}
              aria-label={`Show ${label} on the card of the subgraph`}
              onClick={promotion.toggle}
            >
              {promotion.isPromoted ? <IconArrowUpCircleFilled size={14} /> : <IconArrowUpCircle size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
        {isOwn && (
          <Tooltip label={`Back to the default: ${usual}`}>
            <ActionIcon
              size={20}
              variant="subtle"
              color="gray"
              aria-label={`Reset ${label} to ${usual}`}
              onClick={() => {
                setReason(null);
                settle();
                set(param.default);
                settle();
              }}
            >
              <IconArrowBackUp size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {reason !== null && (
        <Text className={classes['reason']} id={`${id}-reason`} role="alert" size="xs">
          {param.type === 'file' ? reason : `${label} ${reason}. ${keptText(param, value)}`}
        </Text>
      )}
      {scene.showDocs ? (
        <Text className={classes['doc']} id={`${id}-doc`} size="xs" c="dimmed">
          {param.doc}
        </Text>
      ) : (
        <VisuallyHidden id={`${id}-doc`}>{param.doc}</VisuallyHidden>
      )}
    </div>
  );
}

function Control({ field, scene }: { readonly field: FieldProps; readonly scene: ParamScene }) {
  const { param } = field;
  switch (param.type) {
    case 'number':
    case 'integer':
      return field.name === 'channel' && scene.channels.length > 0 ? (
        <ChannelField {...field} param={param} channels={scene.channels} />
      ) : (
        <NumberField {...field} param={param} />
      );
    case 'choice':
      return <ChoiceField {...field} param={param} />;
    case 'toggle':
      return <ToggleField {...field} param={param} />;
    case 'text':
      return <TextField {...field} param={param} columns={scene.columns} />;
    case 'file':
      return <FileField {...field} param={param} step={scene.step} />;
  }
}

function docOf(param: Param, name: string, isDimmed: boolean): string {
  const range =
    param.type === 'number' || param.type === 'integer'
      ? ` Range ${valueText(param.min)} to ${valueText(param.max, unitText(param, 0))}.`
      : '';
  const only = isDimmed
    ? ` Has no effect now: it matters with ${Object.entries(param.onlyWith ?? {})
        .map(
          ([other, values]) => `${paramLabel(other).toLowerCase()} ${values.map((one) => valueText(one)).join(' or ')}`,
        )
        .join(' and ')}.`
    : '';
  return `${param.doc}${range}${only} (${name})`;
}

function keptText(param: Param, value: StoredParam | undefined): string {
  if (value === undefined) return 'Nothing is changed.';
  const isNumber = param.type === 'number' || param.type === 'integer';
  return `${valueText(value, isNumber && typeof value === 'number' ? unitText(param, value) : '')} is kept.`;
}
