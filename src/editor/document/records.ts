/** A record without some keys; the same record where it has none of them. */
export function withoutKeys<T>(
  record: Readonly<Record<string, T>>,
  keys: Iterable<string>,
): Readonly<Record<string, T>> {
  const gone = new Set(keys);
  if (!Object.keys(record).some((key) => gone.has(key))) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
}

/** An object without one optional field. */
export function withoutField<T extends object, K extends keyof T>(value: T, field: K): Omit<T, K> {
  const { [field]: _, ...rest } = value;
  return rest;
}

/** What a record itself has under a key, prototypes not asked. */
export const ownValue = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
