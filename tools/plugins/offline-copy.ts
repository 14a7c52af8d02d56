import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Emits `offline.js`, a service worker that keeps all files of this build: dialogs and workers that are loaded when they
 * are first needed then come without a connection too. The page itself is always asked for first, so that a new build is
 * seen at once; all other files have names that change with their content.
 */
export function offlineCopy(): Plugin {
  return {
    name: 'offline-copy',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name !== 'index.html')
        .sort();
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 16);
      this.emitFile({ type: 'asset', fileName: 'offline.js', source: serviceWorker(version, files) });
    },
  };
}

const serviceWorker = (version: string, files: readonly string[]): string => `const name = 'cellwire-${version}';
const files = new Set(${JSON.stringify(files)}.map((file) => new URL(file, self.registration.scope).href));
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll([self.registration.scope, ...files])));
  self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  const old = async () => {
    for (const key of await caches.keys()) if (key.startsWith('cellwire-') && key !== name) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(old());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(self.registration.scope)));
  } else if (files.has(request.url)) {
    event.respondWith(caches.match(request.url).then((kept) => kept ?? fetch(request)));
  }
});
`;
