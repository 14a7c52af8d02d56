import { hexOf } from '../../runtime/data/colour-of.ts';
import { idColour } from '../viewer/id-colour.ts';

/** The colour of a track or lineage in the viewer, which draws on black; darker where it is drawn on white. */
export function idColourText(id: number, isDark: boolean): string {
  const [red, green, blue] = idColour(id);
  return hexOf(isDark ? [red, green, blue] : [red * 0.78, green * 0.78, blue * 0.78]);
}
