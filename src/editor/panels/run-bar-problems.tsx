import { Button, Menu, ScrollArea, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { SessionState } from '../session/session.ts';
import { useSessionState } from '../session/session-context.tsx';
import { jumpTo, stepTitle } from './jump.ts';
import { countText } from './quantities.ts';
import classes from './run-bar.module.css';

interface Fault {
  readonly step: string;
  readonly message: string;
}

/** What failed and what is not ready to run, each with a way to its node. */
export function RunProblems() {
  const warning = useSessionState((state) => state.warning);
  const problems = useSessionState((state) => state.problems);
  const steps = useSessionState((state) => state.steps);
  const failed = failures(steps);
  const open = problems.map(({ node, message }) => ({ step: node, message }));
  return (
    <>
      {warning !== null && (
        <Tooltip label={warning} multiline maw={320}>
          <Text size="xs" truncate className={classes['warning']}>
            {warning}
          </Text>
        </Tooltip>
      )}
      <Faults faults={failed} colour="red" icon={<IconCircleX size={15} />} name="error" />
      <Faults
        faults={open}
        colour="yellow"
        icon={<IconAlertTriangle size={15} />}
        name="thing to mend"
        many="things to mend"
      />
    </>
  );
}

interface Props {
  readonly faults: readonly Fault[];
  readonly colour: string;
  readonly icon: React.ReactNode;
  readonly name: string;
  readonly many?: string;
}

function Faults({ faults, colour, icon, name, many = `${name}s` }: Props) {
  if (faults.length === 0) return null;
  return (
    <Menu position="bottom" shadow="md" width={380}>
      <Menu.Target>
        <Button size="compact-xs" variant="light" color={colour} leftSection={icon} className={classes['faults']}>
          {countText(faults.length, name, many)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320} type="auto">
          {faults.map(({ step, message }, at) => (
            // two faults of one node may read the same
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn anew when it changes
            <Menu.Item key={`${step} ${at}`} onClick={() => jumpTo(step)}>
              <Text size="xs" fw={600}>
                {stepTitle(step)}
              </Text>
              <Text size="xs" c="dimmed">
                {message}
              </Text>
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function failures(steps: SessionState['steps']): readonly Fault[] {
  return [...steps].flatMap(([step, { state, reason }]) =>
    state === 'failed' ? [{ step, message: reason ?? 'It failed without a reason.' }] : [],
  );
}
