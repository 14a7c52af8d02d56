import { Button, Group, Modal, Text } from '@mantine/core';
import { IconFile, IconMovie, IconPlayerPlay } from '@tabler/icons-react';
import { useSession } from '../session/session-context.tsx';
import { closeDialog } from './dialogs.ts';
import { Gallery } from './gallery.tsx';
import { DialogTitle } from './library-dialogs.tsx';
import { openNew } from './open-document.ts';
import { openMovieFiles } from './open-movie.ts';
import { startTour } from './tour-store.ts';

/** Greets the first visit: the sample, a movie of one's own, a template, or nothing at all. */
export function WelcomeDialog() {
  const session = useSession();
  const trySample = () => {
    closeDialog();
    startTour();
  };
  const own = () => {
    closeDialog();
    void openMovieFiles(session);
  };
  const empty = () => {
    closeDialog();
    void openNew();
  };
  return (
    <Modal opened onClose={closeDialog} size={1040} title={<DialogTitle text="Welcome to Cellwire" />} centered>
      <Text mb="md">
        Wire nodes into a graph, watch your live-cell movie change as you move a parameter, run all frames, and take
        tracks, tables and figures home. Nothing leaves your computer.
      </Text>
      <Group mb="lg">
        <Button leftSection={<IconPlayerPlay size={18} />} data-autofocus onClick={trySample}>
          Try with the sample movie
        </Button>
        <Button variant="default" leftSection={<IconMovie size={18} />} onClick={own}>
          Open a movie
        </Button>
        <Button variant="default" leftSection={<IconFile size={18} />} onClick={empty}>
          Start empty
        </Button>
      </Group>
      <Gallery onOpened={closeDialog} />
    </Modal>
  );
}
