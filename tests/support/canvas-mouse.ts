import type { Locator, Page } from 'playwright-core';
import { paramLabel } from '../../src/editor/panels/typed-value.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}
export interface PortRef {
  readonly node: string;
  readonly port: string;
}

/** A user's hand on the canvas: only what a mouse can do, and text typed into fields that were clicked. */
export class CanvasMouse {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  card(id: string): Locator {
    return this.#page.locator(`.react-flow__node-card[data-id="${id}"]`);
  }

  /** The canvas on the page. */
  async box(): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
    return found(await this.#page.locator('.react-flow').boundingBox());
  }

  /** Turns the wheel until cards have a little more than half their size. */
  async zoomOut(): Promise<void> {
    const scale = () =>
      this.#page.locator('.react-flow__viewport').evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a);
    const { x, y } = await this.box();
    await this.#page.mouse.move(x + 30, y + 200);
    await this.#page.mouse.wheel(0, Math.log2((await scale()) / 0.55) * 500);
    while (Math.abs((await scale()) - 0.55) > 0.02) await this.#page.evaluate(() => new Promise(requestAnimationFrame));
  }

  /** Drags a node from the palette, its middle to a place; its id. */
  async dragFromPalette(title: string, to: Point): Promise<string> {
    const before = await this.#selected();
    const canvas = this.#page.locator('.react-flow');
    const { x, y } = await this.box();
    await this.#page.getByRole('searchbox', { name: 'Search nodes' }).fill(title);
    await this.#page
      .getByRole('button', { name: `Add ${title}`, exact: true })
      .dragTo(canvas, { targetPosition: { x: to.x - x, y: to.y - y } });
    return this.#newlySelected(before);
  }

  /** Pulls a wire out of an output, lets it go on nothing, and takes the node from those that fit; its id. */
  async dropWire(from: PortRef, at: Point, title: string): Promise<string> {
    const before = await this.#selected();
    await this.#pull(await this.#port(from, 'output'), at);
    const offered = this.#page.getByRole('dialog', { name: 'Add a node' });
    await offered.getByRole('combobox').fill(title);
    await offered
      .getByRole('option')
      .filter({ has: this.#page.getByText(title, { exact: true }) })
      .first()
      .click();
    return this.#newlySelected(before);
  }

  async drawWire(from: PortRef, to: PortRef): Promise<void> {
    const wires = this.#page.locator('.react-flow__edge');
    const before = await wires.count();
    await this.#pull(await this.#port(from, 'output'), await this.#port(to, 'input'));
    await wires.nth(before).waitFor({ state: 'attached' });
  }

  /** Sets a parameter of the selected node among its parameters. */
  async setParam(name: string, value: unknown): Promise<void> {
    const row = this.#page.getByRole('region', { name: 'Parameters' });
    const field = row.getByLabel(paramLabel(name), { exact: true });
    if (typeof value === 'boolean') {
      await row.locator('label', { has: field }).or(field.locator('xpath=..')).first().click();
      return;
    }
    await field.click();
    await field.fill(String(value));
    await field.press('Enter');
  }

  async click(id: string): Promise<void> {
    await this.card(id).click({ position: { x: 8, y: 8 } });
  }

  async #pull(from: Point, to: Point): Promise<void> {
    const { mouse } = this.#page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 3 });
    await mouse.up();
  }

  async #port({ node, port }: PortRef, side: 'input' | 'output'): Promise<Point> {
    const dot = this.card(node).locator(`.react-flow__handle[data-port="${side} ${port}"]`);
    const { x, y, width, height } = found(await dot.boundingBox());
    return { x: x + width / 2, y: y + height / 2 };
  }

  async #selected(): Promise<string> {
    const ids = this.#page.locator('.react-flow__node-card.selected');
    return (await ids.count()) === 0 ? '' : ((await ids.first().getAttribute('data-id')) ?? '');
  }

  async #newlySelected(before: string): Promise<string> {
    const other = before === '' ? '' : `:not([data-id="${before}"])`;
    const card = this.#page.locator(`.react-flow__node-card.selected${other}`);
    await card.waitFor();
    return (await card.getAttribute('data-id')) ?? '';
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw new Error('it is not on the page');
  return value;
}
