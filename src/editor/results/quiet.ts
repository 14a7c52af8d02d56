/** Colour of texts that say less: as quiet as small letters can be and still be read. */
export const quiet = 'light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-1))';
