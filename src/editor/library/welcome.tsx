import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../session/session-context.tsx';
import { Questions } from './ask.tsx';
import { dialogStore } from './dialogs.ts';
import { DropZone } from './drop-zone.tsx';
import { LibraryDialogs } from './library-dialogs.tsx';
import { Notifications } from './notify.tsx';
import { startLibrary } from './start-library.ts';
import { TabBanner } from './tab-banner.tsx';
import { Tour } from './tour.tsx';
import { WelcomeDialog } from './welcome-dialog.tsx';

/** Opens the last document or greets the first visit; dialogs, notes and the tour of the library. */
export function Welcome() {
  const session = useSession();
  const open = useStore(dialogStore, (state) => state.open);
  useEffect(() => startLibrary(session), [session]);
  return (
    <>
      <TabBanner />
      {open === 'welcome' && <WelcomeDialog />}
      <LibraryDialogs />
      <DropZone />
      <Tour />
      <Questions />
      <Notifications />
    </>
  );
}
