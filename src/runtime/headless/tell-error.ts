/** Whether the command line asks for JSON lines; known before it is parsed, as parsing may be what fails. */
export const wantsJson = (args: readonly string[]): boolean =>
  args.some((arg, i) => arg === '--log=json' || (arg === '--log' && args[i + 1] === 'json'));

/** One JSON line of a log. */
export const jsonLine = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`;

/** An error as the log of this command line shows it. */
export const errorLine = (message: string, isJson: boolean): string =>
  isJson ? jsonLine('error', 'error', { message }) : `error: ${message}\n`;

/**
 * A reader that has seen enough (`| head -1`) closes the pipe: what is written after that is dropped, and the command
 * goes on to its own end.
 */
export function outliveReaders(...streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
