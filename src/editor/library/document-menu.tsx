import { Button, Menu } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconBooks,
  IconChevronDown,
  IconDeviceFloppy,
  IconFile,
  IconFileText,
  IconFolder,
  IconFolderOpen,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconLink,
  IconMovie,
  IconPuzzle,
  IconSchool,
  IconTemplate,
  IconTerminal2,
  IconWorld,
} from '@tabler/icons-react';
import { useSession } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { openDialog } from './dialogs.ts';
import classes from './document-menu.module.css';
import { DocumentTitle } from './document-title.tsx';
import { openByPicker } from './import-files.ts';
import { notify } from './notify.tsx';
import { openNew, saveDocument } from './open-document.ts';
import { openMovieFiles, openMovieFolder } from './open-movie.ts';
import { SaveState } from './save-state.tsx';
import { shareFragment } from './share-link.ts';
import { startTour } from './tour-store.ts';

/** New, open, save, history, share, export; the title of the document, and whether it is saved. */
export function DocumentMenu() {
  const session = useSession();
  useHotkeys(
    [
      ['mod+s', () => void saveDocument(false)],
      ['mod+shift+s', () => void saveDocument(true)],
      ['mod+o', () => void openByPicker(session)],
    ],
    // Also while a value is being typed.
    [],
  );
  return (
    <div className={classes['bar']}>
      <Menu position="bottom-start" width={290} shadow="md" withinPortal>
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" color="gray" rightSection={<IconChevronDown size={14} />}>
            File
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes['menu']}>
          <FileItems />
          <ShareItems />
          <Menu.Divider />
          <Item icon={IconSchool} label="Take the tour" run={startTour} />
          <Item icon={IconKeyboard} label="Keyboard" run={() => openDialog('keyboard')} />
          <Item icon={IconInfoCircle} label="About Cellwire" run={() => openDialog('about')} />
        </Menu.Dropdown>
      </Menu>
      <DocumentTitle />
      <SaveState />
    </div>
  );
}

function FileItems() {
  const session = useSession();
  return (
    <>
      <Item icon={IconFile} label="New" run={() => void openNew()} />
      <Item icon={IconTemplate} label="Templates …" run={() => openDialog('templates')} />
      <Item icon={IconFolderOpen} label="Open …" keys="Ctrl O" run={() => void openByPicker(session)} />
      <Item icon={IconBooks} label="Open recent …" run={() => openDialog('recent')} />
      <Menu.Divider />
      <Item icon={IconMovie} label="Open a movie …" run={() => void openMovieFiles(session)} />
      <Item icon={IconFolder} label="Open a folder of frames …" run={() => void openMovieFolder(session)} />
      <Item icon={IconWorld} label="Open a movie from the web …" run={() => openDialog('address')} />
      <Menu.Divider />
      <Item icon={IconDeviceFloppy} label="Save" keys="Ctrl S" run={() => void saveDocument(false)} />
      <Item icon={IconDeviceFloppy} label="Save as …" keys="Ctrl Shift S" run={() => void saveDocument(true)} />
      <Item icon={IconHistory} label="History …" run={() => openDialog('history')} />
      <Menu.Divider />
    </>
  );
}

function ShareItems() {
  return (
    <>
      <Item icon={IconLink} label="Copy a link to this graph" run={() => void copyLink()} />
      <Item icon={IconTerminal2} label="Run without the editor …" run={() => openDialog('export')} />
      <Item icon={IconFileText} label="Methods for a paper …" run={() => openDialog('methods')} />
      <Item icon={IconPuzzle} label="Saved subgraphs …" run={() => openDialog('subgraphs')} />
    </>
  );
}

function Item({
  icon: Icon,
  label,
  keys,
  run,
}: {
  readonly icon: typeof IconFile;
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}) {
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden />}
      {...(keys === undefined ? {} : { rightSection: <kbd className={classes['keys']}>{keys}</kbd> })}
      onClick={run}
    >
      {label}
    </Menu.Item>
  );
}

/** Some programs cut longer addresses off. */
const longLink = 8000;

async function copyLink(): Promise<void> {
  const link = `${location.origin}${location.pathname}${shareFragment(documentStore.getState().document)}`;
  try {
    await navigator.clipboard.writeText(link);
    notify({
      kind: 'done',
      message:
        link.length > longLink
          ? 'The link is copied. It is long: some mail programs cut it off, so a file may be better.'
          : 'The link is copied. It holds the graph itself; nothing was sent anywhere.',
    });
  } catch {
    notify({
      kind: 'problem',
      message: 'The browser doesn’t let the page copy. Allow it for this page, or save a file.',
    });
  }
}
