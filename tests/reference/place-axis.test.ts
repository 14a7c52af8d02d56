import { expect, it } from 'vitest';
import { placeAxis } from '../../src/runtime/kernels/reference/place-axis.ts';

it.each([
  ['bbox_left', 'px', 'x'],
  ['bbox_top', 'px', 'y'],
  ['bbox_first', 'plane', 'z'],
  ['weighted_centroid_x_ch1', 'px', 'x'],
  ['weighted_centroid_y_ch12', 'px', 'y'],
  ['bbox_width', 'px', null],
  ['bbox_depth', 'plane', null],
  ['bbox_area', 'px²', null],
  ['step_x', 'px', null],
  ['equivalent_diameter', 'px', null],
  ['weighted_centroid_x_ch1', 'µm', null],
  ['bbox_constructor', 'px', null],
])('%s in %s is a place along %s', (name, unit, axis) => expect(placeAxis(name, unit)).toBe(axis));
