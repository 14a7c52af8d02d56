import { Button, Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { documentStore } from '../store/document-store.ts';
import { openDocument } from './open-document.ts';
import { projects, useProject } from './projects.ts';
import classes from './tab-banner.module.css';

/** Says that another tab edits the graph, and lets this one take over. */
export function TabBanner() {
  const isReader = useProject(({ role }) => role === 'reader');
  const [isTaking, setTaking] = useState(false);
  if (!isReader) return null;
  const takeOver = async () => {
    setTaking(true);
    await (await projects()).takeOver();
    setTaking(false);
  };
  const copy = () => {
    const { document } = documentStore.getState();
    return openDocument({ ...document, title: `${document.title} (copy)` }, 'Copied from another tab');
  };
  return (
    <section className={classes['banner']} aria-label="Read only">
      <Group gap="sm" wrap="nowrap">
        <IconEye size={18} aria-hidden />
        <Text size="sm">Another tab edits this graph. This one reads along.</Text>
        <Button size="compact-sm" loading={isTaking} onClick={() => void takeOver()}>
          Edit here
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          Work on a copy
        </Button>
      </Group>
    </section>
  );
}
