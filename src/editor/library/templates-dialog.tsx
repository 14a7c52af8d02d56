import { closeDialog } from './dialogs.ts';
import { Gallery } from './gallery.tsx';

/** The templates, to begin a graph with. */
export function TemplatesDialog() {
  return <Gallery onOpened={closeDialog} />;
}
