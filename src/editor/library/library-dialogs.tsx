import { Center, Loader, Modal, Text } from '@mantine/core';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { closeDialog, type DialogName, dialogStore } from './dialogs.ts';

type Body = LazyExoticComponent<ComponentType>;
interface Dialog {
  readonly title: string;
  /** px */
  readonly width: number;
  readonly body: Body;
}
/** Not needed to show the page: loaded when opened. */
const dialogs: Readonly<Record<Exclude<DialogName, 'welcome'>, Dialog>> = {
  templates: {
    title: 'Templates',
    width: 1040,
    body: lazy(async () => ({ default: (await import('./templates-dialog.tsx')).TemplatesDialog })),
  },
  recent: {
    title: 'Recent graphs',
    width: 760,
    body: lazy(async () => ({ default: (await import('./recent-dialog.tsx')).RecentDialog })),
  },
  history: {
    title: 'History of this graph',
    width: 1080,
    body: lazy(async () => ({ default: (await import('./history-dialog.tsx')).HistoryDialog })),
  },
  export: {
    title: 'Run without the editor',
    width: 680,
    body: lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog })),
  },
  methods: {
    title: 'Methods for a paper',
    width: 820,
    body: lazy(async () => ({ default: (await import('./methods-dialog.tsx')).MethodsDialog })),
  },
  subgraphs: {
    title: 'Saved subgraphs',
    width: 760,
    body: lazy(async () => ({ default: (await import('./subgraphs-dialog.tsx')).SubgraphsDialog })),
  },
  address: {
    title: 'Open a movie from the web',
    width: 560,
    body: lazy(async () => ({ default: (await import('./address-dialog.tsx')).AddressDialog })),
  },
  keyboard: {
    title: 'Keyboard',
    width: 820,
    body: lazy(async () => ({ default: (await import('./keyboard-dialog.tsx')).KeyboardDialog })),
  },
  about: {
    title: 'About Cellwire',
    width: 680,
    body: lazy(async () => ({ default: (await import('./about-dialog.tsx')).AboutDialog })),
  },
};

/** The dialog of the document menu that is open. */
export function LibraryDialogs() {
  const open = useStore(dialogStore, (state) => state.open);
  if (open === null || open === 'welcome') return null;
  const { title, width, body: Content } = dialogs[open];
  return (
    <Modal opened onClose={closeDialog} title={<DialogTitle text={title} />} size={width} centered>
      <Suspense
        fallback={
          <Center h={160}>
            <Loader />
          </Center>
        }
      >
        <Content />
      </Suspense>
    </Modal>
  );
}

/** The title of a dialog; it stands in a heading. */
export function DialogTitle({ text }: { readonly text: string | undefined }) {
  return (
    <Text span fw={650} size="lg">
      {text}
    </Text>
  );
}
