import { templates } from '../../nodes/library.ts';
import { withSample } from '../../nodes/sample.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import type { Session } from '../session/session.ts';
import { documentStore, load } from '../store/document-store.ts';
import { openDialog } from './dialogs.ts';
import { dismiss, notify } from './notify.tsx';
import { loadNamedAddresses } from './open-address.ts';
import { mainTemplate, openLink, openTemplate, sentenceOf } from './open-document.ts';
import { rememberedProject } from './project-keeper.ts';
import { projects } from './projects.ts';
import { isActive, resume } from './resume.ts';
import { holdsGraph } from './share-link.ts';

let hasOpened = false;

/**
 * Opens what the page is for: the graph of its link, the last project, or the main template on the sample.
 * @returns what ends the watching; opening is done once a page.
 */
export function startLibrary(session: Session): () => void {
  // Effects run twice in development.
  if (!hasOpened) {
    hasOpened = true;
    openFirst(session).catch(openUnkept);
  }
  const onHash = () => void followLink(session);
  addEventListener('hashchange', onHash);
  const endings = [watchRuns(session), watchRefusals(), () => removeEventListener('hashchange', onHash)];
  return () => {
    for (const end of endings) end();
  };
}

function openUnkept(error: unknown): void {
  notify({
    kind: 'problem',
    message: `This browser keeps nothing: save your graph to a file. ${sentenceOf(error)}.`,
  });
  load(withSample(parseDocument(templates.get(mainTemplate) ?? ''), new Set()));
}

async function openFirst(session: Session): Promise<void> {
  const fragment = takeFragment();
  const keeper = await projects();
  const id = rememberedProject();
  const isBack = id !== null && (await keeper.open(id));
  const isLinked = fragment !== null && (await openLink(fragment));
  if (isLinked) return loadNamedAddresses(documentStore.getState().document, session);
  if (!isBack) {
    await openTemplate(mainTemplate, true);
    openDialog('welcome');
    return;
  }
  await resume(session);
}

async function followLink(session: Session): Promise<void> {
  const fragment = takeFragment();
  if (fragment !== null && (await openLink(fragment))) {
    await loadNamedAddresses(documentStore.getState().document, session);
  }
}

/** The graph's fragment, which leaves the address: reloading must not open it over what was edited since. */
function takeFragment(): string | null {
  const { hash } = location;
  if (!holdsGraph(hash)) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return hash;
}

/** Notes in the project that a run has begun, so that the next visit knows if it was cut off. */
function watchRuns(session: Session): () => void {
  let wasActive = isActive(session.state.getState().run);
  return session.state.subscribe(({ run }) => {
    if (isActive(run) === wasActive) return;
    wasActive = isActive(run);
    if (wasActive) dismiss('interrupted');
    void projects()
      .then((keeper) => keeper.note({ running: isActive(run) }))
      .catch(() => {
        // Where nothing is kept there is nothing to go on with either.
      });
  });
}

/** Says why an edit was refused, where it was. */
function watchRefusals(): () => void {
  return documentStore.subscribe(({ refused, readOnly }, before) => {
    if (refused === before.refused || readOnly === null) return;
    notify({
      message: readOnly,
      action: { label: 'Edit here', run: () => void projects().then((keeper) => keeper.takeOver()) },
      key: 'refused',
    });
  });
}
