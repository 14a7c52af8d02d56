import type { Figure } from '../../../runtime/data/figure.ts';
import { figureToSvg } from '../../../runtime/formats/figure-svg.ts';
import { withPngText } from '../../../runtime/formats/png-text.ts';
import type { OutputValue } from '../../session/session.ts';

/** The bytes that io.save-figure writes. */
export function svgOf(figure: Figure, { cautions, provenance }: OutputValue): string {
  const known = [...new Set([...cautions, ...figure.cautions])].sort();
  return figureToSvg({ ...figure, cautions: known }, provenance);
}

/**
 * The figure as a picture, with its graph in it.
 * @param scale  px of the picture for one px of the page.
 */
export async function pngOf(figure: Figure, held: OutputValue, scale = 2): Promise<Blob> {
  const svg = svgOf(figure, { ...held, provenance: '' });
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('the browser could not make a picture of this size');
    if (held.provenance === '') return blob;
    const bytes = withPngText(new Uint8Array(await blob.arrayBuffer()), held.provenance);
    return new Blob([bytes], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
