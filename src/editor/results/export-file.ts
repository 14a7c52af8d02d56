/** Milliseconds of work before the page may draw again. */
const turn_ms = 12;

/** Gives a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Text piece by piece as one file, the page staying responsive. */
export async function blobOf(parts: Iterable<string>, type: string): Promise<Blob> {
  const blobs: Blob[] = [];
  let texts: string[] = [];
  let began = performance.now();
  for (const part of parts) {
    texts.push(part);
    if (performance.now() - began < turn_ms) continue;
    blobs.push(new Blob(texts));
    texts = [];
    await breathe();
    began = performance.now();
  }
  return new Blob([...blobs, ...texts], { type });
}

export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A file name from a title: letters and digits of any script, `-` between. */
export const fileNameOf = (title: string, fallback: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || fallback;
