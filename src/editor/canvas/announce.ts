import { createStore } from 'zustand/vanilla';

/** What a screen reader says next. */
export const announcement = createStore<{ readonly text: string; readonly count: number }>(() => ({
  text: '',
  count: 0,
}));

export const announce = (text: string): void => announcement.setState(({ count }) => ({ text, count: count + 1 }));
