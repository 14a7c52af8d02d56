import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-block.module.css';

/** Text to be copied: a command, a paragraph, references. */
export function CopyBlock({
  text,
  label,
  prose = false,
}: {
  readonly text: string;
  /** What it is: "Command". */
  readonly label: string;
  readonly prose?: boolean;
}) {
  return (
    <section className={classes['block']} aria-label={label}>
      {/* Scrolls, so the keyboard must get there. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached with Tab */}
      <pre className={prose ? classes['prose'] : classes['code']} tabIndex={0}>
        {text}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            className={classes['copy']}
            size="compact-sm"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
            aria-label={`Copy: ${label}`}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
