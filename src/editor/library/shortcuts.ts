/** The keys of one part of the editor. */
export interface ShortcutGroup {
  readonly where: string;
  /** Keys, with a space between those pressed together, and what they do. */
  readonly keys: readonly (readonly [keys: string, does: string])[];
}

/** All keys of the editor, as its help shows them; Ctrl is ⌘ on a Mac. */
export const shortcuts: readonly ShortcutGroup[] = [
  {
    where: 'Everywhere',
    keys: [
      ['Ctrl S', 'save'],
      ['Ctrl Shift S', 'save as'],
      ['Ctrl O', 'open a graph, a result or a movie'],
    ],
  },
];
