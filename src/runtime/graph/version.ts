import about from '../../../package.json' with { type: 'json' };

/** Cellwire's own version. */
export const version: string = about.version;
