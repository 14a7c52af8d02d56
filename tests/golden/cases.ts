import { driftCases } from './drift-cases.ts';
import { filterCases } from './filter-cases.ts';
import type { GoldenCase } from './golden-case.ts';
import { measureCases } from './measure-cases.ts';
import { scoreCases } from './score-cases.ts';
import { segmentCases } from './segment-cases.ts';
import { spotCases } from './spot-cases.ts';
import { trackCases } from './track-cases.ts';

/** Every reference output that this version is held to, in the order of the table. */
export const cases: readonly GoldenCase[] = [
  ...filterCases,
  ...segmentCases,
  ...spotCases,
  ...measureCases,
  ...driftCases,
  ...trackCases,
  ...scoreCases,
];
