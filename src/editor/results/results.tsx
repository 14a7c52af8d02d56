/** Tables, figures, lineages and files of the run. */
export function Results() {
  return null;
}
