import { Badge, type CSSVariablesResolver, createTheme, Modal } from '@mantine/core';
import type { Kind } from '../../runtime/data/kinds.ts';

export const theme = createTheme({
  primaryColor: 'indigo',
  // One shade darker than usual in light: white words on it are read by all (4.5 to 1).
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, monospace',
  fontSizes: { xs: '0.72rem', sm: '0.8rem', md: '0.88rem', lg: '1rem', xl: '1.15rem' },
  cursorType: 'pointer',
  components: {
    // Words on a tint of their own colour are darker than it in light, so that they read at 4.5 to 1.
    Badge: Badge.extend({
      styles: (_, { variant }) =>
        variant === 'light'
          ? { label: { color: 'light-dark(color-mix(in srgb, var(--badge-color) 60%, #000), var(--badge-color))' } }
          : {},
    }),
    // The head of a dialog is no landmark of the page; its cross says what it does.
    Modal: Modal.extend({
      defaultProps: { attributes: { header: { role: 'none' } }, closeButtonProps: { 'aria-label': 'Close' } },
    }),
  },
});

/** Grey words are at least 5 to 1 on every ground that the editor has, in light and in dark. */
export const readableGreys: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5a6169', '--mantine-color-placeholder': '#676e76' },
  dark: { '--mantine-color-dimmed': '#a6a6a6', '--mantine-color-placeholder': '#9a9a9a' },
});

/** Colour of wires and ports by what they carry; told apart in light and dark and by the colour-blind (after Okabe and Ito). */
export const kindColours: Readonly<Record<Kind, string>> = {
  Movie: '#3b82f6',
  Labels: '#e69f00',
  Spots: '#d55e00',
  Tracks: '#cc79a7',
  Table: '#009e73',
  Transform: '#8b7fd6',
  Shapes: '#56b4e9',
  Figure: '#b8a800',
};
