/** New, open, save, history, share, export. */
export function DocumentMenu() {
  return null;
}
