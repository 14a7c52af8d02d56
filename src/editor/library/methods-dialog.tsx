/** The paragraph for a paper and its references. */
export function MethodsDialog() {
  return null;
}
