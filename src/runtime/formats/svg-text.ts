/** Text as XML content or attribute value; characters that XML does not allow are left out. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are not allowed in XML
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}

/** A coordinate to a hundredth of a px, as short as it can be. */
export const short = (value: number): string => String(Math.round(value * 100) / 100 || 0);

/**
 * Width of a line of text in px: an estimate for a wide sans serif, the same on every machine, whatever its fonts.
 *
 * @param size  font size in px.
 */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const letter of text) {
    if (/[iljtfrI.,:;'|!()[\] ]/.test(letter)) sum += 0.36;
    else if (/[mwMW@%—]/.test(letter)) sum += 0.95;
    else if (/[A-Z]/.test(letter)) sum += 0.7;
    else sum += 0.61;
  }
  return sum * size;
}

/** A column's name and unit as a reader wants them: spaces for underscores, no unit for pure numbers. */
export function nameWithUnit(name: string, unit: string): string {
  const label = name.replaceAll('_', ' ');
  return unit === '' || unit === '1' || unit === label ? label : `${label} (${unit})`;
}

/** Text broken at spaces into lines of at most `width` px; a longer word has a line of its own. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
