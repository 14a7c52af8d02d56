const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const withSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

/**
 * A time as people say it: "today, 14:03", "yesterday, 09:12", "3 March 2026, 18:40".
 *
 * @param time  milliseconds since 1970.
 * @param fine  with seconds.
 */
export function timeText(time: number, now = Date.now(), fine = false): string {
  const of = (fine ? withSeconds : clock).format(time);
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  return `${days === 0 ? 'today' : days === 1 ? 'yesterday' : date.format(time)}, ${of}`;
}
