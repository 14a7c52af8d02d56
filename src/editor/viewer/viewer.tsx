/** The pictures of the outputs that are looked at. */
export function Viewer() {
  return null;
}
