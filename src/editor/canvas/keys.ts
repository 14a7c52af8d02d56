const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether a key event is what `Mod+Shift+G` says. */
export function isKey(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  if ((event.ctrlKey || event.metaKey) !== wants('Mod') || event.altKey !== wants('Alt')) return false;
  const pressed = event.key === ' ' ? 'Space' : event.key === '+' ? 'Plus' : event.key;
  // Signs such as ? and / need Shift on some keyboards and not on others.
  const isSign = key === 'Plus' || (key.length === 1 && !/[a-z0-9]/i.test(key));
  if (!isSign && event.shiftKey !== wants('Shift')) return false;
  return pressed.toLowerCase() === key.toLowerCase();
}

/** Keys as people read them: `Ctrl Shift G`, on a Mac `⌘ ⇧ G`. */
export const showKeys = (keys: string): string =>
  keys
    .split('+')
    .map((part) => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (names[part] ?? part)))
    .join(' ');

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Plus: '+',
};
