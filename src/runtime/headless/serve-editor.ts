import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { UsageError } from './usage-error.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  // https: movies on the web, which the editor loads only where the user asked for or allowed the address.
  "connect-src 'self' https:",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const refusals: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) => `port ${port} is in use, perhaps by another Cellwire: name another with --port, or 0 for any`,
  EACCES: (port) => `port ${port} is not for every user: name one from 1024 with --port`,
};

/**
 * Serves the built editor on 127.0.0.1 only, and only to pages that call it by that name.
 * @throws UsageError where the editor is not built, or the port can't be had.
 */
export async function serveEditor(folder: URL, port: number): Promise<Server> {
  if (!existsSync(new URL('index.html', folder))) {
    throw new UsageError(`the editor is not built (there is no ${fileURLToPath(folder)}): run npm run build first`);
  }
  const files = sirv(fileURLToPath(folder), {
    etag: true,
    setHeaders: (response) => {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
      response.setHeader('Content-Security-Policy', policy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== '127.0.0.1' && host !== 'localhost') {
      response.writeHead(403).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const refusal = refusals[cause.code ?? '']?.(port);
      reject(refusal === undefined ? cause : new UsageError(refusal, { cause }));
    });
    server.listen(port, '127.0.0.1', () => {
      process.stderr.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
      resolve(server);
    });
  });
}
