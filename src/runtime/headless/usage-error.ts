/** A command line that can't be carried out: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the process ends with. */
export const exitCodes = {
  ok: 0,
  nodeFailed: 1,
  usage: 2,
  invalidGraph: 3,
  unreadableInput: 4,
  interrupted: 130,
} as const;

/** A file that the user named and that can't be read: exit code 4. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
