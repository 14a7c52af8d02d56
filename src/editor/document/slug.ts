/**
 * A readable id from any text: small letters, digits and hyphens.
 * @returns `fallback` where nothing of the text is left.
 */
export function slug(text: string, fallback = 'node'): string {
  const kept = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return kept === '' ? fallback : kept;
}
