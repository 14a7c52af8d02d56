/**
 * Along which axis a feature of a detection is a place, by its name and unit: what moves with the detection.
 *
 * @param name  `bbox_left`, `weighted_centroid_y_ch2` ...
 * @param unit  of the feature; a place is in px, along z in planes.
 * @returns     `null` for all that is no place, such as lengths: `bbox_width`, `step_x`.
 */
export function placeAxis(name: string, unit: string): 'x' | 'y' | 'z' | null {
  const end = /^(?:bbox|(?:\w+_)?(?:centroid|centre|center|position))_([a-z]+)(?:_ch\d+)?$/.exec(name)?.[1] ?? '';
  const axis = Object.hasOwn(axes, end) ? (axes[end] ?? null) : null;
  return axis !== null && unit === (axis === 'z' ? 'plane' : 'px') ? axis : null;
}

const axes: Readonly<Record<string, 'x' | 'y' | 'z'>> = {
  x: 'x',
  left: 'x',
  right: 'x',
  y: 'y',
  top: 'y',
  bottom: 'y',
  z: 'z',
  first: 'z',
  last: 'z',
};
