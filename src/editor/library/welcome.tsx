/** Templates with pictures, and the tour of a first visit. */
export function Welcome() {
  return null;
}
