import { createStore } from 'zustand/vanilla';

export type DialogName =
  | 'templates'
  | 'recent'
  | 'history'
  | 'export'
  | 'methods'
  | 'subgraphs'
  | 'address'
  | 'keyboard'
  | 'about'
  | 'welcome';
/** Which dialog of the library is open. */
export const dialogStore = createStore<{ readonly open: DialogName | null }>(() => ({ open: null }));

/** Opens a dialog of the library, from anywhere in the editor. */
export const openDialog = (name: DialogName): void => dialogStore.setState({ open: name });
export const closeDialog = (): void => dialogStore.setState({ open: null });
