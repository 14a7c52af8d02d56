import {
  type Icon,
  IconArrowsMove,
  IconBrain,
  IconChartLine,
  IconChecks,
  IconCircleDashed,
  IconComponents,
  IconFileImport,
  IconFocusCentered,
  IconLayersIntersect,
  IconMicroscope,
  IconRoute,
  IconRulerMeasure,
  IconSparkles,
  IconStack2,
  IconSunLow,
  IconTag,
  IconWand,
  IconWaveSine,
  IconZoomScan,
} from '@tabler/icons-react';

export interface Family {
  readonly title: string;
  readonly icon: Icon;
  /** Of the icon's square; white text on it is readable. */
  readonly colour: string;
}

/** Families in the order in which a movie usually passes them. */
export const families: ReadonlyMap<string, Family> = new Map([
  ['io', { title: 'Open and save', icon: IconFileImport, colour: '#495057' }],
  ['drift', { title: 'Drift', icon: IconArrowsMove, colour: '#6741d9' }],
  ['bleach', { title: 'Bleaching', icon: IconSunLow, colour: '#b5460f' }],
  ['denoise', { title: 'Denoise', icon: IconWand, colour: '#1864ab' }],
  ['restore', { title: 'Restore', icon: IconSparkles, colour: '#1864ab' }],
  ['superres', { title: 'Super-resolution', icon: IconZoomScan, colour: '#0b7285' }],
  ['interpolate', { title: 'Interpolate', icon: IconStack2, colour: '#0b7285' }],
  ['label', { title: 'Artificial labelling', icon: IconTag, colour: '#2b8a3e' }],
  ['segment', { title: 'Segment', icon: IconCircleDashed, colour: '#a05a00' }],
  ['detect', { title: 'Detect spots', icon: IconFocusCentered, colour: '#b02a09' }],
  ['track', { title: 'Track', icon: IconRoute, colour: '#a3236f' }],
  ['measure', { title: 'Measure', icon: IconRulerMeasure, colour: '#087f5b' }],
  ['project', { title: 'Project', icon: IconLayersIntersect, colour: '#364fc7' }],
  ['series', { title: 'Time series', icon: IconWaveSine, colour: '#087f5b' }],
  ['figure', { title: 'Figures', icon: IconChartLine, colour: '#716400' }],
  ['quality', { title: 'Quality', icon: IconChecks, colour: '#2b8a3e' }],
  ['model', { title: 'Models', icon: IconBrain, colour: '#862e9c' }],
  ['scope', { title: 'Microscope', icon: IconMicroscope, colour: '#0b7285' }],
  ['graph', { title: 'Subgraphs', icon: IconComponents, colour: '#495057' }],
]);

const other: Family = { title: 'Other', icon: IconComponents, colour: '#495057' };

/** Title, icon and colour of a family; a family that is not listed gets plain ones under its own name. */
export const familyOf = (name: string): Family => families.get(name) ?? { ...other, title: name };
