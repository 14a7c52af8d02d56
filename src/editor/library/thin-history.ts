const hour = 3_600_000;
const day = 24 * hour;

/**
 * Which versions a history can do without: all of the last hour stay, then the newest of each hour, and the newest of
 * each day where they are older than a day. The newest and the oldest of all stay.
 *
 * @param times  milliseconds since 1970, ascending.
 * @param now    the same; times after it stay.
 * @returns      those to drop, ascending.
 * @cost         O(n).
 */
export function versionsToDrop(times: readonly number[], now: number): readonly number[] {
  const drop: number[] = [];
  for (let i = 1; i < times.length - 1; i++) {
    const time = times[i] as number;
    const age = now - time;
    if (age <= hour) break;
    // Spans are counted on the clock, so that what stays does not depend on when the history is thinned.
    const span = age <= day ? hour : day;
    if (Math.floor(time / span) === Math.floor((times[i + 1] as number) / span)) drop.push(time);
  }
  return drop;
}
