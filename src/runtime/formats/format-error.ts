/**
 * `damaged`: the bytes contradict themselves or end too early · `ambiguous`: the user must say what the file means ·
 * `gap`: files that are numbered leave a number out.
 */
export type FormatCode = 'damaged' | 'unsupported' | 'ambiguous' | 'missing' | 'gap';

/** A file or folder that can't be used as it is; the message names it, the place in it, and what to do. */
export class FormatError extends Error {
  readonly code: FormatCode;
  readonly details: { readonly file: string; readonly page?: number };

  /** @param place  the file, and the page in it (from 1) where the trouble is in one page. */
  constructor(
    code: FormatCode,
    place: { readonly file: string; readonly page?: number },
    what: string,
    options?: ErrorOptions,
  ) {
    super(`${place.file}${place.page === undefined ? '' : `, page ${place.page}`}: ${what}`, options);
    this.name = 'FormatError';
    this.code = code;
    this.details = place;
  }
}
