import { Portal, Text } from '@mantine/core';
import { IconDragDrop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSession } from '../session/session-context.tsx';
import classes from './drop-zone.module.css';
import { droppedFiles, importFiles } from './import-files.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Takes files that are dropped anywhere on the page; parts of the page that take them themselves come first. */
export function DropZone() {
  const session = useSession();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Only when the pointer leaves the page, not one of its parts.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event) || event.defaultPrevented || !event.dataTransfer) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then((files) => importFiles(files, session));
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [session]);
  if (!isOver) return null;
  return (
    <Portal>
      <div className={classes['zone']}>
        <IconDragDrop size={40} aria-hidden />
        <Text fw={600}>Drop a movie, a graph or a result</Text>
        <Text size="sm" c="dimmed">
          Several TIFF files, or a folder of them, are the frames of one movie.
        </Text>
      </div>
    </Portal>
  );
}
