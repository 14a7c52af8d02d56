/**
 * Labels in the type of a file.
 *
 * @param t  frame, for the message.
 * @throws RangeError where a label doesn't fit.
 */
export function labelsAs(labels: Uint32Array, type: 'uint16' | 'uint32', t: number): Uint16Array | Uint32Array {
  if (type === 'uint32') return labels;
  const out = new Uint16Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label > 65535) throw new RangeError(`label ${label} in frame ${t} doesn't fit 16 bit: set type to uint32`);
    out[i] = label;
  }
  return out;
}
