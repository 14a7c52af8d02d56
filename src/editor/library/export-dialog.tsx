import { Button, Code, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { writeDocument } from '../../runtime/graph/document.ts';
import { useSession } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { CopyBlock } from './copy-block.tsx';
import { download } from './file-system.ts';
import { fileInputs, fileNameOf, headlessCommand } from './headless-command.ts';
import { useProject } from './projects.ts';

/** The graph as a file, and the exact command that runs it without the editor. */
export function ExportDialog() {
  const session = useSession();
  const document = useStore(documentStore, (state) => state.document);
  const known = useProject(({ kept }) => kept?.project.file?.name);
  const file = known?.endsWith('.json') ? known : fileNameOf(document.title);
  const command = useMemo(() => headlessCommand(document, file, session.bound()), [document, file, session]);
  const opens = fileInputs(document);
  return (
    <Stack>
      <Text size="sm">
        The same graph runs from a command line, on one movie, a folder of movies or a cluster, and gives the same
        results. Download it, then run:
      </Text>
      <CopyBlock text={command} label="Command" />
      {opens.length > 0 && (
        <Text size="sm">
          {opens.map(({ node, doc }) => (
            <span key={node}>
              <Code>{node}</Code>: {doc}{' '}
            </span>
          ))}
          For many movies give a pattern in quotes, such as <Code>{`--input "${opens[0]?.node}=movies/*.tif"`}</Code>.
        </Text>
      )}
      <Text size="sm">
        Add <Code>--dry-run</Code> to see what would run, and <Code>--set node.parameter=value</Code> to change a
        parameter for one run.
      </Text>
      <Button
        leftSection={<IconDownload size={16} />}
        onClick={() => download(file, writeDocument(document))}
        style={{ alignSelf: 'flex-start' }}
        data-autofocus
      >
        Download {file}
      </Button>
    </Stack>
  );
}
