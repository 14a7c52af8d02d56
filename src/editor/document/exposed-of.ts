import type { Exposed } from '../../runtime/graph/document.ts';

/** The same names exposed, written as documents are: inputs that lead nowhere and empty sides left out. */
export function tidyExposed({ inputs = {}, outputs = {}, params = {} }: Exposed): Exposed {
  const fed = Object.entries(inputs).filter(([, refs]) => refs.length > 0);
  return {
    ...(fed.length > 0 && { inputs: Object.fromEntries(fed) }),
    ...(Object.keys(outputs).length > 0 && { outputs }),
    ...(Object.keys(params).length > 0 && { params }),
  };
}

/** What is exposed, but for references that `isGone` names; the same object where none is. */
export function withoutRefs(exposed: Exposed, isGone: (ref: string) => boolean): Exposed {
  const { inputs = {}, outputs = {}, params = {} } = exposed;
  const all = [...Object.values(inputs).flat(), ...Object.values(outputs), ...Object.values(params)];
  if (!all.some(isGone)) return exposed;
  const kept = (side: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(side).filter(([, ref]) => !isGone(ref)));
  const fed = Object.entries(inputs).map(([name, refs]) => [name, refs.filter((ref) => !isGone(ref))] as const);
  return tidyExposed({ inputs: Object.fromEntries(fed), outputs: kept(outputs), params: kept(params) });
}
