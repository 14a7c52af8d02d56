import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../session/session-context.tsx';
import { closeDialog } from './dialogs.ts';
import { webAddress } from './open-address.ts';
import { openMovieAt } from './open-movie.ts';

/** Asks for the address of a movie on the web. */
export function AddressDialog() {
  const session = useSession();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const open = () => {
    const address = webAddress(text.trim());
    if (!address) return setError('Type a whole address that begins with https://');
    closeDialog();
    void openMovieAt(address, session);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <Stack>
        <TextInput
          label="Address of a TIFF file"
          placeholder="https://…/movie.tif"
          data-autofocus
          value={text}
          error={error}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setError(null);
          }}
        />
        <Text size="sm" c="dimmed">
          The file is loaded by your browser and goes nowhere else. The site must allow other pages to read it (CORS).
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={closeDialog}>
            Cancel
          </Button>
          <Button type="submit">Load</Button>
        </Group>
      </Stack>
    </form>
  );
}
