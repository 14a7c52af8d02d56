// Prints how fluid a canvas of 500 cards with pictures is: built page, real Chromium, a pointer that drags, pans and zooms.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';

const outDir = await mkdtemp(join(tmpdir(), 'cellwire-canvas-'));
const page = 'tests/bench/canvas-drag.html';
await build({
  configFile: 'vite.config.ts',
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: page } },
});
const files = sirv(outDir);
const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end()));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const moves = 60;
try {
  const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  tab.on('pageerror', (error) => console.error(error.message));
  await tab.goto(`http://127.0.0.1:${server.address().port}/${page}`);
  await tab.waitForFunction('window.bench && document.querySelectorAll(".react-flow__node-card canvas").length > 5');
  await tab.waitForTimeout(2000);
  const devtools = await tab.context().newCDPSession(tab);
  await devtools.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const measure = async (name, act) => {
    await tab.evaluate('bench.start()');
    const before = await busy();
    await act();
    const spent = (await busy()) - before;
    const { frames, longest_ms, mounted, cards } = await tab.evaluate('bench.read()');
    const sorted = [...frames].sort((a, b) => a - b);
    const at = (share) => sorted[Math.round(share * (sorted.length - 1))].toFixed(0);
    console.log(
      `${name}: frames median ${at(0.5)} ms, p95 ${at(0.95)} ms; main thread ${(spent / moves).toFixed(1)} ms a move; longest task ${longest_ms.toFixed(0)} ms; ${mounted} of ${cards} cards mounted`,
    );
  };
  const card = await tab.evaluate(() => {
    const inside = [...document.querySelectorAll('.react-flow__node-card')].map((one) => one.getBoundingClientRect());
    const box =
      inside.find(({ left, top, right, bottom }) => left > 80 && top > 80 && right < 900 && bottom < 700) ?? inside[0];
    return { x: box.left + 70, y: box.top + 8 };
  });
  const walk = async (from, dx, dy) => {
    for (let i = 1; i <= moves; i++) {
      await tab.mouse.move(from.x + (dx * i) / moves, from.y + (dy * i) / moves);
      await tab.evaluate(() => new Promise(requestAnimationFrame));
    }
  };
  await measure('one card dragged', async () => {
    await tab.mouse.move(card.x, card.y);
    await tab.mouse.down();
    await walk(card, 300, 200);
    await tab.mouse.up();
  });
  const free = { x: 1250, y: 30 };
  await measure('canvas panned', async () => {
    await tab.mouse.move(free.x, free.y);
    await tab.mouse.down({ button: 'middle' });
    await walk(free, -700, 300);
    await tab.mouse.up({ button: 'middle' });
  });
  await measure('frame slider moved', async () => {
    for (let i = 1; i <= moves; i++) {
      await tab.evaluate(`bench.scrub(${i})`);
      await tab.evaluate(() => new Promise(requestAnimationFrame));
    }
  });
  await tab.keyboard.press('Control+a');
  await measure('all 500 cards dragged', async () => {
    const box = await tab.evaluate(() => {
      const inside = [...document.querySelectorAll('.react-flow__node-card')].map((one) => one.getBoundingClientRect());
      const one =
        inside.find(({ left, top, right, bottom }) => left > 80 && top > 80 && right < 900 && bottom < 700) ??
        inside[0];
      return { x: one.left + 70, y: one.top + 8 };
    });
    await tab.mouse.move(box.x, box.y);
    await tab.mouse.down();
    await walk(box, 120, 80);
    await tab.mouse.up();
  });
  console.log(`edits made: ${(await tab.evaluate('bench.read()')).edits} (one a drag)`);
} finally {
  await browser.close();
  server.close();
  await rm(outDir, { recursive: true });
}
