// A page built, served as `cellwire serve` would, and open in Chromium; for the benchmarks.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';

/**
 * @param page  path of the page within the project; the editor itself where left out.
 * @returns the browser, the page's address, and what ends it all.
 */
export async function serveBuilt(page = 'index.html') {
  const outDir = await mkdtemp(join(tmpdir(), 'cellwire-bench-'));
  await build({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: page } },
  });
  const files = sirv(outDir, {
    setHeaders(response) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    },
  });
  const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  return {
    browser,
    address: `http://127.0.0.1:${server.address().port}/${page}`,
    async close() {
      await browser.close();
      server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/**
 * What the main thread of a page does while something goes on.
 * @returns the longest task by the clock and by processor time, ms: other work on the machine is only in the first.
 */
export async function longestTasks(browser, tab, act) {
  await browser.startTracing(tab, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'));
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => threads.some((one) => one.pid === pid && one.tid === tid);
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && isMain(event));
  const most = (of) => tasks.reduce((longest, task) => Math.max(longest, of(task) ?? 0), 0) / 1000;
  return { clock_ms: most(({ dur }) => dur), processor_ms: most(({ tdur }) => tdur) };
}
