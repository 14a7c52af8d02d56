/** The graph that is open, as cards and wires. */
export function Canvas() {
  return null;
}
