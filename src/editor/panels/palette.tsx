/** All nodes by family, with search. */
export function Palette() {
  return null;
}
