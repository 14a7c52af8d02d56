import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RunBar } from '../../src/editor/panels/run-bar.tsx';
import { dropQueue } from '../../src/editor/panels/run-queue.ts';
import type { RunView } from '../../src/editor/session/session.ts';
import { documentStore } from '../../src/editor/store/document-store.ts';
import { draw, fakeSession, idleRun, node, open, quietStep } from './panels-session.tsx';

let clear = () => {};
afterEach(() => {
  clear();
  dropQueue();
});
const nodes = { open: node('io.open-movie'), blur: node('denoise.gaussian'), correct: node('drift.correct-drift') };

function show(run: Partial<RunView> = {}, ...selected: string[]) {
  open({ nodes }, ...selected);
  const fake = fakeSession();
  fake.state.setState({ run: { ...idleRun, ...run } });
  clear = draw(fake.session, <RunBar />);
  const become = (next: Partial<RunView>) => fake.state.setState({ run: { ...idleRun, ...next } });
  return { ...fake, become };
}
const button = (name: string) => page.getByRole('button', { name, exact: true });
const bar = () => page.getByRole('region', { name: 'Run' });

describe('the run bar', () => {
  it('runs everything by button and by key', async () => {
    const { calls } = show();
    await button('Run all').click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(calls).toEqual(['run', 'run']);
  });

  it('runs to the selected nodes from its menu and by key', async () => {
    const { calls } = show({}, 'blur');
    await button('More ways to run').click();
    await page.getByRole('menuitem', { name: /Run to here/ }).click();
    await userEvent.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    expect(calls).toEqual(['run blur', 'run blur']);
  });

  it('says before it starts how much memory it needs', async () => {
    const { state } = show({ memory: 345_000_000 });
    state.setState({
      steps: new Map([
        ['blur', quietStep],
        ['open', { ...quietStep, state: 'cached' }],
      ]),
    });
    await expect.element(bar()).toHaveTextContent('Ready · 1 of 2 steps done · needs up to 345 MB');
  });

  it('shows frames, time left and progress, and pauses, resumes and cancels', async () => {
    const { calls, become } = show({ state: 'running', framesDone: 340, frames: 1360, remaining_s: 75 });
    await expect.element(bar()).toHaveTextContent('Running · 340 / 1,360 frames · 75 s left');
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    await button('Pause').click();
    become({ state: 'paused', framesDone: 340, frames: 1360 });
    await button('Resume').click();
    await button('Cancel the run').click();
    expect(calls).toEqual(['pause', 'resume', 'cancel']);
  });

  it('queues a run behind the one going on, once, and starts it at the end', async () => {
    const { calls, become } = show({ state: 'running' }, 'blur');
    await button('Run all').click();
    await button('Run all').click();
    await userEvent.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    await expect.element(button('2 runs waiting: drop')).toBeVisible();
    expect(calls).toEqual([]);
    become({ state: 'succeeded' });
    await expect.poll(() => calls).toEqual(['run']);
    become({ state: 'running' });
    become({ state: 'failed' });
    await expect.poll(() => calls).toEqual(['run', 'run blur']);
  });

  it('drops the queue when the run is cancelled', async () => {
    const { calls, become } = show({ state: 'running' });
    await button('Run all').click();
    become({ state: 'cancelled' });
    await expect.element(bar()).toHaveTextContent('Cancelled');
    expect(calls).toEqual([]);
    await expect.element(button('1 run waiting: drop')).not.toBeInTheDocument();
  });

  it('names what failed, leads to its node also inside a subgraph, and retries', async () => {
    const { state, calls } = show({ state: 'failed' });
    state.setState({
      steps: new Map([['correct/estimate', { ...quietStep, state: 'failed', reason: 'the frames differ in size' }]]),
    });
    await expect.element(bar()).toHaveTextContent('Failed: 1 step');
    await button('1 error').click();
    const item = page.getByRole('menuitem', { name: /Correct drift › Estimate drift/ });
    await expect.element(item).toHaveTextContent('the frames differ in size');
    await item.click();
    expect(documentStore.getState().path).toEqual(['correct']);
    expect([...documentStore.getState().selection.nodes]).toEqual(['estimate']);
    await button('Retry failed').click();
    expect(calls).toEqual(['retry']);
  });

  it('lists what is to mend before a run', async () => {
    const { state } = show();
    state.setState({
      problems: [{ node: 'blur', port: 'movie', message: 'blur.movie is open', code: 'missing-input' }],
    });
    await button('1 thing to mend').click();
    await page.getByRole('menuitem', { name: /blur\.movie is open/ }).click();
    expect([...documentStore.getState().selection.nodes]).toEqual(['blur']);
  });

  it('announces the beginning and the end', async () => {
    const { become } = show();
    await expect.element(button('Run all')).toBeVisible();
    become({ state: 'running' });
    await expect.element(page.getByRole('status')).toHaveTextContent('The run has started.');
    become({ state: 'succeeded' });
    await expect.element(page.getByRole('status')).toHaveTextContent('The run has finished');
  });

  it('has nothing to run in an empty document', async () => {
    show();
    open({});
    await expect.element(button('Run all')).toBeDisabled();
  });
});
