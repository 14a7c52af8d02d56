import { Collapse, Group, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './inspector.module.css';

/** Which sections are open, for all nodes alike and for as long as the page lives. */
const remembered = new Map<string, boolean>();

interface Props {
  readonly title: string;
  readonly isOpen?: boolean;
  /** Buttons at the right end of the heading. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the inspector that folds. */
export function Section({ title, isOpen = true, tools, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(remembered.get(title) ?? isOpen);
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap" className={classes['sectionHead']}>
        <UnstyledButton
          id={id}
          className={classes['sectionTitle']}
          aria-expanded={open}
          onClick={() => {
            remembered.set(title, !open);
            setOpen(!open);
          }}
        >
          <IconChevronRight size={14} className={classes['chevron']} data-open={open} />
          {title}
        </UnstyledButton>
        <Group gap={2} wrap="nowrap">
          {tools}
        </Group>
      </Group>
      <Collapse expanded={open}>
        <div className={classes['sectionBody']}>{children}</div>
      </Collapse>
    </section>
  );
}
