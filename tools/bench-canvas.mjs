// Prints how fluid a canvas of 500 cards with pictures is: built page, real Chromium, a pointer that drags, pans and zooms.
import { longestTasks, serveBuilt } from './serve-built.mjs';

const { browser, address, close } = await serveBuilt('tests/bench/canvas-drag.html');
const moves = 60;
try {
  const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  tab.on('pageerror', (error) => console.error(error.message));
  await tab.goto(address);
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
    await act(1);
    const spent = (await busy()) - before;
    const { frames, mounted, cards } = await tab.evaluate('bench.read()');
    // Back again under a trace, which tells what the processor did but makes frames slower.
    const { clock_ms, processor_ms } = await longestTasks(browser, tab, () => act(-1));
    const sorted = [...frames].sort((a, b) => a - b);
    const at = (share) => sorted[Math.round(share * (sorted.length - 1))].toFixed(0);
    console.log(
      `${name}: frames median ${at(0.5)} ms, p95 ${at(0.95)} ms; main thread ${(spent / moves).toFixed(1)} ms a move; longest task ${clock_ms.toFixed(0)} ms, of which the processor worked ${processor_ms.toFixed(0)} ms; ${mounted} of ${cards} cards mounted`,
    );
  };
  const card = await tab.evaluate(() => {
    const inside = [...document.querySelectorAll('.react-flow__node-card')].map((one) => one.getBoundingClientRect());
    const box =
      inside.find(({ left, top, right, bottom }) => left > 80 && top > 80 && right < 900 && bottom < 700) ?? inside[0];
    return { x: box.left + 70, y: box.top + 8 };
  });
  /** From a place on, or from its end back to it. */
  const walk = async (way, place, dx, dy, press) => {
    const from = way > 0 ? place : { x: place.x + dx, y: place.y + dy };
    await tab.mouse.move(from.x, from.y);
    await tab.mouse.down(press);
    for (let i = 1; i <= moves; i++) {
      await tab.mouse.move(from.x + (way * dx * i) / moves, from.y + (way * dy * i) / moves);
      await tab.evaluate(() => new Promise(requestAnimationFrame));
    }
    await tab.mouse.up(press);
  };
  await measure('one card dragged', (way) => walk(way, card, 300, 200));
  const free = { x: 1250, y: 30 };
  await measure('canvas panned', (way) => walk(way, free, -700, 300, { button: 'middle' }));
  await measure('frame slider moved', async (way) => {
    for (let i = 1; i <= moves; i++) {
      await tab.evaluate(`bench.scrub(${way > 0 ? i : moves - i})`);
      await tab.evaluate(() => new Promise(requestAnimationFrame));
    }
  });
  await tab.keyboard.press('Control+a');
  await measure('all 500 cards dragged', (way) => walk(way, card, 120, 80));
  console.log(`edits made: ${(await tab.evaluate('bench.read()')).edits} (one a drag)`);
} finally {
  await close();
}
