/** Run, pause, cancel, retry, with progress and time left. */
export function RunBar() {
  return null;
}
