/** What TrackMate says a feature measures; other words make it refuse a file. */
const dimensions = {
  px: 'LENGTH',
  'px²': 'AREA',
  'grey value': 'INTENSITY',
  s: 'TIME',
  rad: 'ANGLE',
} as const;

/** Attributes of a spot that are no features to us: they are the spot itself. */
export const spotAttributes: ReadonlySet<string> = new Set([
  'ID',
  'NAME',
  'POSITION_X',
  'POSITION_Y',
  'POSITION_Z',
  'POSITION_T',
  'FRAME',
  'RADIUS',
  'VISIBILITY',
  'ROI_N_POINTS',
  'LABEL',
]);

/** Shown in TrackMate's tables; it converts nothing by it. */
export const dimensionOf = (unit: string): string =>
  unit in dimensions ? dimensions[unit as keyof typeof dimensions] : 'NONE';

/**
 * Our unit of a feature in TrackMate's dimension: lengths and areas are converted, to px; what is neither keeps its number.
 * @param time  unit of time as the file calls it.
 */
export function unitOf(dimension: string, length: string, time: string): string {
  switch (dimension) {
    case 'LENGTH':
    case 'POSITION':
      return 'px';
    case 'AREA':
      return 'px²';
    case 'INTENSITY':
      return 'grey value';
    case 'ANGLE':
      return 'rad';
    case 'TIME':
      return time;
    case 'VELOCITY':
      return `${length}/${time}`;
    default:
      return '1';
  }
}

/**
 * Keys under which TrackMate knows features: capitals, digits and _, none twice and none that a spot has anyway.
 * `mean_intensity_ch1` and `area` are what TrackMate itself calls MEAN_INTENSITY_CH1 and AREA.
 */
export function featureKeys(names: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set(spotAttributes);
  for (const name of names) {
    const plain = name
      .toUpperCase()
      .replace(/[^A-Z0-9_]+/g, '_')
      .replace(/^(?=[^A-Z_]|$)/, '_');
    let key = plain;
    for (let again = 2; taken.has(key); again++) key = `${plain}_${again}`;
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}
