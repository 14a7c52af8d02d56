import { Button, Group, Text } from '@mantine/core';
import { IconFile, IconFolder } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { FileParam } from '../../runtime/node/params.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import classes from './inspector.module.css';
import type { FieldProps } from './inspector-field.ts';

interface Props extends FieldProps<FileParam> {
  /** Step of the node whose file it is. */
  readonly step: string;
}

/** What is bound to a file parameter, and buttons that choose another. Nothing of it is stored in the document. */
export function FileField({ id, describedBy, param, step, refuse }: Props) {
  const session = useSession();
  useSessionState((state) => state.revision.get(step));
  const [isOpening, setOpening] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const takesFolder = param.accept.includes('folder');
  const endings = param.accept.filter((one) => one.startsWith('.'));
  const bound = session.bound().get(step);
  const bind = async (files: FileList | null) => {
    if (!files || files.length === 0) return;
    setOpening(true);
    refuse(null);
    try {
      await session.bind(step, [...files]);
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error));
    } finally {
      setOpening(false);
    }
  };
  return (
    <div className={classes['file']}>
      <Text size="xs" truncate title={bound ?? ''} {...(bound === undefined ? { c: 'dimmed' } : {})} aria-live="polite">
        {isOpening ? 'Opening …' : (bound ?? 'Nothing chosen yet')}
      </Text>
      <Group gap={4} wrap="nowrap">
        {endings.length > 0 && (
          <Button
            id={id}
            // The label of the row would be its name.
            aria-label="Choose file"
            size="compact-xs"
            variant="default"
            aria-describedby={describedBy}
            loading={isOpening}
            leftSection={<IconFile size={14} />}
            onClick={() => file.current?.click()}
          >
            Choose file
          </Button>
        )}
        {takesFolder && (
          <Button
            {...(endings.length === 0 ? { id } : {})}
            aria-label="Choose folder"
            size="compact-xs"
            variant="default"
            aria-describedby={describedBy}
            leftSection={<IconFolder size={14} />}
            onClick={() => folder.current?.click()}
          >
            Choose folder
          </Button>
        )}
      </Group>
      <input
        ref={file}
        type="file"
        hidden
        multiple={takesFolder}
        accept={endings.join(',')}
        aria-label="File"
        onChange={(event) => {
          void bind(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          void bind(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
