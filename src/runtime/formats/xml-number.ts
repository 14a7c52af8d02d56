const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** The number that an attribute holds, written as programs write one (decimals, NaN, Infinity); `null` for anything else. */
export function xmlNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (decimal.test(text)) return Number(text);
  if (text === 'NaN') return Number.NaN;
  if (text === 'Infinity' || text === 'INF') return Number.POSITIVE_INFINITY;
  return text === '-Infinity' || text === '-INF' ? Number.NEGATIVE_INFINITY : null;
}
