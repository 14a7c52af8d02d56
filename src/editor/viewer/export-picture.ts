import { download, fileNameOf } from '../results/export-file.ts';
import type { Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { viewStore } from '../store/view-store.ts';
import type { Engine } from './engine.ts';
import { snapshot } from './snapshot.ts';

/** Downloads what is seen as PNG. */
export async function savePicture(engine: Engine, session: Session): Promise<void> {
  const { shown, t } = viewStore.getState();
  const { title } = documentStore.getState().document;
  const name = fileNameOf(`${title} ${shown[0]?.step ?? ''} frame ${t + 1}`, 'picture');
  await told(engine, async () => download(`${name}.png`, await snapshot(engine, session)));
}

/** Puts what is seen on the clipboard. */
export async function copyPicture(engine: Engine, session: Session): Promise<void> {
  await told(engine, () => navigator.clipboard.write([new ClipboardItem({ 'image/png': snapshot(engine, session) })]));
}

/** A browser may refuse the clipboard: said where the picture is. */
async function told(engine: Engine, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    engine.store.setState({ failure: `the picture could not be saved: ${why}` });
    setTimeout(() => engine.store.setState({ failure: null }), 6000);
  }
}
