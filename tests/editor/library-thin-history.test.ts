import fc from 'fast-check';
import { expect, test } from 'vitest';
import { versionsToDrop } from '../../src/editor/library/thin-history.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = 20_000 * day + 12 * hour;
const kept = (times: readonly number[], at = now) => {
  const dropped = new Set(versionsToDrop(times, at));
  return times.filter((time) => !dropped.has(time));
};

test('every version of the last hour stays', () => {
  const times = Array.from({ length: 60 }, (_, i) => now - hour + i * minute);
  expect(versionsToDrop(times, now)).toEqual([]);
});

test('between an hour and a day the newest of each hour stays, before that the newest of each day', () => {
  const times = [
    now - 3 * day - 5 * minute,
    now - 3 * day + 1 * minute,
    now - 3 * day + 9 * minute,
    now - 3 * hour + 1 * minute,
    now - 3 * hour + 50 * minute,
    now - 2 * hour + 5 * minute,
    now - 5 * minute,
  ];
  expect(versionsToDrop(times, now)).toEqual([times[1], times[3]]);
});

test('the oldest and the newest version stay, however old they are', () => {
  expect(versionsToDrop([], now)).toEqual([]);
  expect(versionsToDrop([now - 9 * day], now)).toEqual([]);
  expect(versionsToDrop([now - 9 * day, now - 9 * day + 1], now)).toEqual([]);
  expect(versionsToDrop([now - 9 * day, now - 9 * day + 1, now - 9 * day + 2], now)).toEqual([now - 9 * day + 1]);
});

test('thinning again at the same time drops nothing more, and later thinning never needs what was dropped', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 5 * day }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 2 * day }),
      (ages, later) => {
        const times = ages.map((age) => now - age).sort((a, b) => a - b);
        const once = kept(times);
        expect(kept(once)).toEqual(once);
        // Thinned twice or once at the later time: no span loses its newest version by being thinned early.
        expect(kept(once, now + later)).toEqual(kept(times, now + later));
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});
