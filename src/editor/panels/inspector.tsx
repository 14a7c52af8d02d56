/** Parameters, ports, notes and problems of what is selected. */
export function Inspector() {
  return null;
}
