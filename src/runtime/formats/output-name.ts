/**
 * The name of an output file.
 *
 * @param name       as the user gave it; the extension is added where it is missing.
 * @param extension  `.tif`; of several, the first is added.
 * @throws RangeError where it is no plain file name: a document must not choose a folder.
 */
export function outputName(name: string, ...extensions: readonly [string, ...string[]]): string {
  const bare = name.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be in a file name
  if (bare === '' || bare.length > 200 || bare.startsWith('.') || /[\\/:*?"<>|\u0000-\u001f]/.test(bare)) {
    throw new RangeError(`name is "${name}", expected a plain file name such as "result${extensions[0]}"`);
  }
  return extensions.some((extension) => bare.toLowerCase().endsWith(extension)) ? bare : bare + extensions[0];
}
