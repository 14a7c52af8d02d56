import { createTheme } from '@mantine/core';
import type { Kind } from '../../runtime/data/kinds.ts';

export const theme = createTheme({
  primaryColor: 'indigo',
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, monospace',
  fontSizes: { xs: '0.72rem', sm: '0.8rem', md: '0.88rem', lg: '1rem', xl: '1.15rem' },
  cursorType: 'pointer',
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
