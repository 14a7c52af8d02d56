// Prints how long a moved slider takes to show new labels: built page, real Chromium, the sample movie.
import { serveBuilt } from './serve-built.mjs';

const { browser, address, close } = await serveBuilt('tests/bench/editor-latency.html');
const system = await browser.newBrowserCDPSession();
/** Seconds of processor time that the pages have taken so far, workers included: other work on the machine is not in it. */
const cpuTime = async () =>
  (await system.send('SystemInfo.getProcessInfo')).processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, one) => sum + one.cpuTime, 0);
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  tab.on('console', (message) => console.error(message.text()));
  await tab.goto(address);
  await tab.waitForFunction('window.prepare');
  const { first_ms, run_ms, cold_ms, isolated } = await tab.evaluate('window.prepare()');
  const at = (times, share) => [...times].sort((a, b) => a - b)[Math.round(share * (times.length - 1))].toFixed(0);
  for (const node of ['threshold', 'split']) {
    const times = await tab.evaluate(`window.slideTwenty('${node}', true)`);
    const before = await cpuTime();
    await tab.evaluate(`window.slideTwenty('${node}', false)`);
    const cpu = (1000 * ((await cpuTime()) - before)) / times.length;
    console.log(
      `${node}, slider moved 20 times: median ${at(times, 0.5)} ms, p90 ${at(times, 0.9)} ms (aim 150, floor 300); processor time a change ${cpu.toFixed(0)} ms`,
    );
    if (process.argv.includes('--all')) console.log(times.map((ms) => ms.toFixed(0)).join(' '));
  }
  console.log(`labels of a frame with nothing at hand: ${cold_ms.toFixed(0)} ms`);
  console.log(`first picture of the movie, workers started: ${first_ms.toFixed(0)} ms`);
  console.log(`estimate bleaching over 100 frames: ${(run_ms / 1000).toFixed(1)} s`);
  const longest = await tab.evaluate('window.longest()');
  console.log(`longest task on the main thread: ${longest.toFixed(0)} ms; isolated: ${isolated}`);
} finally {
  await close();
}
